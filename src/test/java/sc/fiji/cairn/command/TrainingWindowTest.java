// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.ui.TrainingWindow;
import sc.fiji.cairn.ui.VirtualDisplay;

/** Tests {@link TrainingWindow} in real ImageJ, with a mouse; its pictures stay in {@code target/screenshots}. */
class TrainingWindowTest {

	private static final Path PICTURES = Path.of("target", "screenshots");
	private static final int STEPS = 20_000;
	private static final int FIRST = 12;

	@TempDir
	private Path folder;

	@Test
	void aTrainingIsPausedContinuedAndStoppedByItsButtons() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Path model = folder.resolve("watched.cairn");
		final Path log = folder.resolve("log");
		try (VirtualDisplay display = VirtualDisplay.start()) {
			assertEquals(0, run(display, log, "sc.fiji.cairn.command.FineTuneCommand", "images=test-images/images " +
				"labels=test-images/labels cases=train-1;train-2 validation=test-1 names=chamber;wall;crescent width=4 levels=2 batch=2 device=cpu " +
				"precision=float32 iterations=" + STEPS + " model=[" + model + "]", "training-window"), () -> read(log));
		}
		final ModelFile kept = ModelFile.read(model);
		assertTrue(kept.plan().provenance().stopped());
		final long steps = kept.plan().provenance().steps();
		assertTrue(steps > FIRST && steps < STEPS, steps + " steps");
		assertFalse(Files.exists(folder.resolve("watched.cairn.checkpoint")));
		try (Segmenter segmenter = new Segmenter(kept, "cpu", Progress.SILENT)) {
			assertEquals(48, segmenter.segment(TestPlugins.io().open(Path.of("test-images/images/test-2.nii.gz")), false).labels()
				.data().dimension(0));
		}
		final BufferedImage picture = ImageIO.read(PICTURES.resolve("training-window.png").toFile());
		assertTrue(IntStream.range(0, picture.getWidth() * picture.getHeight()).map(i -> picture.getRGB(i % picture.getWidth(), i /
			picture.getWidth())).distinct().count() > 200, "curves, outlines and greys are there");
		assertTrue(Files.exists(PICTURES.resolve("training-window-paused.png")));
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			return "no log: " + e;
		}
	}

	private static int run(final VirtualDisplay display, final Path log, final String command, final String options,
		final String name) throws Exception
	{
		Files.createDirectories(PICTURES);
		return display.run(log, List.of("-XX:TieredStopAtLevel=1", "-Dcairn.engines=" + System.getProperty("cairn.engines", ""),
			"-Djava.util.prefs.userRoot=" + log.getParent()), WatchedTraining.class, command, options, PICTURES.toString(), name,
			"" + FIRST);
	}
}
