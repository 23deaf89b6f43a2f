// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.nio.file.InvalidPathException;

/** Says in one sentence what Java's own failures mean to the user. */
public final class Explanations {

	private Explanations() {
		// Only static methods.
	}

	/**
	 * Says what to do when the memory that Java may use is full.
	 *
	 * @param what ran out of memory, such as {@code "Cairn Pretrain..."}
	 */
	public static String fullHeap(final String what) {
		return what + " needs more memory than the " + (Runtime.getRuntime().maxMemory() >> 20) +
			" MB that Java may use; give it more (in a terminal CAIRN_OPTS=-Xmx8g, with Maven -Dmacro.heap=8g, in ImageJ Edit > Options > Memory & Threads), or " +
			"use fewer or smaller images.";
	}

	/** Names what was given as a path and cannot be one on this system. */
	public static String invalidPath(final InvalidPathException failure) {
		return "\"" + failure.getInput().replaceAll("\\p{Cntrl}", "?") + "\" cannot be the name of a file or folder here (" +
			failure.getReason() + "); check it.";
	}
}
