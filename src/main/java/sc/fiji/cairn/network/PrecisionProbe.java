// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.LongStream;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/**
 * Finds out which precision is faster on the device at hand, by trying: whether 16 bits pay depends on the processor,
 * and no list of processors stays true.
 */
public final class PrecisionProbe {

	private static final int TURNS = 6;

	/** Passes in all: first ones with 32 and 16 bits, then turns of both. */
	private static final int PASSES = 2 + 2 * TURNS;

	/** 16 bits must be this much faster to be worth their rounding. */
	private static final double WORTH = 0.9;

	/** What is tried for passes without training: so many windows of the side, of a common network of a width. */
	private static final int TRIED_WIDTH = 16;
	private static final int TRIED_LEVELS = 3;
	private static final int TRIED_BATCH = 4;
	private static final int TRIED_SIDE = 64;

	private PrecisionProbe() {}

	/**
	 * Resolves {@link Precision#AUTO} for passes without training; the others stay what they are.
	 * <p>
	 * It is always the same network that is tried, so that the computer decides rather than the model. On a busy computer it may
	 * decide otherwise the next time, with labels that differ a little.
	 * </p>
	 */
	public static Precision resolve(final Precision wanted, final Torch torch) {
		if (wanted != Precision.AUTO) return wanted;
		try (Scope scope = torch.scope().open()) {
			final Architecture architecture = new Architecture(2, 1, TRIED_WIDTH, TRIED_LEVELS);
			final SegmentationHead head = new SegmentationHead(architecture, 2, scope, 1);
			final NDArray x = scope.array(new float[TRIED_BATCH * TRIED_SIDE * TRIED_SIDE], new long[] { TRIED_BATCH, 1, TRIED_SIDE,
				TRIED_SIDE });
			final UNet full = new UNet(architecture, scope, 1, false);
			final UNet half = new UNet(architecture, scope, 1, true);
			return faster(() -> seconds(scope, step -> full.logits(step, x, head, false)), () -> seconds(scope, step -> half.logits(
				step, x, head, false)));
		}
	}

	/**
	 * Resolves {@link Precision#AUTO} for a training; the others stay what they are.
	 *
	 * @param window lengths of a slice (Y, X), or of a patch (Z, Y, X)
	 * @param batch number of slices or patches
	 * @param progress told of each pass, and asked between them whether to cancel
	 * @throws sc.fiji.cairn.CairnException if the network cannot be tried, because the memory does not suffice, say
	 */
	public static Precision resolve(final Precision wanted, final Torch torch, final Architecture architecture,
		final long[] window, final int batch, final Progress progress)
	{
		if (wanted != Precision.AUTO) return wanted;
		try (Scope scope = torch.scope().open()) {
			final UNet full = new UNet(architecture, scope, 1, false);
			final UNet half = new UNet(architecture, scope, 1, true);
			final long[] shape = LongStream.concat(LongStream.of(batch, architecture.channels()), LongStream.of(window))
				.toArray();
			final NDArray x = scope.array(new float[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))], shape);
			progress.stage("Measuring precision", PASSES);
			final AtomicInteger passes = new AtomicInteger();
			final int blocks = architecture.levels() - 1;
			return faster(() -> told(seconds(scope, step -> full.features(step, x, blocks).get(0)), passes, progress), () -> told(
				seconds(scope, step -> half.features(step, x, blocks).get(0)), passes, progress));
		}
		catch (final EngineException e) {
			throw EngineFailure.explain(e, "a forward pass", "use a smaller batch, size or width");
		}
	}

	/**
	 * Compares how many seconds passes take.
	 *
	 * @param full makes a pass with 32 bits
	 * @param half makes a pass with 16 bits, which not every device can
	 */
	static Precision faster(final DoubleSupplier full, final DoubleSupplier half) {
		// The first passes set things up. Turns are taken, so that other work on the machine disturbs both alike.
		full.getAsDouble();
		if (secondsOrNever(half) == Double.POSITIVE_INFINITY) return Precision.FLOAT32;
		double fullTime = Double.POSITIVE_INFINITY;
		double halfTime = Double.POSITIVE_INFINITY;
		for (int i = 0; i < TURNS; i++) {
			fullTime = Math.min(fullTime, full.getAsDouble());
			halfTime = Math.min(halfTime, secondsOrNever(half));
		}
		return halfTime < WORTH * fullTime ? Precision.BFLOAT16 : Precision.FLOAT32;
	}

	private static double told(final double seconds, final AtomicInteger passes, final Progress progress) {
		progress.advance(passes.incrementAndGet(), "");
		progress.checkCancelled();
		return seconds;
	}

	private static double secondsOrNever(final DoubleSupplier pass) {
		try {
			return pass.getAsDouble();
		}
		catch (final EngineException e) {
			// What cannot be done at all is not the faster way; 32 bits are the answer, not a failure.
			return Double.POSITIVE_INFINITY;
		}
	}

	private static double seconds(final Scope scope, final Function<Scope, NDArray> pass) {
		final long start = System.nanoTime();
		try (Scope step = scope.open()) {
			// NB: reading a number back waits for the device to finish.
			pass.apply(step).sum().toFloatArray();
		}
		return (System.nanoTime() - start) / 1e9;
	}
}
