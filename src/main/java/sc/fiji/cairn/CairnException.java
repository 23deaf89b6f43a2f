// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.Optional;

/**
 * A failure whose message tells the user, in one sentence, which file or parameter is wrong and what
 * to do about it.
 */
public class CairnException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Name of the parameter that is wrong; empty if it is no single one's fault. */
	private final String parameter;

	public CairnException(final String message) {
		this("", message, null);
	}

	public CairnException(final String message, final Throwable cause) {
		this("", message, cause);
	}

	private CairnException(final String parameter, final String message, final Throwable cause) {
		super(message, cause);
		this.parameter = parameter;
	}

	/**
	 * Makes a failure that a parameter is to blame for.
	 *
	 * @param parameter its name in macros, such as {@code batch}; empty if it is no single one's fault
	 * @param message which names it, too
	 */
	public static CairnException of(final String parameter, final String message) {
		return of(parameter, message, null);
	}

	/** As {@link #of(String, String)}, with what caused it. */
	public static CairnException of(final String parameter, final String message, final Throwable cause) {
		return new CairnException(parameter, message, cause);
	}

	/** Gets the name in macros of the parameter that is to blame, if it is a single one. */
	public Optional<String> parameter() {
		return Optional.of(parameter).filter(name -> !name.isEmpty());
	}
}
