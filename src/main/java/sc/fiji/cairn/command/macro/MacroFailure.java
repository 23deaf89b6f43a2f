// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

/** Says why a macro did not come to its end. */
final class MacroFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private final boolean started;

	/**
	 * @param started false if the macro could not even be started
	 * @param cause the bug that shows itself in this, null if the macro or its user is to blame
	 */
	MacroFailure(final String message, final boolean started, final Throwable cause) {
		super(message, cause);
		this.started = started;
	}

	boolean started() {
		return started;
	}
}
