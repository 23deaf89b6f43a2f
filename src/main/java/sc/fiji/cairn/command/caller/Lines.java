// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.caller;

import ij.IJ;

/** Breaks sentences for ImageJ's message windows, which are else as wide as the longest. */
final class Lines {

	private static final int WIDTH = 90;

	private Lines() {
		// Only static methods.
	}

	/** Breaks a text where ImageJ will show it in a window; elsewhere it stays one line. */
	static String of(final String text) {
		return IJ.getInstance() == null ? text : broken(text);
	}

	static String broken(final String text) {
		final StringBuilder lines = new StringBuilder();
		int length = 0;
		for (final String word : text.split(" ")) {
			if (length > 0 && length + 1 + word.length() > WIDTH) {
				lines.append('\n');
				length = 0;
			}
			else if (length > 0) {
				lines.append(' ');
				length++;
			}
			lines.append(word);
			length += word.length();
		}
		return lines.toString();
	}
}
