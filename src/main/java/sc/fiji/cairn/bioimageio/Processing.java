// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import sc.fiji.cairn.torch.HostArray;

/**
 * What a package does to arrays before or after its network, step by step. Arrays are (channel, Z, Y, X); slices of a 2D network
 * are a batch along Z. Statistics are those of what comes in, before all steps, as bioimageio.core takes them.
 */
public final class Processing {

	/** One step: changes values. */
	@FunctionalInterface
	private interface Step {

		/** @param first the values before all steps */
		void apply(float[] values, HostArray first);
	}

	private static final double EPSILON = 1e-6;

	private final List<String> names;
	private final List<Step> steps = new ArrayList<>();

	private Processing(final boolean flat) {
		names = List.of("channel", flat ? "batch" : "z", "y", "x");
	}

	/**
	 * Reads the steps.
	 *
	 * @param list {@code preprocessing} or {@code postprocessing}
	 * @param tensor identifier of the array that they change
	 * @throws sc.fiji.cairn.CairnException if one is not known, or its parameters are broken
	 */
	static Processing of(final Entry list, final boolean flat, final String tensor) {
		final Processing processing = new Processing(flat);
		list.items().forEach(item -> processing.steps.add(processing.step(item, tensor)));
		return processing;
	}

	/** Applies all steps to a copy. */
	public HostArray apply(final HostArray array) {
		if (steps.isEmpty()) return array;
		final float[] values = array.values().clone();
		steps.forEach(step -> step.apply(values, array));
		return new HostArray(array.shape(), values);
	}

	private Step step(final Entry item, final String tensor) {
		final Entry how = item.at("kwargs");
		if (!how.at("reference_tensor").text(tensor).equals(tensor)) throw item.unfit("its step " + item.at("id").text() +
			" needs the statistics of another array");
		return switch (item.at("id").text()) {
			case "zero_mean_unit_variance" -> standardised(how);
			case "scale_range" -> ranged(how, how.at("min_percentile").number(0), how.at("max_percentile").number(100));
			case "clip" -> clipped(how);
			case "scale_linear" -> linear(how, numbers(how, "gain", 1), numbers(how, "offset", 0));
			case "fixed_zero_mean_unit_variance" -> fixed(how);
			case "binarize" -> {
				final double[] threshold = numbers(how, "threshold", Double.NaN);
				yield byChannel((value, channel) -> value > threshold[channel % threshold.length] ? 1 : 0);
			}
			case "sigmoid" -> byChannel((value, channel) -> 1 / (1 + Math.exp(-value)));
			case "softmax" -> softmax(how);
			case "ensure_dtype" -> cast(how.at("dtype").text(), how);
			default -> throw item.unfit("its step " + item.at("id").text() + " is not known");
		};
	}

	/** A number for each channel, or one for all. */
	private static double[] numbers(final Entry how, final String key, final double otherwise) {
		final Entry entry = how.at(key);
		if (!how.at("axis").text("channel").equals("channel")) throw how.unfit("a step has numbers along the axis " + how.at("axis")
			.text());
		if (entry.value() instanceof List) return entry.items().stream().mapToDouble(Entry::number).toArray();
		return new double[] { Double.isNaN(otherwise) ? entry.number() : entry.number(otherwise) };
	}

	/** Makes the new value of a value of a channel. */
	@FunctionalInterface
	private interface ChannelMap {

		double apply(double value, int channel);
	}

	private static Step byChannel(final ChannelMap map) {
		return (values, first) -> {
			final int each = values.length / (int) first.shape()[0];
			for (int i = 0; i < values.length; i++)
				values[i] = (float) map.apply(values[i], i / each);
		};
	}

	private static Step linear(final Entry how, final double[] gain, final double[] offset) {
		return byChannel((value, channel) -> value * gain[channel % gain.length] + offset[channel % offset.length]);
	}

	private static Step fixed(final Entry how) {
		final double[] mean = numbers(how, "mean", Double.NaN);
		final double[] std = numbers(how, "std", Double.NaN);
		return byChannel((value, channel) -> (value - mean[channel % mean.length]) / (std[channel % std.length] + EPSILON));
	}

	private static Step cast(final String type, final Entry how) {
		if (type.startsWith("float")) return (values, first) -> {};
		if (type.equals("bool")) return byChannel((value, channel) -> value != 0 ? 1 : 0);
		if (type.matches("u?int(8|16|32|64)")) return byChannel((value, channel) -> (long) value);
		throw how.unfit("numbers of the type " + type + " are not known");
	}

	private static Step softmax(final Entry how) {
		if (!how.at("axis").text("channel").equals("channel")) throw how.unfit("its softmax is not along the channels");
		return (values, first) -> {
			final int each = values.length / (int) first.shape()[0];
			for (int i = 0; i < each; i++) {
				double highest = Double.NEGATIVE_INFINITY;
				double sum = 0;
				for (int at = i; at < values.length; at += each)
					highest = Math.max(highest, values[at]);
				for (int at = i; at < values.length; at += each)
					sum += Math.exp(values[at] - highest);
				for (int at = i; at < values.length; at += each)
					values[at] = (float) (Math.exp(values[at] - highest) / sum);
			}
		};
	}

	private Step standardised(final Entry how) {
		final boolean[] joined = joined(how);
		final double epsilon = how.at("eps").number(EPSILON);
		return (values, first) -> byGroup(values, first, joined, group -> {
			double mean = 0;
			for (final float value : group)
				mean += value / group.length;
			double square = 0;
			for (final float value : group)
				square += (value - mean) * (value - mean) / group.length;
			final double centre = mean;
			final double spread = Math.sqrt(square) + epsilon;
			return value -> (value - centre) / spread;
		});
	}

	private Step ranged(final Entry how, final double low, final double high) {
		final boolean[] joined = joined(how);
		final double epsilon = how.at("eps").number(EPSILON);
		return (values, first) -> byGroup(values, first, joined, group -> {
			Arrays.sort(group);
			final double lower = percentile(group, low);
			final double range = percentile(group, high) - lower + epsilon;
			return value -> (value - lower) / range;
		});
	}

	private Step clipped(final Entry how) {
		final double least = how.at("min").number(Double.NEGATIVE_INFINITY);
		final double most = how.at("max").number(Double.POSITIVE_INFINITY);
		if (!how.at("min_percentile").isThere() && !how.at("max_percentile").isThere()) return byChannel((value, channel) -> Math.min(
			most, Math.max(least, value)));
		final boolean[] joined = joined(how);
		final double low = how.at("min_percentile").number(-1);
		final double high = how.at("max_percentile").number(-1);
		return (values, first) -> byGroup(values, first, joined, group -> {
			Arrays.sort(group);
			final double from = low < 0 ? least : percentile(group, low);
			final double to = high < 0 ? most : percentile(group, high);
			return value -> Math.min(to, Math.max(from, value));
		});
	}

	/** As numpy does, linear between ranks. */
	private static double percentile(final float[] sorted, final double percentile) {
		final double rank = percentile / 100 * (sorted.length - 1);
		final int below = (int) rank;
		final int above = Math.min(sorted.length - 1, below + 1);
		return sorted[below] + ((double) sorted[above] - sorted[below]) * (rank - below);
	}

	/** Tells of each axis whether statistics are taken along it. */
	private boolean[] joined(final Entry how) {
		final Entry axes = how.at("axes");
		final List<String> wanted = axes.items().stream().map(Entry::text).toList();
		final boolean[] joined = new boolean[names.size()];
		for (int d = 0; d < joined.length; d++)
			joined[d] = !axes.isThere() || wanted.contains(names.get(d));
		return joined;
	}

	/** Finds a map for the values of each group, which the axes that are not joined tell apart, and applies it. */
	private static void byGroup(final float[] values, final HostArray first, final boolean[] joined,
		final java.util.function.Function<float[], DoubleUnaryOperator> maps)
	{
		final long[] shape = first.shape();
		final int groups = (int) IntStream.range(0, shape.length).filter(d -> !joined[d]).mapToLong(d -> shape[d]).reduce(1, (a, b) -> a *
			b);
		for (int group = 0; group < groups; group++) {
			final int[] members = members(shape, joined, group);
			final float[] before = new float[members.length];
			for (int i = 0; i < members.length; i++)
				before[i] = first.values()[members[i]];
			final DoubleUnaryOperator map = maps.apply(before);
			for (final int member : members)
				values[member] = (float) map.applyAsDouble(values[member]);
		}
	}

	/** Lists the places of the values of a group. */
	private static int[] members(final long[] shape, final boolean[] joined, final int group) {
		int[] places = { 0 };
		int left = group;
		int stride = 1;
		for (int d = shape.length - 1; d >= 0; d--) {
			final int size = (int) shape[d];
			final int step = stride;
			if (joined[d]) {
				final int[] before = places;
				places = new int[before.length * size];
				for (int i = 0; i < places.length; i++)
					places[i] = before[i % before.length] + i / before.length * step;
			}
			else {
				final int at = left % size * step;
				for (int i = 0; i < places.length; i++)
					places[i] += at;
				left /= size;
			}
			stride *= size;
		}
		return places;
	}
}
