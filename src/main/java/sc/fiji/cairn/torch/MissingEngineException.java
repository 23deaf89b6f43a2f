// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import sc.fiji.cairn.CairnException;

/** There is no engine on this computer yet; the message says how to get one. */
public final class MissingEngineException extends CairnException {

	private static final long serialVersionUID = 1L;

	MissingEngineException(final String message) {
		super(message);
	}
}
