// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.util.List;
import java.util.stream.LongStream;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** Measures how long a training step takes on the computer at hand, by doing some on made-up data. */
public final class StepTimer {

	/** The first step sets things up and does not count. */
	private static final int STEPS = 4;

	private static final int CLASSES = 3;
	private static final double RATE = 1e-4;

	private StepTimer() {}

	/**
	 * Measures the seconds of a step.
	 *
	 * @param window lengths of a slice (Y, X), or of a patch (Z, Y, X)
	 * @param batch number of slices or patches
	 * @param low whether inner maps use 16 bits
	 * @param progress asked between steps whether to cancel
	 * @return the time of the fastest step, which other work on the computer has disturbed least
	 * @throws sc.fiji.cairn.CairnException if no step can be done, because the memory does not suffice, say
	 */
	public static double seconds(final Torch torch, final Architecture architecture, final long[] window, final int batch,
		final boolean low, final Progress progress)
	{
		try (Scope scope = torch.scope().open()) {
			final UNet network = new UNet(architecture, scope, 1, low);
			final SegmentationHead head = new SegmentationHead(architecture, CLASSES, scope, 1);
			final Losses losses = new Losses(scope);
			final Optimiser optimiser = new Optimiser(scope, List.of(network.encoder(), network.decoder(), head.weights()),
				Optimisation.COMMON);
			final long pixels = batch * LongStream.of(window).reduce(1, Math::multiplyExact);
			final NDArray images = scope.array(new float[Math.toIntExact(pixels * architecture.channels())], shape(window, batch,
				architecture.channels()));
			final NDArray labels = scope.array(Scope.buffer(DataType.UINT8, pixels), DataType.UINT8, shape(window, batch));
			double fastest = Double.POSITIVE_INFINITY;
			for (int i = 0; i < STEPS; i++) {
				progress.checkCancelled();
				final long begin = System.nanoTime();
				try (Scope step = scope.open()) {
					final NDArray loss = losses.segmentation(step, network.logits(step, images, head, true), labels, 255);
					optimiser.step(step, loss, RATE);
					optimiser.average(step, i);
				}
				if (i > 0) fastest = Math.min(fastest, (System.nanoTime() - begin) / 1e9);
			}
			return fastest;
		}
		catch (final EngineException e) {
			throw EngineFailure.explain(e, "a training step", "use a smaller batch, size or width");
		}
	}

	private static long[] shape(final long[] window, final long... before) {
		return LongStream.concat(LongStream.of(before), LongStream.of(window)).toArray();
	}
}
