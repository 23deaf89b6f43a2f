// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Catches what ImageJ prints when a macro fails.
 * <p>
 * ImageJ without a window prints the message of an error, with line and source around it, to standard error, that of
 * {@code exit("message")} to standard output, and tells nobody else. While one of these is open, such messages are kept
 * instead of printed; everything else passes.
 * </p>
 */
final class FailureMessages implements AutoCloseable {

	/** What the interpreter appends to a message; more lines follow. */
	private static final Pattern LINE = Pattern.compile("(?:Macro Error: )?(.*?)\\s+in line (\\d+)\\s*", Pattern.DOTALL);

	private final PrintStream out = System.out;
	private final PrintStream err = System.err;
	private String message;

	private FailureMessages() {
		// See listen.
	}

	/** Starts to listen, until closed. */
	static FailureMessages listen() {
		final FailureMessages messages = new FailureMessages();
		System.setOut(messages.filter(System.out, "ij.macro.Functions", "exit"));
		System.setErr(messages.filter(System.err, "ij.macro.Interpreter", "showError"));
		return messages;
	}

	/**
	 * Returns the message of the failure in one line.
	 *
	 * @param macro name to put in front
	 * @return null if there was none
	 */
	String message(final String macro) {
		if (message == null) return null;
		final String head = message.split("\n", 2)[0];
		final Matcher matcher = LINE.matcher(head);
		if (!matcher.matches()) return macro + ": " + message;
		return macro + ", line " + matcher.group(2) + ": " + matcher.group(1);
	}

	private PrintStream filter(final PrintStream target, final String type, final String method) {
		return new PrintStream(target, true) {

			@Override
			public void println(final String line) {
				if (!calledBy(type, method)) super.println(line);
				else if (message == null) message = line;
			}
		};
	}

	private static boolean calledBy(final String type, final String method) {
		return StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(type) && frame
			.getMethodName().equals(method)));
	}

	@Override
	public void close() {
		System.setOut(out);
		System.setErr(err);
	}
}
