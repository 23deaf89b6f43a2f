// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The small network that contrast between pixels puts on the finest decoder map and throws away afterwards: 1x1
 * convolutions to 256 and to 128 channels with a rectifier between them (Hu et al. 2021, sizes as in their code, which
 * lacks the rectifier and so is one linear map).
 */
public final class PixelHead {

	private static final int HIDDEN = 256;
	private static final int OUT = 128;

	private final ScriptModule text;
	private final Weights weights;

	/**
	 * Makes a head with random weights.
	 *
	 * @param channels channels of the map
	 */
	public PixelHead(final int channels, final Scope scope, final long seed) {
		text = ScriptModule.load(scope, PixelHead.class, "projection.torchscript");
		weights = new Weights(scope, seed);
		weights.add("pixels.hidden.kernel", HIDDEN, channels, 1, 1);
		weights.add("pixels.out.kernel", OUT, HIDDEN, 1, 1);
	}

	/** Gets the weights of the layers. */
	public Weights weights() {
		return weights;
	}

	/**
	 * Projects every pixel of maps.
	 *
	 * @param map (N, C, Y, X), or (N, C, Z, Y, X)
	 * @param stride only every so many pixels along each axis are projected
	 * @return (N, 128, Y / stride, X / stride), or with Z / stride, rounded up, not normalised: the losses do that
	 */
	public NDArray project(final Scope step, final NDArray map, final int stride) {
		return text.method("pixels", step).with(map).with(weights.all()).with((long) stride).training().get(0);
	}
}
