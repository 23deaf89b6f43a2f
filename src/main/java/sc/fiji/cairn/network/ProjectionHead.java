// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import java.util.Arrays;
import java.util.stream.IntStream;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The small network g1 that contrastive pretraining puts on the bottleneck and throws away afterwards: the map, pooled
 * and flattened, through a dense layer with a rectifier, then one without, to a vector; neither has a bias. Maps of volumes
 * are pooled to at most {@value #MOST_CELLS} cells a side, about as many cells as those of slices have.
 */
public final class ProjectionHead {

	/**
	 * Size of a head.
	 *
	 * @param cells largest number of cells that a side of the bottleneck map is pooled to; 1 for its mean
	 * @param hidden outputs of the first layer; 0 for as many as the map has channels
	 * @param out length of the vector
	 */
	public record Shape(int cells, int hidden, int out) {

		/** As in the code of Chaitanya et al. 2020; 6 x 6 is the bottleneck of their slices of 192 x 192 pixels. */
		public static final Shape CHAITANYA = new Shape(6, 1024, 128);

		/** As in the code of Zeng et al. 2021. */
		public static final Shape ZENG = new Shape(1, 0, 512);

		/** As in the code of Hu et al. 2021, which lacks the rectifier and so is one linear map. */
		public static final Shape HU = new Shape(1, 0, 256);
	}

	private static final int MOST_CELLS = 3;

	private final double[] cells;
	private final ScriptModule text;
	private final Weights weights;

	/**
	 * Makes a head with random weights.
	 *
	 * @param window lengths of the input of the network: (Y, X), or (Z, Y, X)
	 */
	public ProjectionHead(final Shape shape, final Architecture architecture, final long[] window, final Scope scope,
		final long seed)
	{
		text = ScriptModule.load(scope, ProjectionHead.class, "projection.torchscript");
		weights = new Weights(scope, seed);
		final int most = window.length == 2 ? shape.cells() : Math.min(shape.cells(), MOST_CELLS);
		cells = IntStream.range(0, window.length).mapToDouble(axis -> Math.min(most, window[axis] / architecture.multiple(axis)))
			.toArray();
		final int channels = architecture.width(architecture.levels() - 1);
		final int hidden = shape.hidden() == 0 ? channels : shape.hidden();
		weights.add("projection.hidden.kernel", hidden, channels * (long) Arrays.stream(cells).reduce(1, (a, b) -> a * b));
		weights.add("projection.out.kernel", shape.out(), hidden);
	}

	/** Gets the weights of the two layers. */
	public Weights weights() {
		return weights;
	}

	/**
	 * Projects bottleneck maps.
	 *
	 * @param map (N, C, Y, X), or (N, C, Z, Y, X)
	 * @return (N, length of the vector), not normalised: the losses do that
	 */
	public NDArray project(final Scope step, final NDArray map) {
		return text.method("project", step).with(map).with(weights.all()).with(cells).training().get(0);
	}
}
