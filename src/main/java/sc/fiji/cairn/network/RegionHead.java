// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import java.util.List;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The small network g2 that local contrast puts on a decoder map and throws away afterwards: a 1x1 convolution with
 * batch normalisation and rectifier, a linear 1x1 convolution, then every region, flattened, to a vector of 128
 * (Chaitanya et al. 2020, sizes as in their code).
 */
public final class RegionHead {

	private static final int OUT = 128;

	private final ScriptModule text;
	private final Weights weights;

	/**
	 * Makes a head with random weights.
	 *
	 * @param channels channels of the map
	 * @param cells number of cells of a region
	 */
	public RegionHead(final int channels, final int cells, final Scope scope, final long seed) {
		text = ScriptModule.load(scope, RegionHead.class, "projection.torchscript");
		weights = new Weights(scope, seed);
		weights.add("regions.hidden.kernel", channels, channels, 1, 1);
		for (final String vector : List.of("scale", "shift", "mean", "variance"))
			weights.add("regions.hidden." + vector, channels);
		weights.add("regions.linear.kernel", channels, channels, 1, 1);
		weights.add("regions.out.kernel", OUT, (long) cells * channels);
	}

	/** Gets the weights of the layers. */
	public Weights weights() {
		return weights;
	}

	/**
	 * Projects regions of maps.
	 *
	 * @param map (N, C, Y, X), or (N, C, Z, Y, X)
	 * @param cells indices in the map (Y X), or (Z Y X), of the cells of each region of each image (N, A cells), 64-bit,
	 *          the region slower than its cells
	 * @param count number of regions A
	 * @return (N A, 128), ordered by image, then region, not normalised: the losses do that
	 */
	public NDArray project(final Scope step, final NDArray map, final NDArray cells, final int count) {
		return text.method("regions", step).with(map).with(weights.all()).with(cells).with((long) count).training().get(0);
	}
}
