// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;

/**
 * Times the supervised training step, whole: loss, gradients, clipping, AdamW, moving average.
 * <p>
 * {@code src/bench/python/training_step.py} times the same in eager PyTorch. Arguments: side of the slices, width,
 * batch, steps. Run the two in turns on an idle machine, and compare medians.
 * </p>
 */
public final class TrainingStep {

	private TrainingStep() {}

	/** Prints the steps per second in both precisions. */
	public static void main(final String[] args) {
		final int size = Integer.parseInt(args.length > 0 ? args[0] : "64");
		final int width = Integer.parseInt(args.length > 1 ? args[1] : "16");
		final int batch = Integer.parseInt(args.length > 2 ? args[2] : "16");
		final int steps = Integer.parseInt(args.length > 3 ? args[3] : "60");
		for (final boolean low : new boolean[] { false, true })
			System.out.printf(Locale.ROOT, "%s %.2f steps/s%n", low ? "bfloat16" : "float32", speed(size, width, batch, steps,
				low));
	}

	private static double speed(final int size, final int width, final int batch, final int steps, final boolean low) {
		try (Torch torch = Torch.open("auto")) {
			final Noise noise = new Noise(torch.scope(), size, width, batch, low);
			final double[] times = new double[steps];
			final TrainingOptions options = new TrainingOptions(steps, 1e-3, Optimisation.COMMON, Path.of("target", "bench.checkpoint"),
				Integer.MAX_VALUE, false);
			new TrainingLoop<>(noise, options, "bench", new TrainingLog(), List.of((final StepReport report) -> times[(int) report
				.step()] = report.seconds()), Progress.SILENT).train(torch.scope(), "Timing");
			// The first third warms up.
			return (steps - 1 - steps / 3) / (times[steps - 1] - times[steps / 3]);
		}
	}

	/** Learns to find the bright pixels of noise, always the same batch. */
	private static final class Noise implements Learner<ImageBatch<ByteBuffer>> {

		private final UNet network;
		private final SegmentationHead head;
		private final Losses losses;
		private final BufferPool pool;
		private final int size;
		private final int batch;

		Noise(final Scope scope, final int size, final int width, final int batch, final boolean low) {
			this.size = size;
			this.batch = batch;
			final Architecture architecture = new Architecture(2, 1, width, 5);
			network = new UNet(architecture, scope, 1, low);
			head = new SegmentationHead(architecture, 3, scope, 1);
			losses = new Losses(scope);
			pool = new BufferPool(DataType.FLOAT32, (long) batch * size * size);
		}

		@Override
		public List<Weights> trained() {
			return List.of(network.encoder(), network.decoder(), head.weights());
		}

		@Override
		public ImageBatch<ByteBuffer> compose(final long step) {
			final SplittableRandom random = new SplittableRandom(1);
			final ByteBuffer images = pool.take();
			final ByteBuffer labels = Scope.buffer(DataType.UINT8, (long) batch * size * size);
			while (labels.hasRemaining()) {
				final double value = random.nextGaussian();
				images.putFloat((float) value);
				labels.put((byte) (value > 0.5 ? 1 : value < -1 ? 2 : 0));
			}
			return new ImageBatch<>(pool, images, batch, new long[] { size, size }, labels);
		}

		@Override
		public NDArray loss(final ImageBatch<ByteBuffer> slices, final Scope step) {
			return losses.segmentation(step, network.logits(step, slices.images(step), head, true), step.array(slices.extra(),
				DataType.UINT8, batch, size, size), 255);
		}
	}
}
