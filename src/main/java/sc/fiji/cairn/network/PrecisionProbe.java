package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/**
 * Finds out which precision is faster on the device at hand, by trying: whether 16 bits pay depends on the processor,
 * and no list of processors stays true.
 */
public final class PrecisionProbe {

	private static final int REPEATS = 3;

	/** 16 bits must be this much faster to be worth their rounding. */
	private static final double WORTH = 0.9;

	private PrecisionProbe() {}

	/**
	 * Resolves {@link Precision#AUTO}; the others stay what they are.
	 *
	 * @param size side of the square slices, in pixels
	 * @param batch number of slices
	 */
	public static Precision resolve(final Precision wanted, final Torch torch, final Architecture architecture,
		final int size, final int batch)
	{
		if (wanted != Precision.AUTO) return wanted;
		final double full = seconds(torch, architecture, size, batch, false);
		final double half = seconds(torch, architecture, size, batch, true);
		return half < WORTH * full ? Precision.BFLOAT16 : Precision.FLOAT32;
	}

	private static double seconds(final Torch torch, final Architecture architecture, final int size, final int batch,
		final boolean low)
	{
		double best = Double.POSITIVE_INFINITY;
		try (Scope scope = torch.scope().open()) {
			final UNet network = new UNet(architecture, scope, 1, low);
			final float[] pixels = new float[batch * architecture.channels() * size * size];
			final NDArray x = scope.array(pixels, batch, architecture.channels(), size, size);
			for (int i = 0; i <= REPEATS; i++) {
				final long start = System.nanoTime();
				try (Scope step = scope.open()) {
					// NB: reading a number back waits for the device to finish.
					network.features(step, x, architecture.levels() - 1).get(0).sum().toFloatArray();
				}
				// The first pass also sets things up.
				if (i > 0) best = Math.min(best, (System.nanoTime() - start) / 1e9);
			}
		}
		return best;
	}
}
