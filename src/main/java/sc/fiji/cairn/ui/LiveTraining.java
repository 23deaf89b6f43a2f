// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.Locale;
import java.util.function.LongSupplier;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TimeLeft;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingFacts;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.ui.LiveState.Phase;

/**
 * A training as a window shows it and its buttons steer it: the model behind {@link TrainingWindow}.
 * <p>
 * The thread that trains tells what happens and asks what the user wants; the thread of the windows asks for the state a
 * few times a second, and tells what the user wants. Neither waits for the other, and the training does not notice if the
 * window breaks.
 * </p>
 */
public final class LiveTraining implements Progress, TrainingListener {

	/** Nanoseconds between two pictures, at least. */
	private static final long PICTURE_PAUSE = 2_000_000_000L;

	/** Pictures take one part in so many of the time, at most, apart from the first and those of validations. */
	private static final long PICTURE_SHARE = 50;

	private final Progress whole;
	private final LongSupplier clock;
	private volatile boolean looking;
	private volatile Phase phase = Phase.WORKING;

	private String work = "";
	private long done;
	private long total;
	private String note = "";
	private String training = "";
	private int number;
	private boolean trains;
	private long first;
	private long step;
	private int iterations;
	private TrainingFacts facts;
	private LiveCurve loss = new LiveCurve();
	private LiveCurve dice = new LiveCurve();
	private Speed speed = new Speed();
	private TimeLeft timeLeft;
	private long millisLeft = -1;
	private Preview preview;
	private long nextPicture;
	private long pictureBegun;
	private boolean pictured;
	private boolean last;

	/**
	 * Starts to watch.
	 *
	 * @param whole is told all that this is told, and asked, too, whether to cancel
	 */
	public LiveTraining(final Progress whole) {
		this(whole, System::nanoTime);
	}

	/** As above, with a clock of nanoseconds. */
	LiveTraining(final Progress whole, final LongSupplier clock) {
		this.whole = whole;
		this.clock = clock;
		nextPicture = clock.getAsLong();
	}

	// -- what the thread that trains tells --

	@Override
	public void stage(final String name, final long units) {
		synchronized (this) {
			work = name;
			done = 0;
			total = units;
			note = "";
			trains = false;
		}
		whole.stage(name, units);
	}

	@Override
	public void advance(final long units, final String status) {
		synchronized (this) {
			done = units;
			note = status;
		}
		whole.advance(units, status);
	}

	@Override
	public void log(final String message) {
		whole.log(message);
	}

	@Override
	public void warn(final String message) {
		whole.warn(message);
	}

	@Override
	public synchronized void prepared(final TrainingFacts settled) {
		facts = settled;
		number = 0;
	}

	@Override
	public synchronized void started(final String name, final int steps, final TrainingLog before) {
		training = name;
		number++;
		trains = true;
		iterations = steps;
		first = before.steps().size();
		step = first;
		loss = new LiveCurve();
		dice = new LiveCurve();
		speed = new Speed();
		timeLeft = new TimeLeft(steps - first, 0);
		millisLeft = -1;
		preview = null;
		last = false;
		nextPicture = clock.getAsLong();
		for (final TrainedStep one : before.steps()) {
			loss.add(one.number(), one.loss());
			one.dice().ifPresent(value -> dice.add(one.number(), value));
		}
	}

	@Override
	public synchronized void stepped(final StepReport report) {
		step = report.step() + 1;
		loss.add(step, report.loss());
		speed.stepped(step, report.seconds());
		millisLeft = timeLeft.update(step - first, Math.round(1000 * report.seconds()));
	}

	@Override
	public synchronized void validated(final long steps, final double mean) {
		dice.replace(steps, mean);
		// NB: who looks at the number wants to see what it is of.
		nextPicture = clock.getAsLong();
	}

	@Override
	public synchronized void ended() {
		last = true;
	}

	@Override
	public synchronized boolean wantsPreview() {
		pictureBegun = clock.getAsLong();
		if (!looking) return false;
		return last ? phase != Phase.CANCELLING : phase.isOpen() && pictureBegun - nextPicture >= 0;
	}

	@Override
	public synchronized void previewed(final Preview picture) {
		preview = picture;
		final long now = clock.getAsLong();
		// NB: the first one also sets up what the others use, which says nothing about what they take.
		nextPicture = now + (pictured ? Math.max(PICTURE_PAUSE, (PICTURE_SHARE - 1) * (now - pictureBegun)) : PICTURE_PAUSE);
		pictured = true;
	}

	/** Tells that the model is written. */
	public synchronized void finish() {
		phase = Phase.FINISHED;
	}

	/** Tells that the work is over without a result. */
	public synchronized void close() {
		if (phase != Phase.FINISHED) phase = Phase.CLOSED;
	}

	// -- what the thread that trains asks --

	@Override
	public boolean isCancelled() {
		return phase == Phase.CANCELLING || whole.isCancelled();
	}

	@Override
	public synchronized boolean isPaused() {
		// NB: who asks rests if the answer is yes.
		if (phase == Phase.PAUSING) phase = Phase.PAUSED;
		return phase == Phase.PAUSED || whole.isPaused();
	}

	@Override
	public boolean isStopped() {
		return phase == Phase.STOPPING || whole.isStopped();
	}

	// -- what the thread of the windows tells and asks --

	/** Tells whether somebody looks, so that pictures are worth their time. */
	void look(final boolean open) {
		looking = open;
	}

	/** Asks for a rest. */
	synchronized void pause() {
		if (phase == Phase.WORKING) phase = Phase.PAUSING;
	}

	/** Asks to go on. */
	synchronized void resume() {
		if (phase == Phase.PAUSING || phase == Phase.PAUSED) phase = Phase.WORKING;
	}

	/** Asks to keep what has been learnt, if that is anything. */
	synchronized void stop() {
		if (canStop()) phase = Phase.STOPPING;
	}

	/** Tells whether there is something to keep. */
	synchronized boolean canStop() {
		return phase.isOpen() && (number > 1 || step > 0);
	}

	/** Asks to cancel. */
	synchronized void cancel() {
		if (!phase.isOver()) phase = Phase.CANCELLING;
	}

	/** Gets what there is to show. */
	synchronized LiveState state() {
		final boolean several = work.equals(training) && facts != null && facts.trainings() > 1;
		return new LiveState(phase, several ? String.format(Locale.ROOT, "%s (%d of %d)", work, number, facts.trainings())
			: work, done, total, note, training, trains, step, iterations, speed.perSecond(), millisLeft, facts, loss.curve(), dice
				.curve(), preview);
	}
}
