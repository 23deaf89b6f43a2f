// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.StandaloneUNet;
import sc.fiji.cairn.network.StandaloneUNet.Member;
import sc.fiji.cairn.volume.Axis;

/**
 * U-Nets as an ONNX model, operator set 13: the input {@code image} (N, C, ...) of normalised intensities, the outputs
 * {@code probabilities} and {@code logits} (N, classes, ...); of several networks, or with mirrored images, the first is the
 * mean and the second its logarithm. Numbers are fields of {@code onnx.proto}.
 */
final class OnnxModel {

	private static final int IR_VERSION = 8;
	private static final int OPSET = 13;
	private static final String PRODUCER = "Cairn";

	private final StandaloneUNet network;
	private final OnnxGraph graph = new OnnxGraph();

	private OnnxModel(final StandaloneUNet network) {
		this.network = network;
	}

	/** Gets what all such files begin with. */
	static byte[] beginning() {
		return new Protobuf().add(1, IR_VERSION).add(2, PRODUCER).toBytes();
	}

	/** Gets the bytes of the file. */
	static byte[] of(final StandaloneUNet network, final Usage usage) {
		return new OnnxModel(network).bytes(usage);
	}

	private byte[] bytes(final Usage usage) {
		final List<String> logits = new ArrayList<>();
		final List<String> probabilities = new ArrayList<>();
		for (final List<Integer> axes : network.ways())
			for (int i = 0; i < network.members().size(); i++) {
				logits.add(flipped(logits(i, flipped("image", axes)), axes));
				probabilities.add(graph.node("Softmax", List.of(logits.get(logits.size() - 1)), OnnxGraph.number("axis", 1)));
			}
		final boolean single = logits.size() == 1;
		final String mean = single ? probabilities.get(0) : graph.node("Mean", probabilities);
		graph.name(mean, "probabilities");
		graph.name(single ? logits.get(0) : graph.node("Log", List.of(mean)), "logits");
		final Architecture architecture = network.members().get(0).architecture();
		final Protobuf model = new Protobuf().add(1, IR_VERSION).add(2, PRODUCER).add(7, graph.message("cairn") //
			.add(11, value("image", architecture.channels(), architecture.dimensions())) //
			.add(12, value("probabilities", network.classes(), architecture.dimensions())) //
			.add(12, value("logits", network.classes(), architecture.dimensions())));
		return model.add(8, new Protobuf().add(1, "").add(2, OPSET)).add(14, new Protobuf().add(1, Usage.ENTRY).add(2, usage
			.json())).toBytes();
	}

	private String logits(final int index, final String image) {
		final Member member = network.members().get(index);
		return new OnnxUNet(graph, member, "net" + index + ".").logits(image, network.classes());
	}

	/** Mirrors along axes that are counted from the last. */
	private String flipped(final String x, final List<Integer> axes) {
		if (axes.isEmpty()) return x;
		final int count = axes.size();
		return graph.node("Slice", List.of(x, graph.integers(fill(count, -1)), graph.integers(fill(count, Long.MIN_VALUE + 1)), graph
			.integers(axes.stream().mapToLong(axis -> axis).toArray()), graph.integers(fill(count, -1))));
	}

	private static long[] fill(final int count, final long value) {
		final long[] values = new long[count];
		Arrays.fill(values, value);
		return values;
	}

	private static Protobuf value(final String name, final int channels, final int dimensions) {
		final Protobuf shape = new Protobuf().add(1, new Protobuf().add(2, "batch")).add(1, new Protobuf().add(1, channels));
		final List<Axis> axes = List.of(Axis.Z, Axis.Y, Axis.X);
		IntStream.range(3 - dimensions, 3).forEach(axis -> shape.add(1, new Protobuf().add(2, axes.get(axis).name().toLowerCase(
			Locale.ROOT))));
		return new Protobuf().add(1, name).add(2, new Protobuf().add(1, new Protobuf().add(1, OnnxGraph.FLOAT).add(2, shape)));
	}
}
