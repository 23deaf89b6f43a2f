// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.volume.Axis;

/** Makes models of small networks with random weights. */
public final class TinyModels {

	/** Two levels of two and four channels. */
	public static final Architecture TINY = new Architecture(2, 1, 2, 2);

	private TinyModels() {}

	/** A model of an encoder alone, as pretraining makes it. */
	public static ModelFile pretrained(final Architecture architecture, final Preprocessing preprocessing, final long seed) {
		return new ModelFile(plan(architecture, preprocessing, List.of()), weights(architecture.encoder(), seed),
			log(2.5));
	}

	/** A model that segments into classes with the given label values, background first. */
	public static ModelFile segmenting(final Architecture architecture, final Preprocessing preprocessing, final long seed,
		final int... values)
	{
		final List<SegmentationClass> classes = new ArrayList<>();
		for (final int value : values)
			classes.add(new SegmentationClass(value, "class " + value));
		final Map<String, long[]> shapes = new LinkedHashMap<>(architecture.encoder());
		shapes.putAll(architecture.decoder());
		shapes.putAll(architecture.head(values.length));
		return new ModelFile(plan(architecture, preprocessing, classes), weights(shapes, seed), log(1.5));
	}

	/** The course of a training of one step. */
	private static List<TrainedStep> log(final double loss) {
		return List.of(new TrainedStep(1, loss, 1, 0.1, OptionalDouble.empty()));
	}

	/** Gets all of a model but its weights. */
	public static ModelDescription described(final ModelFile model) {
		return new ModelDescription(model.plan(), model.weights().values().stream().mapToLong(array -> array.values().length).sum(), model
			.log());
	}

	private static Plan plan(final Architecture architecture, final Preprocessing preprocessing,
		final List<SegmentationClass> classes)
	{
		return new Plan(architecture, preprocessing, classes, new Provenance("test", Json.of(Map.of("rate", 0.5)), List.of("a", "b"),
			"PyTorch", "Cairn", "2025-01-01T00:00:00Z", 1.5, 2, null), null, null, List.of(Axis.X));
	}

	private static Map<String, HostArray> weights(final Map<String, long[]> shapes, final long seed) {
		final Random random = new Random(seed);
		final Map<String, HostArray> weights = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> {
			int count = 1;
			for (final long size : shape)
				count *= (int) size;
			final float[] values = new float[count];
			for (int i = 0; i < count; i++)
				values[i] = value(name, random.nextGaussian() * Math.sqrt(2.0 * shape[0] / count));
			weights.put(name, new HostArray(shape, values));
		});
		return weights;
	}

	private static float value(final String name, final double random) {
		if (name.endsWith("kernel")) return (float) random;
		// Different from what a new network has, and positive where it has to be.
		return (float) (name.endsWith("scale") || name.endsWith("variance") ? 1 + 0.1 * Math.tanh(random) : 0.1 * random);
	}
}
