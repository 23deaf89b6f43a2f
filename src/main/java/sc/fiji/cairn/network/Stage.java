// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One part of a U-Net: a level of the encoder, a block of the decoder, or what comes before the last layer. Maps enter
 * it, perhaps resized, and pass some convolutions, each of which may be normalised and is rectified.
 *
 * @param name first part of the names of its arrays
 * @param entry how maps enter
 * @param factor by which they are resized, per axis
 * @param in channels that enter
 * @param skip channels of the encoder map that joins them
 * @param out channels of the maps that leave
 * @param kernel sizes of the convolutions, per axis
 * @param units number of convolutions after the entry
 * @param norm what normalises
 * @param slope slope of the rectifiers
 * @param entrySlope slope of the rectifier after a transposed convolution; 1 for none
 * @param style gives the rest
 */
public record Stage(String name, Entry entry, List<Integer> factor, int in, int skip, int out, List<Integer> kernel,
	int units, Norm norm, double slope, double entrySlope, Style style)
{

	/** How maps enter; the text of the network knows the ways by their codes. */
	public enum Entry {
		UNCHANGED(0), POOLED(1), NEAREST(2), NEAREST_CONVOLUTION(3), TRANSPOSED(4), STRIDED(5);

		private final int code;

		Entry(final int code) {
			this.code = code;
		}
	}

	/** What normalises; the text of the network knows the kinds by their codes. */
	public enum Norm {
		NONE(0), BATCH(1), INSTANCE(2), INSTANCE_AFFINE(3);

		private final int code;

		Norm(final int code) {
			this.code = code;
		}
	}

	/** Gets the names and shapes of the arrays, in order. */
	Map<String, long[]> shapes() {
		final Map<String, long[]> shapes = entryShapes();
		final int entering = (shapes.isEmpty() ? in : out) + skip;
		for (int i = 0; i < units; i++)
			unit(shapes, name + ".conv" + i, i == 0 ? entering : out, kernel);
		return shapes;
	}

	private Map<String, long[]> entryShapes() {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		if (entry == Entry.NEAREST_CONVOLUTION) unit(shapes, name + ".up", in, factor);
		if (entry == Entry.TRANSPOSED) {
			// NB: kernels of transposed convolutions have the channels that enter first.
			shapes.put(name + ".up.kernel", shape(in, out, factor));
			if (style.biases()) shapes.put(name + ".up.bias", new long[] { out });
		}
		return shapes;
	}

	private void unit(final Map<String, long[]> shapes, final String unit, final int entering, final List<Integer> sizes) {
		shapes.put(unit + ".kernel", shape(out, entering, sizes));
		final List<String> vectors = new ArrayList<>(style.biases() ? List.of("bias") : List.of());
		if (norm == Norm.BATCH) Collections.addAll(vectors, "scale", "shift", "mean", "variance");
		if (norm == Norm.INSTANCE_AFFINE) Collections.addAll(vectors, "scale", "shift");
		vectors.forEach(vector -> shapes.put(unit + "." + vector, new long[] { out }));
	}

	/** Gets the shape of a kernel. */
	static long[] shape(final int first, final int second, final List<Integer> sizes) {
		final long[] shape = new long[2 + sizes.size()];
		shape[0] = first;
		shape[1] = second;
		for (int i = 0; i < sizes.size(); i++)
			shape[2 + i] = sizes.get(i);
		return shape;
	}

	/**
	 * Gets the row that tells the text of the network what to do; the text lists the columns.
	 *
	 * @param first place of the first array in the list of all
	 */
	double[] row(final int first) {
		final double[] row = new double[10 + factor.size()];
		row[0] = first;
		row[1] = first + entryShapes().size();
		row[2] = units;
		row[3] = entry.code;
		row[4] = norm.code;
		row[5] = style.epsilon();
		row[6] = style.momentum();
		row[7] = slope;
		row[8] = entrySlope;
		row[9] = style.biases() ? 1 : 0;
		for (int i = 0; i < factor.size(); i++)
			row[10 + i] = factor.get(i);
		return row;
	}

	/** Returns how far, in pixels of its maps, the convolutions reach along an axis. */
	int reach(final int axis) {
		final int entering = entry == Entry.NEAREST_CONVOLUTION ? factor.get(axis) / 2 : 0;
		return entering + units * (kernel.get(axis) / 2);
	}
}
