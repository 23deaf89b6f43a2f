// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;

/**
 * The named arrays of one part of a network, in the order in which its TorchScript text takes them.
 * <p>
 * Initial values depend on the seed and the array's name alone, so that adding a part changes no other.
 * </p>
 */
public final class Weights {

	private final Scope scope;
	private final long seed;
	private final Map<String, NDArray> arrays = new LinkedHashMap<>();
	private final Set<String> statistics = new LinkedHashSet<>();

	/**
	 * Makes an empty part.
	 *
	 * @param scope owner of the arrays
	 * @param seed seed of the initial values
	 */
	public Weights(final Scope scope, final long seed) {
		this.scope = scope;
		this.seed = seed;
	}

	/**
	 * Adds an array whose kind follows from the end of its name: a {@code kernel}, (out, in, ...), gets normally
	 * distributed values of variance 2 / fan-in (He et al. 2015), a {@code scale} ones, a {@code shift} or {@code bias}
	 * zeros. The running {@code mean} and {@code variance} of a normalisation start at 0 and 1; the forward pass itself
	 * keeps them, so they have no gradients.
	 */
	void add(final String name, final long... shape) {
		final float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
		final String kind = name.substring(name.lastIndexOf('.') + 1);
		switch (kind) {
			case "kernel" -> randomise(values, name, Math.sqrt(2.0 * shape[0] / values.length));
			case "scale", "variance" -> Arrays.fill(values, 1);
			case "shift", "bias", "mean" -> Arrays.fill(values, 0);
			default -> throw new IllegalArgumentException(name);
		}
		final NDArray array = scope.array(values, shape);
		arrays.put(name, array);
		if (isStatistic(name)) statistics.add(name);
		else array.setRequiresGradient(true);
	}

	/** Tells running statistics from arrays that have gradients. */
	static boolean isStatistic(final String name) {
		return name.endsWith(".mean") || name.endsWith(".variance");
	}

	private void randomise(final float[] values, final String name, final double deviation) {
		final Random random = new Random(seed * 1_000_003L + name.hashCode());
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (random.nextGaussian() * deviation);
	}

	/** Gets a part that shares the first arrays of this one. */
	Weights first(final int count) {
		final Weights part = new Weights(scope, seed);
		names().subList(0, count).forEach(name -> {
			part.arrays.put(name, arrays.get(name));
			if (statistics.contains(name)) part.statistics.add(name);
		});
		return part;
	}

	/**
	 * Gets a part of the same names and values, in arrays of its own, which have no gradients.
	 *
	 * @param owner owner of the new arrays
	 */
	public Weights copy(final Scope owner) {
		final Weights copy = new Weights(owner, seed);
		arrays.forEach((name, array) -> copy.arrays.put(name, owner.array(array.toFloatArray(), array.getShape()
			.getShape())));
		copy.statistics.addAll(statistics);
		return copy;
	}

	/** Gets all arrays, in order. */
	public List<NDArray> all() {
		return new ArrayList<>(arrays.values());
	}

	/** Gets the arrays that have gradients, in order. */
	public List<NDArray> trainable() {
		final List<NDArray> list = new ArrayList<>();
		arrays.forEach((name, array) -> {
			if (!statistics.contains(name)) list.add(array);
		});
		return list;
	}

	/** Gets the names of all arrays, in order. */
	public List<String> names() {
		return List.copyOf(arrays.keySet());
	}

	/** Gets the names of the arrays that have gradients, in order. */
	public List<String> trainableNames() {
		final List<String> names = new ArrayList<>(arrays.keySet());
		names.removeAll(statistics);
		return names;
	}

	/** Copies all arrays to the Java side. */
	public Map<String, HostArray> export() {
		final Map<String, HostArray> copy = new LinkedHashMap<>();
		arrays.forEach((name, array) -> copy.put(name, HostArray.of(array)));
		return copy;
	}

	/**
	 * Takes over the values of all arrays that the source has under the same name.
	 *
	 * @return the number of arrays taken over
	 * @throws IllegalArgumentException if an array has another shape here
	 */
	public int load(final Map<String, HostArray> source) {
		int loaded = 0;
		for (final Map.Entry<String, NDArray> entry : arrays.entrySet()) {
			final HostArray values = source.get(entry.getKey());
			if (values == null) continue;
			final NDArray array = entry.getValue();
			if (!Arrays.equals(values.shape(), array.getShape().getShape())) throw new IllegalArgumentException(
				entry.getKey() + " is " + values + " in the source but " + array.getShape() + " here");
			Scope.overwrite(array, values.values());
			loaded++;
		}
		return loaded;
	}
}
