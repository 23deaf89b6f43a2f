package sc.fiji.cairn.train;

import sc.fiji.cairn.CairnException;

/** Training had to stop because the loss was no longer a number; the weights are still those of the last good step. */
public class DivergedException extends CairnException {

	private static final long serialVersionUID = 1L;

	DivergedException(final long step) {
		super("The loss was no longer a finite number at step " + step +
			", so training stopped; use a smaller rate, and check the images for extreme values.");
	}
}
