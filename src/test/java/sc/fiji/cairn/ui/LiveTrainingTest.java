// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.report.Curve;
import sc.fiji.cairn.train.Preview;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingFacts;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.ui.LiveState.Phase;

/** Tests {@link LiveTraining}. */
class LiveTrainingTest {

	private static final Preview PICTURE = new Preview("a", List.of(Preview.Panel.of("b", 1, new float[1])));

	private final AtomicLong nanos = new AtomicLong();
	private final RecordingProgress whole = new RecordingProgress();
	private final LiveTraining live = new LiveTraining(whole, nanos::get);

	private static StepReport report(final long step, final double loss, final double seconds) {
		return new StepReport(step, loss, 1, 0.1, seconds, 0);
	}

	/** Begins a training as the loop does. */
	private void begin(final String name, final int iterations, final TrainingLog before) {
		live.stage(name, iterations);
		live.started(name, iterations, before);
	}

	@Test
	void whatHappensIsShownInItsOrder() {
		live.stage("Reading images", 3);
		live.advance(2, "b");
		LiveState state = live.state();
		assertEquals("Reading images", state.work());
		assertEquals(2, state.done());
		assertEquals("b", state.note());
		assertFalse(state.trains());
		assertNull(state.facts());
		live.prepared(new TrainingFacts(Path.of("m.cairn"), "CPU, float32", 2, List.of("background", "heart")));
		begin("Fine-tuning", 100, new TrainingLog());
		for (int i = 0; i < 50; i++)
			live.stepped(report(i, 2.0 / (i + 1), (i + 1) / 4.0));
		live.validated(50, 0.6);
		state = live.state();
		assertEquals("Fine-tuning (1 of 2)", state.work());
		assertTrue(state.trains());
		assertEquals(50, state.step());
		assertEquals(4, state.speed(), 1e-9);
		assertEquals(12_500, state.millisLeft(), 300);
		assertEquals(50, state.loss().values().length);
		assertEquals(2, state.loss().values()[0]);
		assertArrayEquals(new double[] { 50 }, state.dice().steps());
		live.stage("Predicting labels", 4);
		assertFalse(live.state().trains());
		begin("Self-training 1", 80, new TrainingLog());
		state = live.state();
		assertEquals("Self-training 1 (2 of 2)", state.work());
		assertEquals(0, state.loss().values().length);
		assertEquals(0, state.step());
		live.finish();
		live.close();
		assertEquals(Phase.FINISHED, live.state().phase());
	}

	@Test
	void aResumedTrainingShowsWhatWasBefore() {
		final TrainingLog before = new TrainingLog();
		for (int i = 0; i < 40; i++)
			before.stepped(report(i, i, 0));
		before.validated(40, 0.5);
		begin("Fine-tuning", 100, before);
		LiveState state = live.state();
		assertEquals(40, state.step());
		assertEquals(39, state.loss().values()[39]);
		assertEquals(0.5, state.dice().values()[0], 1e-6);
		assertEquals(0, state.speed());
		for (int i = 40; i < 70; i++)
			live.stepped(report(i, 1, (i - 39) / 2.0));
		state = live.state();
		assertEquals(2, state.speed(), 1e-9);
		assertEquals(15_000, state.millisLeft(), 600, "steps done before do not count as fast");
		// The last weights are validated once more, averaged.
		live.validated(70, 0.6);
		live.validated(70, 0.7);
		assertArrayEquals(new double[] { 0.5, 0.7 }, live.state().dice().values(), 1e-6);
	}

	@Test
	void picturesAreWantedSeldomAndOnlyIfSomebodyLooks() {
		begin("Global contrast", 100, new TrainingLog());
		assertFalse(live.wantsPreview(), "nobody looks");
		live.look(true);
		assertTrue(live.wantsPreview(), "the first at once");
		nanos.addAndGet(1_000_000);
		live.previewed(PICTURE);
		assertEquals(PICTURE, live.state().preview());
		nanos.addAndGet(1_990_000_000L);
		assertFalse(live.wantsPreview());
		nanos.addAndGet(10_000_000L);
		assertTrue(live.wantsPreview(), "after two seconds");
		// One that takes a second must not come again within 49 more.
		nanos.addAndGet(1_000_000_000L);
		live.previewed(PICTURE);
		nanos.addAndGet(48_900_000_000L);
		assertFalse(live.wantsPreview());
		nanos.addAndGet(100_000_000L);
		assertTrue(live.wantsPreview());
		live.look(false);
		assertFalse(live.wantsPreview(), "the window is closed");
	}

	@Test
	void aPictureIsWantedAfterEachValidationAndAtTheEnd() {
		live.look(true);
		begin("Fine-tuning", 100, new TrainingLog());
		live.stepped(report(0, 1, 1));
		// The first picture sets things up, and takes long.
		assertTrue(live.wantsPreview());
		nanos.addAndGet(3_000_000_000L);
		live.previewed(PICTURE);
		nanos.addAndGet(2_000_000_000L);
		assertTrue(live.wantsPreview(), "what the first one took does not count");
		nanos.addAndGet(1_000_000_000L);
		live.previewed(PICTURE);
		assertFalse(live.wantsPreview());
		live.validated(10, 0.5);
		assertTrue(live.wantsPreview(), "after a validation");
		live.previewed(PICTURE);
		assertFalse(live.wantsPreview());
		live.stop();
		live.ended();
		assertTrue(live.wantsPreview(), "at the end, whoever ended it");
		live.cancel();
		assertFalse(live.wantsPreview(), "nothing is kept");
	}

	@Test
	void picturesTakeAtMostAFiftiethOfTheTime() {
		live.look(true);
		begin("Global contrast", 100_000, new TrainingLog());
		long pictures = 0;
		for (int step = 0; step < 100_000; step++) {
			nanos.addAndGet(5_000_000);
			if (!live.wantsPreview()) continue;
			pictures += 300_000_000;
			nanos.addAndGet(300_000_000);
			live.previewed(PICTURE);
		}
		assertTrue(pictures > 0.015 * nanos.get() && pictures <= 0.021 * nanos.get(), (double) pictures / nanos.get() + "");
	}

	@Test
	void aPauseBeginsWhenItIsAskedForAndEndsWithTheButton() {
		begin("Fine-tuning", 10, new TrainingLog());
		assertFalse(live.isPaused());
		live.pause();
		assertEquals(Phase.PAUSING, live.state().phase());
		assertTrue(live.isPaused());
		assertEquals(Phase.PAUSED, live.state().phase());
		live.resume();
		assertFalse(live.isPaused());
		assertEquals(Phase.WORKING, live.state().phase());
		live.pause();
		live.cancel();
		assertFalse(live.isPaused(), "who has cancelled need not resume");
		assertTrue(live.isCancelled());
		assertFalse(live.isStopped());
	}

	@Test
	void onlyWhatHasBeenLearntCanBeKept() {
		live.stop();
		assertFalse(live.isStopped(), "nothing is known yet");
		begin("First", 10, new TrainingLog());
		live.stop();
		assertFalse(live.isStopped(), "no step is done yet");
		live.stepped(report(0, 1, 1));
		live.pause();
		live.stop();
		assertTrue(live.isStopped());
		assertFalse(live.isPaused());
		assertFalse(live.isCancelled());
		live.cancel();
		assertTrue(live.isCancelled(), "who is in a hurry may still cancel");
		live.close();
		assertEquals(Phase.CLOSED, live.state().phase());
	}

	@Test
	void whoCancelsElsewhereCancelsHereToo() {
		final LiveTraining under = new LiveTraining(new RecordingProgress("Reading", 0));
		assertFalse(under.isCancelled());
		under.stage("Reading", 2);
		assertTrue(under.isCancelled());
		live.log("line");
		assertEquals(List.of("line"), whole.lines());
	}

	@Test
	void aLongTrainingTakesNoMoreMemoryThanAWindowHasPixels() {
		final LiveCurve curve = new LiveCurve();
		for (int i = 1; i <= 100_000; i++)
			curve.add(i, i < 50_000 ? 3 : 1);
		final Curve points = curve.curve();
		assertTrue(points.steps().length > LiveCurve.MOST / 4 && points.steps().length <= LiveCurve.MOST, "" + points
			.steps().length);
		for (int i = 1; i < points.steps().length; i++)
			assertTrue(points.steps()[i] > points.steps()[i - 1]);
		assertEquals(3, points.values()[0], 1e-12);
		assertEquals(1, points.values()[points.values().length - 1], 1e-12);
		assertEquals(100_000, points.steps()[points.steps().length - 1], 64);
	}

	@Test
	void theAxisGrowsWithTheSteps() {
		assertEquals(10, ChartCard.end(3, 10));
		assertEquals(25, ChartCard.end(3, 100));
		assertEquals(50, ChartCard.end(26, 100));
		assertEquals(100, ChartCard.end(100, 100));
	}

	@Test
	void memoryIsTold() {
		final MemoryUse use = MemoryUse.now();
		assertTrue(use.heap() > 0 && use.heap() <= use.largestHeap());
		assertEquals("Java 512 MB of 4.0 GB, in all 1.5 GB", new MemoryUse(512L << 20, 4L << 30, 3L << 29).toString());
		assertEquals("Java 512 MB of 900 MB", new MemoryUse(512L << 20, 900L << 20, 0).toString());
	}
}
