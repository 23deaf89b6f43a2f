// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.torch.HostArray;

/** The network of any {@link Architecture}, by plain loops: slow, but its layers are written out one by one. */
final class PlainUNet {

	private final Architecture architecture;
	private final Map<String, HostArray> weights;
	private final boolean training;

	/** Maps (n, c, z, y, x); slices have one plane. */
	record Maps(int n, int c, int z, int y, int x, double[] v) {

		Maps(final int n, final int c, final int z, final int y, final int x) {
			this(n, c, z, y, x, new double[n * c * z * y * x]);
		}

		int at(final int i, final int k, final int p, final int q, final int r) {
			return (((i * c + k) * z + p) * y + q) * x + r;
		}
	}

	/** A value of a map from its place. */
	private interface Rule {

		double at(int i, int k, int z, int y, int x);
	}

	PlainUNet(final Architecture architecture, final Map<String, HostArray> weights, final boolean training) {
		this.architecture = architecture;
		this.weights = weights;
		this.training = training;
	}

	double[] logits(final float[] input, final int n, final int z, final int y, final int x) {
		final double[] values = new double[input.length];
		Arrays.setAll(values, i -> input[i]);
		Maps map = new Maps(n, architecture.channels(), z, y, x, values);
		final Style style = architecture.style();
		final boolean batch = style.normalisation() != Style.Normalisation.INSTANCE_IN_ENCODER;
		final List<Maps> kept = new ArrayList<>();
		for (int i = 0; i < architecture.levels(); i++) {
			final boolean centre = i == architecture.levels() - 1 && style.normalisation() != Style.Normalisation.BATCH;
			if (i > 0) map = pool(map, three(architecture.pyramid().get(i).pool()));
			for (int k = 0; k < 2; k++)
				map = unit(map, "encoder." + i + ".conv" + k, batch && !centre, !batch && !centre, centre ? 0 : style.slope());
			kept.add(map);
		}
		for (int i = architecture.levels() - 2; i >= 0; i--) {
			final String name = "decoder." + (architecture.levels() - 2 - i);
			final int[] factor = three(architecture.pyramid().get(i + 1).pool());
			map = switch (style.upsampling()) {
				case NEAREST -> nearest(map, factor);
				case NEAREST_CONVOLUTION -> unit(nearest(map, factor), name + ".up", true, false, style.slope());
				case TRANSPOSED -> transposed(map, name + ".up", factor);
			};
			if (!batch && i == architecture.levels() - 2) map = rectify(map, 0);
			map = join(map, kept.get(i));
			for (int k = 0; k < (i == 0 ? style.finest() : 2); k++)
				map = unit(map, name + ".conv" + k, batch, false, style.slope());
		}
		for (int k = 0; k < style.last().units(); k++)
			map = unit(map, "head.conv" + k, batch, false, style.slope());
		return convolve(map, "head").v();
	}

	private static int[] three(final List<Integer> sizes) {
		return sizes.size() == 3 ? new int[] { sizes.get(0), sizes.get(1), sizes.get(2) } : new int[] { 1, sizes.get(0),
			sizes.get(1) };
	}

	private static Maps make(final int n, final int c, final int z, final int y, final int x, final Rule rule) {
		final Maps out = new Maps(n, c, z, y, x);
		for (int i = 0; i < n; i++)
			for (int k = 0; k < c; k++)
				for (int p = 0; p < z; p++)
					for (int q = 0; q < y; q++)
						for (int r = 0; r < x; r++)
							out.v()[out.at(i, k, p, q, r)] = rule.at(i, k, p, q, r);
		return out;
	}

	private Maps unit(final Maps in, final String name, final boolean batch, final boolean instance, final double slope) {
		Maps map = convolve(in, name);
		if (batch) map = normalise(map, name);
		if (instance) for (int i = 0; i < map.n(); i++)
			for (int k = 0; k < map.c(); k++)
				standardise(map, new int[] { i }, k, null, 1, 0);
		return rectify(map, slope);
	}

	private Maps convolve(final Maps in, final String name) {
		final HostArray kernel = weights.get(name + ".kernel");
		final HostArray bias = weights.get(name + ".bias");
		final int[] size = sizes(kernel);
		final int out = (int) kernel.shape()[0];
		return make(in.n(), out, in.z(), in.y(), in.x(), (i, k, z, y, x) -> {
			double sum = bias == null ? 0 : bias.values()[k];
			int w = k * in.c() * size[0] * size[1] * size[2];
			for (int c = 0; c < in.c(); c++)
				for (int p = 0; p < size[0]; p++)
					for (int q = 0; q < size[1]; q++)
						for (int r = 0; r < size[2]; r++, w++) {
							final int zz = z + p - (size[0] - 1) / 2;
							final int yy = y + q - (size[1] - 1) / 2;
							final int xx = x + r - (size[2] - 1) / 2;
							if (zz >= 0 && yy >= 0 && xx >= 0 && zz < in.z() && yy < in.y() && xx < in.x()) sum += kernel
								.values()[w] * in.v()[in.at(i, c, zz, yy, xx)];
						}
			return sum;
		});
	}

	private static int[] sizes(final HostArray kernel) {
		final long[] shape = kernel.shape();
		final int last = shape.length;
		return new int[] { last == 5 ? (int) shape[2] : 1, (int) shape[last - 2], (int) shape[last - 1] };
	}

	private Maps transposed(final Maps in, final String name, final int[] f) {
		final HostArray kernel = weights.get(name + ".kernel");
		final HostArray bias = weights.get(name + ".bias");
		final int out = (int) kernel.shape()[1];
		return make(in.n(), out, in.z() * f[0], in.y() * f[1], in.x() * f[2], (i, k, z, y, x) -> {
			double sum = bias == null ? 0 : bias.values()[k];
			for (int c = 0; c < in.c(); c++)
				sum += in.v()[in.at(i, c, z / f[0], y / f[1], x / f[2])] * kernel.values()[(((c * out + k) * f[0] + z % f[0]) *
					f[1] + y % f[1]) * f[2] + x % f[2]];
			return sum;
		});
	}

	private static Maps nearest(final Maps in, final int[] f) {
		return make(in.n(), in.c(), in.z() * f[0], in.y() * f[1], in.x() * f[2], (i, k, z, y, x) -> in.v()[in.at(i, k, z /
			f[0], y / f[1], x / f[2])]);
	}

	private static Maps pool(final Maps in, final int[] f) {
		return make(in.n(), in.c(), in.z() / f[0], in.y() / f[1], in.x() / f[2], (i, k, z, y, x) -> {
			double most = Double.NEGATIVE_INFINITY;
			for (int p = 0; p < f[0]; p++)
				for (int q = 0; q < f[1]; q++)
					for (int r = 0; r < f[2]; r++)
						most = Math.max(most, in.v()[in.at(i, k, z * f[0] + p, y * f[1] + q, x * f[2] + r)]);
			return most;
		});
	}

	private static Maps join(final Maps a, final Maps b) {
		return make(a.n(), a.c() + b.c(), a.z(), a.y(), a.x(), (i, k, z, y, x) -> k < a.c() ? a.v()[a.at(i, k, z, y, x)] : b
			.v()[b.at(i, k - a.c(), z, y, x)]);
	}

	private static Maps rectify(final Maps in, final double slope) {
		return make(in.n(), in.c(), in.z(), in.y(), in.x(), (i, k, z, y, x) -> {
			final double value = in.v()[in.at(i, k, z, y, x)];
			return value < 0 ? slope * value : value;
		});
	}

	private Maps normalise(final Maps map, final String name) {
		final int[] all = new int[map.n()];
		Arrays.setAll(all, i -> i);
		for (int k = 0; k < map.c(); k++) {
			final double[] running = training ? null : new double[] { weights.get(name + ".mean").values()[k], weights.get(name +
				".variance").values()[k] };
			standardise(map, all, k, running, weights.get(name + ".scale").values()[k], weights.get(name + ".shift").values()[k]);
		}
		return map;
	}

	/** Normalises a channel of some images by its own statistics, or by the given mean and variance. */
	private void standardise(final Maps map, final int[] images, final int channel, final double[] given,
		final double scale, final double shift)
	{
		final int area = map.z() * map.y() * map.x();
		double sum = 0;
		double squares = 0;
		for (final int i : images)
			for (int j = 0; j < area; j++) {
				final double value = map.v()[(i * map.c() + channel) * area + j];
				sum += value;
				squares += value * value;
			}
		final double count = (double) images.length * area;
		final double mean = given == null ? sum / count : given[0];
		final double variance = given == null ? squares / count - mean * mean : given[1];
		final double factor = scale / Math.sqrt(variance + architecture.style().epsilon());
		for (final int i : images)
			for (int j = 0; j < area; j++) {
				final int place = (i * map.c() + channel) * area + j;
				map.v()[place] = (map.v()[place] - mean) * factor + shift;
			}
	}
}
