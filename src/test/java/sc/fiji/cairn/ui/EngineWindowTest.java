// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link EngineWindow} on a display; its pictures stay in {@code target/screenshots}. */
class EngineWindowTest {

	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();
	@TempDir
	Path folder;

	@Test
	void enginesAreChosenTestedAndDeletedByButtons() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		Files.createDirectories(PICTURES);
		final Path out = folder.resolve("out.txt");
		final int status;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			status = display.run(out, List.of(), EngineWindowUser.class, folder.resolve("engines").toString(), PICTURES
				.toString());
		}
		final String text = Files.readString(out);
		assertEquals(0, status, text);
		assertEquals(List.of( //
			"cpu: chosen, CPU, 3 MB, not tested yet", //
			"cu128: , NVIDIA GPUs and CPU, 3 MB, crashed at its last start; has to be tested before use", //
			"cpu: , CPU, 3 MB, not tested yet", //
			"cu128: chosen, NVIDIA GPUs and CPU, 3 MB, works: PyTorch 2.7.1 on the GPU, 0.4 s", //
			"cu128: chosen, NVIDIA GPUs and CPU, 3 MB, works: PyTorch 2.7.1 on the GPU, 0.4 s", //
			"deleted true", //
			"told 1", //
			"noted true", //
			"installed false", //
			"installed true"), text.lines().toList());
		for (final String name : List.of("engine-manager", "engine-manager-delete", "engine-manager-install"))
			assertTrue(ImageIO.read(PICTURES.resolve(name + ".png").toFile()).getWidth() > 500, name);
	}
}
