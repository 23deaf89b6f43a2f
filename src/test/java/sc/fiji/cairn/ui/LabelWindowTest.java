// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what {@link LabelWindow} says when something fails, and when it is to close, on a display. */
class LabelWindowTest {

	@TempDir
	Path folder;

	@Test
	void errorsAreSaidAndNothingIsLostUnasked() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Path out = folder.resolve("out.txt");
		final int status;
		try (VirtualDisplay display = VirtualDisplay.start()) {
			status = display.run(out, List.of(), LabelWindowUser.class);
		}
		final String text = Files.readString(out);
		assertEquals(0, status, text);
		assertEquals(List.of( //
			"train true: The memory does not suffice for that; close other images, or give ImageJ more by Edit > Options > Memory & Threads.", //
			"train true: That failed unexpectedly (java.lang.NoClassDefFoundError: a/B); the log holds the details to report.", //
			"train true: That was cancelled.", //
			"train true: Round 3: 6 labelled slices, Dice 0.700 on those that were new. That is less than before, as it can be by chance or " +
				"on harder slices: label another round.", //
			"train true: Round 3: 6 labelled slices, Dice 0.800 on those that were new. The last round was worth less than the gain that " +
				"you want: this is a good time to stop.", //
			"asked: What is drawn on a has not been taken.", //
			"saved 0", //
			"asked: The labels of 2 slices cannot be kept: The disk is full.", //
			"train true: asked and open", //
			"asked: The labels of 2 slices cannot be kept: That failed unexpectedly (java.lang.NoClassDefFoundError: a/B); the log holds " +
				"the details to report.", //
			"saved 2, window false"), text.lines().filter(line -> line.matches("(train|asked|saved) .*|asked: .*")).toList());
	}
}
