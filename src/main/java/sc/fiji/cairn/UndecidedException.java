// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

/** A failure that a {@link Decision} of the user would have prevented; the message names the key that decides. */
public class UndecidedException extends CairnException {

	private static final long serialVersionUID = 1L;

	private final transient Decision decision;

	/** Fails for want of a decision. */
	public UndecidedException(final Decision decision) {
		super(decision.sentence());
		this.decision = decision;
	}

	/** Returns what the user has to decide. */
	public Decision decision() {
		return decision;
	}
}
