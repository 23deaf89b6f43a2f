// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import sc.fiji.cairn.CairnException;

/** Training had to stop because the loss was no longer a number; the weights are still those of the last good step. */
public class DivergedException extends CairnException {

	private static final long serialVersionUID = 1L;

	private final long step;

	DivergedException(final long step) {
		super("The loss was no longer a finite number at step " + step +
			", so training stopped; use a smaller rate, and check the images for extreme values.");
		this.step = step;
	}

	/** Returns the step whose loss was no number, from 1. */
	public long step() {
		return step;
	}
}
