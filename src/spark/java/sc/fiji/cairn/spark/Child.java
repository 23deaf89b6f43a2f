// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.io.IOException;

import sc.fiji.cairn.command.macro.Launcher;

/** A command that ends with the process that has started it. */
public final class Child {

	private Child() {
		// Only the main method.
	}

	/** Runs the command of the arguments, as the launcher does, for as long as standard input is open. */
	public static void main(final String... args) {
		final Thread watch = new Thread(Child::awaitEnd, "watch");
		watch.setDaemon(true);
		watch.start();
		Launcher.main(args);
	}

	private static void awaitEnd() {
		try {
			while (System.in.read() >= 0) {
				// Nobody writes.
			}
		}
		catch (final IOException e) {
			// The other end is gone, too.
		}
		Runtime.getRuntime().halt(1);
	}
}
