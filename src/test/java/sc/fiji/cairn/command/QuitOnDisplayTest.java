// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.ui.VirtualDisplay;

/** Closing ImageJ's main window asks, and ends a training with its checkpoint written. */
class QuitOnDisplayTest {

	@TempDir
	Path folder;

	@Test
	void theMainWindowClosesAfterAQuestionAndWithACheckpoint() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Path log = folder.resolve("log");
		final Path model = folder.resolve("m.cairn");
		try (VirtualDisplay display = VirtualDisplay.start()) {
			final int status = display.run(log, List.of("-XX:TieredStopAtLevel=1", "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
				"-Dcairn.engines=" + System.getProperty("cairn.engines", ""), "-Djava.util.prefs.userRoot=" + folder), QuittingTraining.class,
				"sc.fiji.cairn.command.FineTuneCommand", "images=test-images/images labels=test-images/labels cases=train-1 width=4 levels=2 " +
					"size=16 batch=4 device=cpu precision=float32 iterations=200000 model=[" + model + "]");
			assertEquals(0, status, Files.readString(log));
		}
		assertTrue(Files.readString(log).contains("still training"), Files.readString(log));
		assertFalse(Files.exists(folder.resolve("hs_err.log")));
		assertFalse(Files.exists(model));
		assertTrue(Files.exists(folder.resolve("m.cairn.checkpoint")));
	}
}
