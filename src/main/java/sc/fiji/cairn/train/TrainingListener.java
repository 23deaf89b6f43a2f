// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.List;

/**
 * Hears what happens in a training, in the thread that trains. Windows, logs and what is done between steps, such as
 * validation, are listeners.
 * <p>
 * A listener that throws ends the training; one that works for long asks for cancel itself.
 * </p>
 */
@FunctionalInterface
public interface TrainingListener {

	/** Hears nothing. */
	TrainingListener NONE = report -> {};

	/** Called after each step and its update of the weights. */
	void stepped(StepReport report);

	/** Called once of all trainings that make a model, before the first. */
	default void prepared(final TrainingFacts facts) {
		// Most need not know.
	}

	/**
	 * Called before the first step of each training.
	 *
	 * @param name what to call it, such as {@code Global contrast}
	 * @param iterations number of steps that are planned
	 * @param before the course so far: empty unless the training goes on from a checkpoint. The last step may have been the
	 *          one that a listener was stopped in
	 */
	default void started(final String name, final int iterations, final TrainingLog before) {
		// Most need not know.
	}

	/**
	 * Called when validation cases have been segmented.
	 *
	 * @param steps number of steps done
	 * @param dice mean Dice coefficient of the cases
	 */
	default void validated(final long steps, final double dice) {
		// Most need not know.
	}

	/** Called when a training is over, with the weights that are kept. */
	default void ended() {
		// Most need not know.
	}

	/** Returns true if this would like to see a picture now; asked after each step and at the end. */
	default boolean wantsPreview() {
		return false;
	}

	/** Called with a picture, if any listener wanted to see one. */
	default void previewed(final Preview preview) {
		// Most do not look.
	}

	/** Makes one of several, who hear in this order. */
	static TrainingListener all(final List<TrainingListener> listeners) {
		return new TrainingListeners(listeners);
	}
}
