package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The small network g1 that contrastive pretraining puts on the bottleneck and throws away afterwards: the map,
 * pooled to at most 6 x 6 cells and flattened, through a dense layer of 1024 with a rectifier, to a vector of 128
 *
 * (Chaitanya et al. 2020, dense sizes as in their code; 6 x 6 is the bottleneck of their 192 x 192 slices).
 */
public final class ProjectionHead {

	/** Largest number of cells that a side of the bottleneck map is pooled to. */
	private static final int CELLS = 6;
	private static final int HIDDEN = 1024;
	private static final int OUT = 128;

	private final ScriptModule text;
	private final Weights weights;

	/**
	 * Makes a head with random weights.
	 *
	 * @param size side of the square input of the network, in pixels
	 */
	public ProjectionHead(final Architecture architecture, final int size, final Scope scope, final long seed) {
		text = ScriptModule.load(scope, ProjectionHead.class, "projection.torchscript");
		weights = new Weights(scope, seed);
		final int cells = Math.min(CELLS, size / architecture.multiple());
		final long flat = (long) architecture.width(architecture.levels() - 1) * cells * cells;
		weights.add("projection.hidden.kernel", HIDDEN, flat);
		weights.add("projection.out.kernel", OUT, HIDDEN);
	}

	/** Gets the weights of the two layers. */
	public Weights weights() {
		return weights;
	}

	/**
	 * Projects bottleneck maps.
	 *
	 * @param map (N, C, Y, X)
	 * @return (N, 128), not normalised: the losses do that
	 */
	public NDArray project(final Scope step, final NDArray map) {
		return text.method("project", step).with(map).with(weights.all()).with((long) CELLS).training().get(0);
	}
}
