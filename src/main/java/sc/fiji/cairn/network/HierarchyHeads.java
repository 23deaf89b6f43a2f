// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The small networks that hierarchical pretraining puts on a U-Net and throws away afterwards: two projections and a
 * task classifier on the mean of the bottleneck map, and 1x1 convolutions that reconstruct the image from the finest
 * decoder maps.
 */
public final class HierarchyHeads {

	private static final int HIDDEN = 256;
	private static final int OUT = 128;

	/** Decoder maps that reconstruct: those at full, half and quarter size. */
	private static final int SCALES = 3;

	private static final double LABEL_SMOOTHING = 0.1;

	private final ScriptModule text;
	private final Weights images;
	private final Weights groups;
	private final Weights tasks;
	private final Weights reconstruction;
	private final int scales;

	/**
	 * Makes heads with random weights.
	 *
	 * @param taskCount number of tasks to tell apart
	 */
	public HierarchyHeads(final Architecture architecture, final int taskCount, final Scope scope, final long seed) {
		text = ScriptModule.load(scope, HierarchyHeads.class, "hierarchy.torchscript");
		final int deepest = architecture.width(architecture.levels() - 1);
		images = projection("images", deepest, scope, seed);
		groups = projection("groups", deepest, scope, seed);
		tasks = new Weights(scope, seed);
		tasks.add("tasks.kernel", taskCount, deepest);
		tasks.add("tasks.bias", taskCount);
		reconstruction = new Weights(scope, seed);
		scales = Math.min(SCALES, architecture.levels() - 1);
		for (int i = 0; i < scales; i++) {
			reconstruction.add("reconstruction." + i + ".kernel", architecture.channels(), architecture.width(i), 1, 1);
			reconstruction.add("reconstruction." + i + ".bias", architecture.channels());
		}
	}

	private static Weights projection(final String name, final int channels, final Scope scope, final long seed) {
		final Weights weights = new Weights(scope, seed);
		weights.add(name + ".hidden.kernel", HIDDEN, channels);
		weights.add(name + ".out.kernel", OUT, HIDDEN);
		return weights;
	}

	/** Gets the weights of all heads. */
	public List<Weights> weights() {
		return List.of(images, groups, tasks, reconstruction);
	}

	/** Projects bottleneck maps (N, C, Y, X), or (N, C, Z, Y, X), for contrast between images (N, 128). */
	public NDArray projectImages(final Scope step, final NDArray bottleneck) {
		return text.method("embed", step).with(bottleneck).with(images.all()).training().get(0);
	}

	/** Projects bottleneck maps (N, C, Y, X), or (N, C, Z, Y, X), for contrast between groups (N, 128). */
	public NDArray projectGroups(final Scope step, final NDArray bottleneck) {
		return text.method("embed", step).with(bottleneck).with(groups.all()).training().get(0);
	}

	/**
	 * Computes the cross-entropy of telling the tasks of images from their bottleneck maps, with label smoothing of 0.1.
	 *
	 * @param task number of the task of each image (N)
	 */
	public NDArray classify(final Scope step, final NDArray bottleneck, final NDArray task) {
		return text.method("classify", step).with(bottleneck).with(tasks.all()).with(task).with(LABEL_SMOOTHING).training()
			.get(0);
	}

	/**
	 * Computes the smooth absolute difference between images and what the finest decoder maps make of them, at full, half
	 * and quarter size with weights 1, 1/2 and 1/4.
	 *
	 * @param maps decoder maps, coarsest first, all of them
	 * @param target images (N, C, Y, X), or (N, C, Z, Y, X)
	 */
	public NDArray reconstruct(final Scope step, final List<NDArray> maps, final NDArray target) {
		final List<NDArray> finest = new ArrayList<>(maps.subList(maps.size() - scales, maps.size()));
		Collections.reverse(finest);
		return text.method("reconstruct", step).with(finest).with(reconstruction.all()).with(target).training().get(0);
	}

	/** Adds up losses with the given weights. */
	public NDArray total(final Scope step, final List<NDArray> terms, final double... weights) {
		return text.method("total", step).with(terms).with(weights).training().get(0);
	}
}
