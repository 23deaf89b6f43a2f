// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import sc.fiji.cairn.Progress;

/**
 * One progress for all trainings of a study, in slices that networks see. Stages of a training that are none of its
 * steps, such as reading, do not move it; of its log only what must not be missed is passed on, with the name of the
 * training.
 */
final class StudyProgress implements Progress {

	private final Progress whole;
	private final Set<String> warned = new HashSet<>();
	private long before;

	private String job = "";
	private long jobSlices;
	private int iterations;
	private int batch;
	private long finishedSteps;

	private String stage = "";
	private boolean trains;

	/**
	 * @param slices total of the study
	 */
	StudyProgress(final Progress whole, final long slices) {
		this.whole = whole;
		whole.stage("Comparing", slices);
	}

	/** Starts a training, or another part of a study. */
	synchronized void begin(final String name, final Budget budget, final long slices) {
		job = name;
		jobSlices = slices;
		iterations = budget.iterations();
		batch = budget.batch();
		finishedSteps = 0;
		trains = false;
		stage = "";
	}

	/** Counts all slices of the training, also if it was done before. */
	synchronized void end() {
		before += jobSlices;
		jobSlices = 0;
		whole.advance(before, job);
	}

	@Override
	public synchronized void stage(final String name, final long total) {
		if (trains) finishedSteps += iterations;
		stage = name;
		// A stage of as many units as there are steps is taken for training; should another have as many, the total is a
		// little ahead until the job ends.
		trains = total == iterations;
	}

	@Override
	public synchronized void advance(final long done, final String status) {
		final long steps = finishedSteps + (trains ? done : 0);
		whole.advance(before + Math.min(jobSlices, steps * batch), job + ", " + stage.toLowerCase(Locale.ROOT) +
			(status.isEmpty() ? "" : ", " + status));
	}

	@Override
	public void log(final String message) {
		// One line a run is enough; the rest is in the models.
	}

	@Override
	public synchronized void warn(final String message) {
		// What many trainings have to say of the same data is said once.
		if (warned.add(message)) whole.warn(job + ": " + message);
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}

	@Override
	public boolean isPaused() {
		return whole.isPaused();
	}
}
