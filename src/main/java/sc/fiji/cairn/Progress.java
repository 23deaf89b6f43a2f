// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.util.concurrent.CancellationException;

/**
 * Where long work tells how far it is, and learns that the user wants it to stop.
 * <p>
 * The work is cut into stages, one after the other ("Reading volumes", "Pretraining"), each of a known
 * number of equal units. Implementations add the time left. All methods may be called from any thread.
 * </p>
 */
public interface Progress {

	/** Tells nobody; only the end of the process cancels it. */
	Progress SILENT = new SilentProgress();

	/** Starts a stage of {@code total} units, 0 if nobody can count them; the one before is over. */
	void stage(String name, long total);

	/**
	 * Tells how much of the current stage is done.
	 *
	 * @param done units done so far, from 0 to the stage's total
	 * @param status what to show beside it, such as {@code loss 0.31}; may be empty
	 */
	void advance(long done, String status);

	/** Writes one line to the log, for facts worth keeping: the device used, what was read. */
	void log(String message);

	/**
	 * Writes one line to the log that matters even where routine lines are left out, as of a run that is one of many: what
	 * limits or changes the result.
	 */
	default void warn(final String message) {
		log(message);
	}

	/** Returns true once the user has asked for the work to stop. */
	boolean isCancelled();

	/** Returns true while the user wants the work to rest, which trainings do between steps. */
	default boolean isPaused() {
		return false;
	}

	/**
	 * Returns true once the user is content with what the work has come to: a training then ends before its last step, and
	 * keeps what has been learnt.
	 */
	default boolean isStopped() {
		return false;
	}

	/** Gets what can be cancelled as this can, but tells of nothing: for parts of a stage that several threads do. */
	default Progress silently() {
		return new SilentProgress() {

			@Override
			public boolean isCancelled() {
				return Progress.this.isCancelled();
			}
		};
	}

	/**
	 * Ends the work if the user has asked for it.
	 *
	 * @throws CancellationException if {@link #isCancelled()}
	 */
	default void checkCancelled() {
		if (isCancelled()) throw new CancellationException("Cancelled.");
	}
}
