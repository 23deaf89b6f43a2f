// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.charset.StandardCharsets;

import ij.text.TextWindow;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;

/** Hands out texts. */
final class Texts {

	private static final int WIDTH = 800;
	private static final int HEIGHT = 500;

	private Texts() {
		// Only static methods.
	}

	/** Shows a text in a window of its own or, without a display, as lines of the log. */
	static void show(final String title, final String text, final Progress progress) {
		if (GraphicsEnvironment.isHeadless()) text.lines().forEach(progress::log);
		else new TextWindow(title, text, WIDTH, HEIGHT);
	}

	/** Writes a text to a file, unless that is empty. */
	static void save(final String text, final File output) {
		if (!Inputs.isEmpty(output)) WholeFile.write(output.toPath(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
	}
}
