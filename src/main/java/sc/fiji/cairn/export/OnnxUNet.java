// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Stage;
import sc.fiji.cairn.network.Stage.Entry;
import sc.fiji.cairn.network.Stage.Norm;
import sc.fiji.cairn.network.StandaloneUNet.Member;
import sc.fiji.cairn.torch.HostArray;

/** Adds one U-Net to a graph, as the network's TorchScript text computes it. */
final class OnnxUNet {

	private final OnnxGraph graph;
	private final Member member;
	private final String prefix;

	/** @param prefix of the names of its arrays */
	OnnxUNet(final OnnxGraph graph, final Member member, final String prefix) {
		this.graph = graph;
		this.member = member;
		this.prefix = prefix;
	}

	/** Adds all, and gets the name of the class scores. */
	String logits(final String image, final int classes) {
		final Architecture architecture = member.architecture();
		final List<Stage> stages = architecture.stages();
		final int levels = architecture.levels();
		final List<String> maps = new ArrayList<>();
		String x = image;
		for (final Stage level : stages.subList(0, levels)) {
			if (level.entry() == Entry.POOLED) x = graph.node("MaxPool", List.of(x), OnnxGraph.numbers("kernel_shape", factor(level)),
				OnnxGraph.numbers("strides", factor(level)));
			x = level.entry() == Entry.STRIDED ? strided(x, level) : units(x, level);
			maps.add(x);
		}
		for (int block = 0; block < levels - 1; block++) {
			final Stage stage = stages.get(levels + block);
			x = units(graph.node("Concat", List.of(larger(x, stage), maps.get(levels - 2 - block)), OnnxGraph.number("axis", 1)),
				stage);
		}
		return convolution(units(x, stages.get(stages.size() - 1)), "head");
	}

	private static long[] factor(final Stage stage) {
		return stage.factor().stream().mapToLong(factor -> factor).toArray();
	}

	private String strided(final String x, final Stage stage) {
		final String unit = stage.name() + ".conv0";
		return units(activated(convolution(x, unit, OnnxGraph.numbers("strides", factor(stage))), unit, stage), stage, 1);
	}

	private String units(final String image, final Stage stage) {
		return units(image, stage, 0);
	}

	private String units(final String image, final Stage stage, final int first) {
		String x = image;
		for (int i = first; i < stage.units(); i++)
			x = activated(convolution(x, stage.name() + ".conv" + i), stage.name() + ".conv" + i, stage);
		return x;
	}

	/** A convolution of odd size that keeps the size of maps. */
	private String convolution(final String x, final String unit, final Protobuf... strides) {
		final long[] size = kernel(unit);
		final long[] half = LongStream.of(size).map(side -> (side - 1) / 2).toArray();
		final List<Protobuf> attributes = new ArrayList<>(List.of(strides));
		attributes.add(OnnxGraph.numbers("pads", joined(half, half)));
		return graph.node("Conv", withWeights(x, unit), attributes.toArray(Protobuf[]::new));
	}

	/** Gets the sizes of a kernel. */
	private long[] kernel(final String unit) {
		final long[] shape = member.weights().get(unit + ".kernel").shape();
		return Arrays.copyOfRange(shape, 2, shape.length);
	}

	private List<String> withWeights(final String x, final String unit) {
		final List<String> inputs = new ArrayList<>(List.of(x, weight(unit + ".kernel")));
		if (member.weights().containsKey(unit + ".bias")) inputs.add(weight(unit + ".bias"));
		return inputs;
	}

	private String weight(final String name) {
		return graph.constant(prefix + name, member.weights().get(name));
	}

	private String activated(final String maps, final String unit, final Stage stage) {
		String x = maps;
		if (stage.norm() == Norm.BATCH) x = graph.node("BatchNormalization", List.of(x, weight(unit + ".scale"), weight(unit +
			".shift"), weight(unit + ".mean"), weight(unit + ".variance")), OnnxGraph.number("epsilon", stage.style().epsilon()));
		if (stage.norm() == Norm.INSTANCE) x = graph.node("InstanceNormalization", List.of(x, same(stage.out(), 1), same(stage.out(),
			0)), OnnxGraph.number("epsilon", stage.style().epsilon()));
		if (stage.norm() == Norm.INSTANCE_AFFINE) x = graph.node("InstanceNormalization", List.of(x, weight(unit + ".scale"), weight(unit +
			".shift")), OnnxGraph.number("epsilon", stage.style().epsilon()));
		return rectified(x, stage.slope());
	}

	private String same(final int count, final float value) {
		final float[] values = new float[count];
		Arrays.fill(values, value);
		return graph.constant(count + " times " + value, new HostArray(new long[] { count }, values));
	}

	private String rectified(final String x, final double slope) {
		return graph.node("LeakyRelu", List.of(x), OnnxGraph.number("alpha", slope));
	}

	/** Brings maps to the resolution of a block. */
	private String larger(final String x, final Stage stage) {
		final String unit = stage.name() + ".up";
		final long[] factor = factor(stage);
		if (stage.entry() == Entry.TRANSPOSED) {
			final String y = graph.node("ConvTranspose", withWeights(x, unit), OnnxGraph.numbers("strides", factor));
			return stage.entrySlope() < 1 ? rectified(y, stage.entrySlope()) : y;
		}
		final float[] scales = new float[2 + factor.length];
		Arrays.fill(scales, 1);
		for (int axis = 0; axis < factor.length; axis++)
			scales[2 + axis] = factor[axis];
		final String y = graph.node("Resize", List.of(x, "", graph.constant("scales" + Arrays.toString(scales), new HostArray(
			new long[] { scales.length }, scales))), OnnxGraph.text("mode", "nearest"), OnnxGraph.text(
				"coordinate_transformation_mode", "asymmetric"), OnnxGraph.text("nearest_mode", "floor"));
		if (stage.entry() == Entry.NEAREST) return y;
		// Even kernels look one pixel farther ahead than back.
		final long[] before = LongStream.of(factor).map(side -> (side - 1) / 2).toArray();
		final long[] after = LongStream.of(factor).map(side -> side - 1 - (side - 1) / 2).toArray();
		return activated(graph.node("Conv", withWeights(y, unit), OnnxGraph.numbers("pads", joined(before, after))), unit,
			stage);
	}

	private static long[] joined(final long[] first, final long[] second) {
		return LongStream.concat(LongStream.of(first), LongStream.of(second)).toArray();
	}
}
