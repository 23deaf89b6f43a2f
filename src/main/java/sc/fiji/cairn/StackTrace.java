// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Writes where something has failed for a reason that nobody foresaw, for whoever is to find out. */
public final class StackTrace {

	private StackTrace() {
		// Only static methods.
	}

	/** Gets what Java would print. */
	public static String of(final Throwable failure) {
		final StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}
}
