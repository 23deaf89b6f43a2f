// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.network.Style.Upsampling;
import sc.fiji.cairn.torch.HostArray;

/**
 * The weights of a network for slices, carried into one for volumes whose levels are the same across. Kernels come into the
 * middle plane along Z and are zero elsewhere, so that the network does to each slice what it has learnt to do, and begins to
 * look at neighbouring ones as it learns on; only the kernels of transposed convolutions, which fill several slices each, are
 * repeated in all planes.
 */
public final class SliceWeights {

	private SliceWeights() {}

	/**
	 * Carries weights.
	 *
	 * @param flat arrays of the network for slices, by name
	 * @param style style of that network
	 * @param target part of the network for volumes
	 * @return the arrays that the target has, with its shapes if they agree across; all others as they are
	 */
	public static Map<String, HostArray> inVolumes(final Map<String, HostArray> flat, final Style style,
		final Weights target)
	{
		final Map<String, HostArray> carried = new LinkedHashMap<>(flat);
		final List<String> names = target.names();
		final List<NDArray> arrays = target.all();
		for (int i = 0; i < names.size(); i++) {
			final String name = names.get(i);
			final long[] shape = arrays.get(i).getShape().getShape();
			final boolean everywhere = style.upsampling() == Upsampling.TRANSPOSED && name.endsWith(".up.kernel");
			if (shape.length == 5) carried.computeIfPresent(name, (any, kernel) -> kernel.shape().length == 4 ? carry(kernel, (int) shape[2],
				everywhere) : kernel);
		}
		return carried;
	}

	private static HostArray carry(final HostArray kernel, final int deep, final boolean everywhere) {
		final long[] flat = kernel.shape();
		final int area = (int) (flat[2] * flat[3]);
		final float[] values = new float[kernel.values().length * deep];
		for (int first = 0; first < kernel.values().length; first += area)
			for (int plane = 0; plane < deep; plane++)
				if (everywhere || plane == (deep - 1) / 2) System.arraycopy(kernel.values(), first, values, first * deep + plane * area,
					area);
		return new HostArray(new long[] { flat[0], flat[1], deep, flat[2], flat[3] }, values);
	}
}
