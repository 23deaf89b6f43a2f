// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.ui.VirtualDisplay;

/** Tests what needs ImageJ's windows: the ROI Manager, and the recorder that is to leave some commands out. */
class AnnotateOnDisplayTest {

	@TempDir
	Path folder;

	@Test
	void roisOfTheManagerBecomeATrainingCase() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Path out = folder.resolve("out.txt");
		final int status;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			status = display.run(out, List.of("-Dcairn.engines=" + folder.resolve("engines"), "-Djava.util.prefs.userRoot=" +
				folder, "-Duser.home=" + folder), RoiManagerUser.class, folder.resolve("cases").toString());
		}
		final String text = Files.readString(out);
		assertEquals(0, status, text);
		assertEquals(List.of("Labels of cells.tif 1.0 2.0 9.0", "before Cairn Engine Manager...", "after null"), text.lines().toList());
		assertTrue(Files.exists(folder.resolve("cases/images/cells.nii.gz")));
		assertTrue(Files.exists(folder.resolve("cases/labels/cells.nii.gz")));
	}
}
