// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import sc.fiji.cairn.report.Curve;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.TrainingFacts;

/**
 * What a training window shows at one moment.
 *
 * @param phase what the user has asked for
 * @param work what is done, with its place among all of the kind
 * @param done units of the work that are done
 * @param total units of the work; 0 if nobody knows
 * @param note what to write beside it
 * @param training name of the training that runs, or was the last to; empty before the first
 * @param trains whether steps are done, rather than something before, between or after trainings
 * @param step steps of the training that are done
 * @param iterations steps of the training
 * @param speed steps per second; 0 if nobody can tell
 * @param millisLeft milliseconds that the training will still take; negative if nobody can tell
 * @param facts what was settled before the first training; null until then
 * @param loss loss of the training
 * @param dice Dice of the validation cases; empty if there are none
 * @param preview the latest picture; null before the first
 */
record LiveState(Phase phase, String work, long done, long total, String note, String training, boolean trains, long step,
	int iterations, double speed, long millisLeft, TrainingFacts facts, Curve loss, Curve dice, Preview preview)
{

	/** Tells whether all steps of the last training have been done. */
	boolean isWhole() {
		return step == iterations;
	}

	/** What the user has asked for, and whether it is so yet. */
	enum Phase {
		/** Nothing. */
		WORKING,
		/** To rest, at the next opportunity. */
		PAUSING,
		/** To rest. */
		PAUSED,
		/** To keep what has been learnt. */
		STOPPING,
		/** To cancel. */
		CANCELLING,
		/** It is over, and the model is written. */
		FINISHED,
		/** It is over without a result. */
		CLOSED;

		/** Tells whether the work goes on. */
		boolean isOver() {
			return this == FINISHED || this == CLOSED;
		}

		/** Tells whether the user may still ask for something else. */
		boolean isOpen() {
			return this == WORKING || this == PAUSING || this == PAUSED;
		}
	}
}
