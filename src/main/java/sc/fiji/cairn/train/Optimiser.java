// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * The update of the weights by their gradients, and a moving average of the weights: one engine call each.
 * <p>
 * Gradients never leave the engine, so none can leak and no collector stays open.
 * </p>
 */
final class Optimiser {

	private final ScriptModule text;
	private final List<Weights> parts;
	private final List<String> names = new ArrayList<>();
	private final List<NDArray> trained = new ArrayList<>();
	private final List<NDArray> first = new ArrayList<>();
	private final List<NDArray> second = new ArrayList<>();
	private final List<NDArray> counts = new ArrayList<>();
	private final List<String> allNames = new ArrayList<>();
	private final List<NDArray> all = new ArrayList<>();
	private final List<Weights> averages;
	private final List<NDArray> average = new ArrayList<>();
	private final Optimisation optimisation;

	Optimiser(final Scope scope, final List<Weights> parts, final Optimisation optimisation) {
		this.parts = parts;
		this.optimisation = optimisation;
		text = ScriptModule.load(scope, Optimiser.class, "optimiser.torchscript");
		for (final Weights part : parts) {
			names.addAll(part.trainableNames());
			trained.addAll(part.trainable());
			allNames.addAll(part.names());
			all.addAll(part.all());
		}
		for (final NDArray array : trained) {
			final long[] shape = array.getShape().getShape();
			first.add(zeros(scope, shape));
			second.add(zeros(scope, shape));
			counts.add(zeros(scope));
		}
		averages = parts.stream().map(part -> part.copy(scope)).toList();
		averages.forEach(part -> average.addAll(part.all()));
	}

	private static NDArray zeros(final Scope scope, final long... shape) {
		return scope.array(new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape);
	}

	/**
	 * Takes the gradients of a loss and changes the weights, or changes nothing if loss or gradients are not finite.
	 *
	 * @return the loss and the gradients' norm
	 */
	float[] step(final Scope scope, final NDArray loss, final double rate) {
		return text.method("step", scope).with(loss).with(trained).with(first).with(second).with(counts).with(
			(long) optimisation.rule().code()).with(rate, optimisation.weightDecay(), optimisation.decayAll() ? optimisation
				.weightDecay() : 0, optimisation.largestNorm()).training().get(0).toFloatArray();
	}

	/** Moves the average towards the weights; early on it is the plain mean of all steps so far. */
	void average(final Scope scope, final long step) {
		// NB: without decay the average is the weights themselves.
		final double share = Math.max(1.0 / (step + 1), 1 - optimisation.averageDecay());
		text.method("average", scope).with(average).with(all).with(share).inference();
	}

	/** Gets the average of each part, which every call of {@link #average} changes. */
	List<Weights> averages() {
		return averages;
	}

	/** Replaces the weights by their average. */
	void useAverage() {
		for (int i = 0; i < parts.size(); i++)
			parts.get(i).load(averages.get(i).export());
	}

	/** Copies all that the next step depends on. */
	Map<String, HostArray> state() {
		final Map<String, HostArray> state = named("weights/", allNames, all);
		state.putAll(named("average/", allNames, average));
		state.putAll(named("first/", names, first));
		state.putAll(named("second/", names, second));
		state.putAll(named("count/", names, counts));
		return state;
	}

	/** Takes over what {@link #state} gave. */
	void restore(final Map<String, HostArray> state) {
		restore(state, "weights/", allNames, all);
		restore(state, "average/", allNames, average);
		restore(state, "first/", names, first);
		restore(state, "second/", names, second);
		restore(state, "count/", names, counts);
	}

	private static Map<String, HostArray> named(final String prefix, final List<String> names,
		final List<NDArray> arrays)
	{
		final Map<String, HostArray> map = new LinkedHashMap<>();
		for (int i = 0; i < names.size(); i++)
			map.put(prefix + names.get(i), HostArray.of(arrays.get(i)));
		return map;
	}

	private static void restore(final Map<String, HostArray> state, final String prefix, final List<String> names,
		final List<NDArray> arrays)
	{
		for (int i = 0; i < names.size(); i++) {
			final HostArray values = state.get(prefix + names.get(i));
			final NDArray array = arrays.get(i);
			if (values == null || !Arrays.equals(values.shape(), array.getShape().getShape())) throw new CairnException(
				"The checkpoint does not fit this network (" + prefix + names.get(i) + "); delete it, or do not resume.");
			Scope.overwrite(array, values.values());
		}
	}
}
