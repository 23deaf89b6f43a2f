package sc.fiji.cairn.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.cairn.CairnException;

/**
 * The shape of a U-Net: what decides the number and sizes of its weights.
 * <p>
 * Level 0 is the finest. Widths double from level to level, up to eight times the first. Every level has two 3x3
 * convolutions, each followed by batch normalisation and a leaky rectifier (slope 0.01); levels are joined by 2x2
 * max-pooling on the way down and nearest-neighbour upsampling on the way up.
 * </p>
 *
 * @param dimensions 2 for slices, 3 for volumes
 * @param channels channels of the input image
 * @param width channels of the maps at level 0
 * @param levels number of resolution levels, bottleneck included
 */
public record Architecture(int dimensions, int channels, int width, int levels) {

	/** Widths stop growing here; deeper levels gain little and cost much. */
	private static final int LARGEST_FACTOR = 8;

	public Architecture {
		if (dimensions < 2 || dimensions > 3) throw new CairnException("A network has 2 or 3 dimensions, not " +
			dimensions + ".");
		if (channels < 1) throw new CairnException("A network needs at least 1 input channel, not " + channels + ".");
		if (width < 1 || width > 512) throw new CairnException("The parameter width must be from 1 to 512, not " + width +
			"; 16 suits a laptop, 32 a GPU.");
		if (levels < 2 || levels > 8) throw new CairnException("The parameter levels must be from 2 to 8, not " + levels +
			"; 5 suits most images.");
	}

	/** Returns the number of channels of the maps at a level. */
	public int width(final int level) {
		return width * Math.min(LARGEST_FACTOR, 1 << level);
	}

	/** Returns the number that the input's sizes must be multiples of. */
	public int multiple() {
		return 1 << (levels - 1);
	}

	/**
	 * Returns how far, in pixels, an input pixel can be from an output pixel that it still influences. Each 3x3
	 * convolution at level i reaches 2^i pixels further, pooling and upsampling up to 2^i - 1.
	 */
	public int reach() {
		int reach = 0;
		for (int i = 0; i < levels; i++) {
			final int convolutions = i < levels - 1 ? 4 : 2;
			reach += convolutions << i;
		}
		return reach + multiple() - 1;
	}

	/** Gets the names and shapes of the encoder's arrays, finest level first. */
	public Map<String, long[]> encoder() {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		for (int i = 0; i < levels; i++)
			level(shapes, "encoder." + i, i == 0 ? channels : width(i - 1), width(i));
		return shapes;
	}

	/** Gets the names and shapes of the decoder's arrays, coarsest block first. */
	public Map<String, long[]> decoder() {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		for (int i = levels - 2; i >= 0; i--)
			level(shapes, "decoder." + (levels - 2 - i), width(i + 1) + width(i), width(i));
		return shapes;
	}

	/** Gets the names and shapes of the last layer's arrays, for a number of classes with background. */
	public Map<String, long[]> head(final int classes) {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		shapes.put("head.kernel", kernel(classes, width, 1));
		shapes.put("head.bias", new long[] { classes });
		return shapes;
	}

	private void level(final Map<String, long[]> shapes, final String name, final int in, final int out) {
		convolution(shapes, name + ".conv0", in, out);
		convolution(shapes, name + ".conv1", out, out);
	}

	private void convolution(final Map<String, long[]> shapes, final String name, final int in, final int out) {
		shapes.put(name + ".kernel", kernel(out, in, 3));
		for (final String vector : new String[] { "scale", "shift", "mean", "variance" })
			shapes.put(name + "." + vector, new long[] { out });
	}

	private long[] kernel(final int out, final int in, final int side) {
		final long[] shape = new long[2 + dimensions];
		Arrays.fill(shape, side);
		shape[0] = out;
		shape[1] = in;
		return shape;
	}
}
