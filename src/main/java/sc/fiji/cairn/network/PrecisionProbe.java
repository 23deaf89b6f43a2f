package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import java.util.stream.LongStream;

import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/**
 * Finds out which precision is faster on the device at hand, by trying: whether 16 bits pay depends on the processor,
 * and no list of processors stays true.
 */
public final class PrecisionProbe {

	private static final int TURNS = 6;

	/** 16 bits must be this much faster to be worth their rounding. */
	private static final double WORTH = 0.9;

	private PrecisionProbe() {}

	/**
	 * Resolves {@link Precision#AUTO}; the others stay what they are.
	 *
	 * @param window lengths of a slice (Y, X), or of a patch (Z, Y, X)
	 * @param batch number of slices or patches
	 */
	public static Precision resolve(final Precision wanted, final Torch torch, final Architecture architecture,
		final long[] window, final int batch)
	{
		if (wanted != Precision.AUTO) return wanted;
		try (Scope scope = torch.scope().open()) {
			final UNet full = new UNet(architecture, scope, 1, false);
			final UNet half = new UNet(architecture, scope, 1, true);
			final long[] shape = LongStream.concat(LongStream.of(batch, architecture.channels()), LongStream.of(window))
				.toArray();
			final NDArray x = scope.array(new float[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))], shape);
			// The first passes set things up. Turns are taken, so that other work on the machine disturbs both alike.
			seconds(full, x, scope);
			seconds(half, x, scope);
			double fullTime = Double.POSITIVE_INFINITY;
			double halfTime = Double.POSITIVE_INFINITY;
			for (int i = 0; i < TURNS; i++) {
				fullTime = Math.min(fullTime, seconds(full, x, scope));
				halfTime = Math.min(halfTime, seconds(half, x, scope));
			}
			return halfTime < WORTH * fullTime ? Precision.BFLOAT16 : Precision.FLOAT32;
		}
	}

	private static double seconds(final UNet network, final NDArray x, final Scope scope) {
		final long start = System.nanoTime();
		try (Scope step = scope.open()) {
			// NB: reading a number back waits for the device to finish.
			network.features(step, x, network.architecture().levels() - 1).get(0).sum().toFloatArray();
		}
		return (System.nanoTime() - start) / 1e9;
	}
}
