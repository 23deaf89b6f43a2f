// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import sc.fiji.cairn.Progress;

/**
 * One progress for all trainings of a study, in images that networks see. Stages of a training that are none of its
 * steps, such as reading, do not move it; of its log only what must not be missed is passed on, with the name of the
 * training.
 */
final class StudyProgress implements Progress {

	/** Of no training yet. */
	private static final Budget NONE = new Budget(Integer.MAX_VALUE, 1, 1);

	private final Progress whole;
	private final boolean flat;
	private final Set<String> warned = new HashSet<>();
	private long before;

	private String job = "";
	private long jobImages;
	private Budget budget = NONE;
	private long finishedSteps;

	private String stage = "";
	private boolean trains;

	/**
	 * @param flat whether networks see slices
	 */
	StudyProgress(final Progress whole, final Workload work, final boolean flat) {
		this.whole = whole;
		this.flat = flat;
		whole.stage("Comparing", work.images(flat));
	}

	/** Starts a training of some stages, or another part of a study. */
	synchronized void begin(final String name, final List<Budget> stages) {
		job = name;
		jobImages = Budget.images(stages, flat);
		budget = stages.get(0);
		finishedSteps = 0;
		trains = false;
		stage = "";
	}

	/** Counts all images of the training, also if it was done before. */
	synchronized void end() {
		before += jobImages;
		jobImages = 0;
		whole.advance(before, job);
	}

	@Override
	public synchronized void stage(final String name, final long total) {
		if (trains) finishedSteps += budget.iterations();
		stage = name;
		// A stage of as many units as there are steps is taken for training; should another have as many, the total is a
		// little ahead until the job ends.
		trains = total == budget.iterations();
	}

	@Override
	public synchronized void advance(final long done, final String status) {
		final long steps = finishedSteps + (trains ? done : 0);
		whole.advance(before + Math.min(jobImages, steps * budget.images(flat) / budget.iterations()), job + ", " + stage.toLowerCase(Locale.ROOT) +
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
