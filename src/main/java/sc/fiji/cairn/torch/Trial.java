// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.Arrays;

import sc.fiji.cairn.CairnException;

/**
 * A first piece of work for an engine, of which the result is known: convolutions of ones in 2D and 3D, forward and
 * backward.
 */
final class Trial {

	/** Slices (N, C, Y, X) and volumes (N, C, Z, Y, X), with kernels (out, in, ...). */
	private static final long[] SLICES = { 2, 4, 16, 16 };
	private static final long[] SLICE_KERNEL = { 8, 4, 3, 3 };
	private static final long[] VOLUMES = { 1, 2, 8, 8, 8 };
	private static final long[] VOLUME_KERNEL = { 4, 2, 3, 3, 3 };

	private Trial() {}

	/**
	 * Does the work on the device of an engine.
	 *
	 * @throws CairnException if the result is wrong
	 * @throws ai.djl.engine.EngineException if there is none
	 */
	static void run(final Torch torch) {
		try (Scope scope = torch.scope().open(); ScriptModule module = ScriptModule.load(scope, Trial.class,
			"trial.torchscript"))
		{
			final NDList found = module.method("convolve", scope).with(ones(scope, SLICES)).with(kernel(scope, SLICE_KERNEL))
				.with(ones(scope, VOLUMES)).with(kernel(scope, VOLUME_KERNEL)).training();
			require(found.get(0), SLICES, SLICE_KERNEL);
			require(found.get(1), VOLUMES, VOLUME_KERNEL);
		}
	}

	private static NDArray ones(final Scope scope, final long... shape) {
		final float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		Arrays.fill(values, 1);
		return scope.array(values, shape);
	}

	private static NDArray kernel(final Scope scope, final long... shape) {
		final NDArray kernel = ones(scope, shape);
		kernel.setRequiresGradient(true);
		return kernel;
	}

	private static void require(final NDArray found, final long[] images, final long[] kernel) {
		// Each element of the result sums the kernel once; each element of the kernel has met a one at every place.
		long places = images[0];
		long weights = kernel[1];
		for (int d = 2; d < kernel.length; d++) {
			places *= images[d] - kernel[d] + 1;
			weights *= kernel[d];
		}
		final float[] expected = { places * kernel[0] * weights, places, places };
		if (!Arrays.equals(expected, found.toFloatArray())) throw new CairnException("The engine computes " + Arrays.toString(
			found.toFloatArray()) + " where " + Arrays.toString(expected) + " is right; install another flavor.");
	}
}
