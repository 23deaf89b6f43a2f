// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.model.Safetensors;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

class TrainingLoopTest {

	@TempDir
	private Path folder;

	@Test
	void theLossFallsAndTheLogTellsIt() {
		final TrainingLog log = new TrainingLog();
		train(options(100, 1000, false), log, new AtomicInteger());
		final List<TrainedStep> steps = log.steps();
		assertEquals(100, steps.size());
		assertTrue(steps.get(99).loss() < 0.6 * steps.get(0).loss(), steps::toString);
		assertEquals(100, Checkpoint.read(checkpoint(), "run").step(), "the last step is kept until the model is written");
	}

	@Test
	void learnersSeeTheAverageOfTheWeights() {
		try (Torch torch = Torch.open("cpu")) {
			final Watcher watcher = new Watcher(new Toy(torch.scope(), Toy.Fault.NONE));
			new TrainingLoop<>(watcher, options(4, 1000, false), "run", new TrainingLog(), List.of(), Progress.SILENT).train(torch
				.scope(), "Training");
			// At first it is the plain mean of the weights after each step, of which there is none yet at the first.
			assertEquals(watcher.weights.get(0)[0], watcher.averages.get(0)[0]);
			for (int step = 1; step < 4; step++) {
				for (int i = 0; i < watcher.weights.get(0).length; i++) {
					double mean = 0;
					for (int k = 1; k <= step; k++)
						mean += watcher.weights.get(k)[i] / step;
					assertEquals(mean, watcher.averages.get(step)[i], 1e-6, "step " + step);
				}
			}
		}
	}

	/** Learns as another does, and writes down some of the weights and their average at every step. */
	private static final class Watcher implements Learner<ImageBatch<ByteBuffer>> {

		private final Toy toy;
		private final List<float[]> weights = new ArrayList<>();
		private final List<float[]> averages = new ArrayList<>();
		private List<Weights> average;

		Watcher(final Toy toy) {
			this.toy = toy;
		}

		@Override
		public List<Weights> trained() {
			return toy.trained();
		}

		@Override
		public void averaging(final List<Weights> parts) {
			average = parts;
		}

		@Override
		public ImageBatch<ByteBuffer> compose(final long step) {
			return toy.compose(step);
		}

		@Override
		public NDArray loss(final ImageBatch<ByteBuffer> batch, final Scope scope) {
			weights.add(trained().get(2).all().get(0).toFloatArray());
			averages.add(average.get(2).all().get(0).toFloatArray());
			return toy.loss(batch, scope);
		}
	}

	@Test
	void theSameRunGivesTheSameBits() {
		final Map<String, HostArray> first = train(options(12, 1000, false), new TrainingLog(), new AtomicInteger());
		assertEquals(first, train(options(12, 1000, false), new TrainingLog(), new AtomicInteger()));
	}

	@Test
	void aCancelledRunStopsAtOnceAndGoesOnToTheSameBits() {
		final TrainingLog whole = new TrainingLog();
		final Map<String, HostArray> expected = train(options(20, 1000, false), whole, new AtomicInteger());
		final AtomicInteger steps = new AtomicInteger();
		assertThrows(CancellationException.class, () -> run(options(20, 1000, false), new TrainingLog(),
			new RecordingProgress("Training", 7), report -> steps.incrementAndGet(), Toy.Fault.NONE));
		assertEquals(7, steps.get(), "no step after the wish");
		final TrainingLog resumed = new TrainingLog();
		final AtomicInteger rest = new AtomicInteger();
		assertEquals(expected, train(options(20, 1000, true), resumed, rest));
		assertEquals(13, rest.get());
		assertEquals(whole.steps(), resumed.steps());
	}

	@Test
	void aKilledRunGoesOnFromTheLastCheckpointToTheSameBits() throws Exception {
		final Map<String, HostArray> expected = train(options(20, 1000, false), new TrainingLog(), new AtomicInteger());
		// A listener that fails stands for the sudden end: nothing is saved after the checkpoint of step 6.
		assertThrows(IllegalStateException.class, () -> run(options(20, 3, false), new TrainingLog(), Progress.SILENT,
			report -> {
				if (report.step() == 7) throw new IllegalStateException("killed");
			}, Toy.Fault.NONE));
		assertEquals(6, Checkpoint.read(checkpoint(), "run").step());
		assertEquals(expected, train(options(20, 3, true), new TrainingLog(), new AtomicInteger()));
		assertEquals(List.of(checkpoint()), Files.list(folder).toList());
	}

	@Test
	void checkpointsAreWrittenByTimeToo() {
		final TrainingOptions often = new TrainingOptions(20, 0.01, Optimisation.COMMON, checkpoint(), 1000, Duration.ZERO, false);
		// NB: the time that writing takes counts, too, so that not every step has its checkpoint.
		assertThrows(IllegalStateException.class, () -> run(often, new TrainingLog(), Progress.SILENT, report -> {
			if (report.step() > 0 && Files.exists(checkpoint())) throw new IllegalStateException("killed");
			pause();
		}, Toy.Fault.NONE));
		final long step = Checkpoint.read(checkpoint(), "run").step();
		assertTrue(step > 0 && step < 20, "step " + step);
	}

	private static void pause() {
		try {
			Thread.sleep(1);
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void checkpointsThatTakeLongAreSeldom() {
		final CheckpointClock clock = new CheckpointClock(Duration.ofNanos(30), 100);
		assertFalse(clock.isDue(129));
		assertTrue(clock.isDue(130));
		clock.written(130, 132);
		assertFalse(clock.isDue(231));
		assertTrue(clock.isDue(232));
		clock.written(232, 232);
		assertTrue(clock.isDue(262));
	}

	@Test
	void aCheckpointOfAnotherRunIsRefusedByTheFirstDifference() {
		assertThrows(CancellationException.class, () -> run(options(20, 1000, false), new TrainingLog(),
			new RecordingProgress("Training", 2), report -> {}, Toy.Fault.NONE));
		final CairnException e = assertThrows(CairnException.class, () -> Checkpoint.read(checkpoint(), "walk"));
		assertTrue(e.getMessage().contains("there run, here walk"), e.getMessage());
	}

	@Test
	void aCheckpointWithoutANumberOfStepsIsNone() {
		Safetensors.write(checkpoint(), Map.of(), Map.of("run", "run", "step", "soon"));
		final CairnException e = assertThrows(CairnException.class, () -> Checkpoint.read(checkpoint(), "run"));
		assertTrue(e.getMessage().endsWith("is not a checkpoint of a training; delete it and start again."), e.getMessage());
	}

	@Test
	void aBrokenCheckpointIsNamed() throws Exception {
		Files.write(checkpoint(), new byte[] { 1, 2, 3 });
		final CairnException e = assertThrows(CairnException.class, () -> train(options(5, 1000, true), new TrainingLog(),
			new AtomicInteger()));
		assertTrue(e.getMessage().contains("checkpoint"), e.getMessage());
	}

	@Test
	void aLossThatIsNoNumberStopsAndKeepsTheLastGoodWeights() {
		final List<Map<String, HostArray>> kept = new ArrayList<>();
		final DivergedException e = assertThrows(DivergedException.class, () -> run(options(20, 1000, false),
			new TrainingLog(), Progress.SILENT, report -> {}, Toy.Fault.NAN_AT_9, kept));
		assertTrue(e.getMessage().contains("step 9") && e.getMessage().contains("rate"), e.getMessage());
		for (final HostArray array : kept.get(0).values())
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
		final Map<String, HostArray> initial = run(options(1, 1000, false), new TrainingLog(), Progress.SILENT, report -> {},
			Toy.Fault.NONE);
		assertNotEquals(initial, kept.get(0), "it had learnt something");
	}

	@Test
	void aFailingSamplerEndsTheTrainingWithItsReason() {
		final CairnException e = assertThrows(CairnException.class, () -> run(options(20, 1000, false), new TrainingLog(),
			Progress.SILENT, report -> {}, Toy.Fault.SAMPLER));
		assertEquals("The image is gone.", e.getMessage());
	}

	@Test
	void fiveHundredStepsLeaveNoArrayBehind() {
		try (Torch torch = Torch.open("cpu")) {
			final Toy toy = new Toy(torch.scope(), Toy.Fault.NONE);
			final List<Integer> sizes = new ArrayList<>();
			final TrainingLoop<?> loop = new TrainingLoop<>(toy, options(500, 100, false), "run", new TrainingLog(), List.of(
				report -> sizes.add(toy.arrays())), Progress.SILENT);
			final int before = torch.scope().size();
			loop.train(torch.scope(), "Training");
			assertEquals(500, sizes.size());
			assertEquals(1, sizes.stream().distinct().count(), "arrays owned after each step: " + sizes.stream().distinct()
				.toList());
			assertEquals(before, torch.scope().size());
		}
	}

	@Test
	void theRateWarmsUpAndFallsAlongACosine() {
		final Schedule schedule = new Schedule(0.1, 1000, true, 0.01);
		assertEquals(0.1 / 50, schedule.at(0), 1e-12);
		assertEquals(0.1, schedule.at(49), 1e-12);
		assertEquals(0.1, schedule.at(50), 1e-12);
		assertEquals(0.1 * (0.01 + 0.99 / 2), schedule.at(50 + 949 / 2), 1e-4);
		assertEquals(0.001, schedule.at(999), 1e-9);
		assertEquals(0.1, new Schedule(0.1, 1, true, 0.01).at(0), 1e-12);
		for (int step = 51; step < 1000; step++)
			assertTrue(schedule.at(step) < schedule.at(step - 1));
	}

	/** Wants a rest, or an end, after some steps. */
	private static class Wishes implements Progress {

		private final List<String> lines = new ArrayList<>();
		private final long pauseAt;
		private final long stopAt;
		private final int rests;
		private long done;
		private int asked;

		/**
		 * @param rests how often to say that the rest is not over yet
		 */
		Wishes(final long pauseAt, final int rests, final long stopAt) {
			this.pauseAt = pauseAt;
			this.rests = rests;
			this.stopAt = stopAt;
		}

		@Override
		public void stage(final String name, final long total) {
			done = 0;
		}

		@Override
		public void advance(final long units, final String status) {
			done = units;
		}

		@Override
		public void log(final String message) {
			lines.add(message);
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

		@Override
		public boolean isPaused() {
			return done == pauseAt && asked++ < rests;
		}

		@Override
		public boolean isStopped() {
			return done >= stopAt;
		}
	}

	@Test
	void aPauseChangesNothing() {
		final TrainingLog whole = new TrainingLog();
		final Map<String, HostArray> expected = train(options(12, 1000, false), whole, new AtomicInteger());
		final Wishes wishes = new Wishes(5, 4, Long.MAX_VALUE);
		final TrainingLog log = new TrainingLog();
		final List<Double> seconds = new ArrayList<>();
		assertEquals(expected, run(options(12, 1000, false), log, wishes, report -> seconds.add(report.seconds()), Toy.Fault.NONE));
		assertEquals(whole.steps(), log.steps());
		assertEquals(5, wishes.asked, "it rested until the pause was over");
		assertEquals("Paused after step 5.", wishes.lines.get(0));
		final double usual = IntStream.of(2, 3, 4, 6, 7, 8).mapToDouble(i -> seconds.get(i) - seconds.get(i - 1)).max().orElseThrow();
		assertTrue(seconds.get(5) - seconds.get(4) < usual + 0.1, "a rest is no work: " + seconds);
	}

	@Test
	void whileItRestsTheCheckpointHoldsAllSteps() {
		final List<Long> steps = new ArrayList<>();
		final Wishes wishes = new Wishes(5, 3, Long.MAX_VALUE) {

			@Override
			public boolean isPaused() {
				if (Files.exists(checkpoint())) steps.add(Checkpoint.read(checkpoint(), "run").step());
				return super.isPaused();
			}
		};
		run(options(8, 1000, false), new TrainingLog(), wishes, report -> {}, Toy.Fault.NONE);
		assertEquals(5, steps.get(0));
	}

	@Test
	void whoIsContentKeepsWhatHasBeenLearnt() {
		final Wishes wishes = new Wishes(-1, 0, 7);
		final TrainingLog log = new TrainingLog();
		final Map<String, HostArray> kept = run(options(20, 1000, false), log, wishes, report -> {}, Toy.Fault.NONE);
		assertEquals(7, log.steps().size());
		assertTrue(wishes.lines.get(0).startsWith("Stopped by the user after step 7 of 20"), "" + wishes.lines);
		// The weights are the average after step 7, as a listener that breaks off there finds them, too.
		assertEquals(7, Checkpoint.read(checkpoint(), "run").step());
		final Map<String, HostArray> state = Checkpoint.read(checkpoint(), "run").arrays();
		kept.forEach((name, values) -> assertEquals(state.get("average/" + name), values, name));
		final TrainingLog rest = new TrainingLog();
		assertEquals(train(options(20, 1000, false), new TrainingLog(), new AtomicInteger()), train(options(20, 1000, true),
			rest, new AtomicInteger()), "what was stopped can go on");
	}

	@Test
	void whoWaitsForABatchCancelsAtOnce() throws Exception {
		final CountDownLatch never = new CountDownLatch(1);
		try (Torch torch = Torch.open("cpu")) {
			final Stuck stuck = new Stuck(new Toy(torch.scope(), Toy.Fault.NONE), never);
			final RecordingProgress progress = new RecordingProgress("Training", 4);
			assertThrows(CancellationException.class, () -> new TrainingLoop<>(stuck, options(20, 1000, false), "run",
				new TrainingLog(), List.of(), progress).train(torch.scope(), "Training"));
			assertEquals(4, Checkpoint.read(checkpoint(), "run").step());
		}
		finally {
			never.countDown();
		}
	}

	/** Learns as another does, but the batch of step 4 never comes. */
	private record Stuck(Toy toy, CountDownLatch never) implements Learner<ImageBatch<ByteBuffer>> {

		@Override
		public List<Weights> trained() {
			return toy.trained();
		}

		@Override
		public ImageBatch<ByteBuffer> compose(final long step) {
			try {
				if (step == 4) never.await();
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			return toy.compose(step);
		}

		@Override
		public NDArray loss(final ImageBatch<ByteBuffer> batch, final Scope scope) {
			return toy.loss(batch, scope);
		}
	}

	@Test
	void whoWantsAPictureGetsTheBatchOfTheStep() {
		try (Torch torch = Torch.open("cpu")) {
			final Toy toy = new Toy(torch.scope(), Toy.Fault.NONE);
			final List<Preview> seen = new ArrayList<>();
			final AtomicInteger steps = new AtomicInteger();
			final TrainingListener viewer = new TrainingListener() {

				@Override
				public void stepped(final StepReport report) {
					steps.incrementAndGet();
				}

				@Override
				public boolean wantsPreview() {
					return steps.get() == 2;
				}

				@Override
				public void previewed(final Preview preview) {
					seen.add(preview);
				}
			};
			new TrainingLoop<>(new Shown(toy), options(4, 1000, false), "run", new TrainingLog(), List.of(viewer), Progress.SILENT)
				.train(torch.scope(), "Training");
			assertEquals(1, seen.size());
			final ImageBatch<ByteBuffer> batch = toy.compose(2);
			assertArrayEquals(batch.pixels(1), seen.get(0).panels().get(0).pixels());
			assertEquals(8, seen.get(0).panels().get(0).width());
		}
	}

	/** Learns as another does, and shows the second image of a batch. */
	private record Shown(Toy toy) implements Learner<ImageBatch<ByteBuffer>> {

		@Override
		public List<Weights> trained() {
			return toy.trained();
		}

		@Override
		public ImageBatch<ByteBuffer> compose(final long step) {
			return toy.compose(step);
		}

		@Override
		public NDArray loss(final ImageBatch<ByteBuffer> batch, final Scope scope) {
			return toy.loss(batch, scope);
		}

		@Override
		public Optional<Preview> preview(final ImageBatch<ByteBuffer> batch) {
			return Optional.of(new Preview("batch", List.of(Preview.Panel.of("second", batch.width(), batch.pixels(1)))));
		}
	}

	private Map<String, HostArray> train(final TrainingOptions options, final TrainingLog log,
		final AtomicInteger steps)
	{
		return run(options, log, Progress.SILENT, report -> steps.incrementAndGet(), Toy.Fault.NONE);
	}

	private Map<String, HostArray> run(final TrainingOptions options, final TrainingLog log, final Progress progress,
		final TrainingListener listener, final Toy.Fault fault)
	{
		return run(options, log, progress, listener, fault, new ArrayList<>());
	}

	private Map<String, HostArray> run(final TrainingOptions options, final TrainingLog log, final Progress progress,
		final TrainingListener listener, final Toy.Fault fault, final List<Map<String, HostArray>> kept)
	{
		try (Torch torch = Torch.open("cpu")) {
			final Toy toy = new Toy(torch.scope(), fault);
			try {
				new TrainingLoop<>(toy, options, "run", log, List.of(listener), progress).train(torch.scope(), "Training");
			}
			finally {
				kept.add(toy.weights());
			}
			return toy.weights();
		}
	}

	private TrainingOptions options(final int iterations, final int checkpointEvery, final boolean resume) {
		return new TrainingOptions(iterations, 0.01, Optimisation.COMMON, checkpoint(), checkpointEvery, resume);
	}

	private Path checkpoint() {
		return folder.resolve("model.checkpoint");
	}
}
