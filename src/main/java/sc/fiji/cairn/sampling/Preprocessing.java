// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import sc.fiji.cairn.CairnException;

/**
 * How a volume becomes input of a network; part of every model.
 * <p>
 * Intensities are normalised, volume by volume. Slices are cut across Z, resampled in-plane to the given spacing, and
 * shown to the network in a square window around their centre, mirrored beyond their borders. A 3D network sees several
 * slices at once, resampled along Z, too, and its window need not be square.
 * </p>
 *
 * @param size side of the window along X, in pixels
 * @param spacing in-plane distance of pixels in the network, in millimetres; 0 leaves them as they are
 * @param normalisation how intensities are mapped
 * @param depth slices of the window of a 3D network; 0 for a 2D one
 * @param spacingZ distance of slices in a 3D network, in millimetres; 0 leaves them as they are
 * @param height side of the window along Y, in pixels
 */
public record Preprocessing(int size, double spacing, Normalisation normalisation, int depth, double spacingZ, int height)
{

	/** Ways to map the intensities of a volume. */
	public enum Normalisation {
		/** The 1st and the 99th percentile become 0 and 1 (Chaitanya et al. 2020); values are cut at 0 and 1.5. */
		PERCENTILES_1_99
	}

	/** An image is resampled by at most this factor; more is a mistaken unit rather than another microscope. */
	private static final double LARGEST_STEP = 8;

	/** Intensities above this, half as far again as the upper percentile, say no more than that they are bright. */
	public static final float BRIGHTEST = 1.5f;

	public Preprocessing {
		if (height < 8 || height > 4096) throw new CairnException("The window of a 3D network has from 8 to 4096 rows, not " +
			height + ".");
		if (size < 8 || size > 4096) throw CairnException.of("size", "The parameter size must be from 8 to 4096 pixels, not " +
			size + ".");
		if (!(spacing >= 0 && spacingZ >= 0)) throw new CairnException("The spacing must not be negative.");
		if (depth < 0 || depth > 4096) throw new CairnException("The window of a 3D network has up to 4096 slices, not " +
			depth + ".");
		if (normalisation == null) throw new CairnException("The normalisation is not known to this version; update it.");
	}

	/** Windows are no larger than this unless asked for; larger slices are seen through several. */
	private static final int LARGEST_AUTOMATIC = 256;

	/** Prepares for a square window. */
	public Preprocessing(final int size, final double spacing, final Normalisation normalisation, final int depth,
		final double spacingZ)
	{
		this(size, spacing, normalisation, depth, spacingZ, size);
	}

	/** Prepares for a 2D network. */
	public Preprocessing(final int size, final double spacing, final Normalisation normalisation) {
		this(size, spacing, normalisation, 0, 0);
	}

	/** Prepares for a 2D network, with the usual normalisation. */
	public Preprocessing(final int size, final double spacing) {
		this(size, spacing, Normalisation.PERCENTILES_1_99);
	}

	/**
	 * Plans the preparation of some volumes: the 1st and 99th percentile, the wanted in-plane spacing or their median, and
	 * the wanted size or the smallest that holds every slice.
	 *
	 * @param size wanted side of the window; none to choose it
	 * @param wanted distance of pixels in the network, in millimetres; none to choose it
	 * @param multiple number that the side has to be a multiple of
	 * @throws CairnException if the size is no such multiple, or a spacing is wanted but not known of every volume
	 */
	public static Preprocessing of(final List<PreparedVolume> stacks, final OptionalInt size, final OptionalDouble wanted,
		final int multiple)
	{
		final double[] spacings = stacks.stream().mapToDouble(stack -> Math.sqrt(stack.spacingX() * stack.spacingY()))
			.sorted().toArray();
		if (wanted.isPresent() && spacings[0] == 0) throw CairnException.of("spacing", "The parameter spacing is " + wanted.getAsDouble() +
			" mm, but there are images that do not say how large their pixels are; set their scale, or use spacing=0.");
		final double spacing = wanted.orElse(spacings[0] == 0 ? 0 : spacings[spacings.length / 2]);
		if (size.isPresent()) {
			final int side = size.getAsInt();
			if (side % multiple != 0) throw CairnException.of("size", "The parameter size must be a multiple of " + multiple +
				" for this number of levels; use " + Math.max(multiple, Math.round((double) side / multiple) * multiple) +
				" instead of " + side + ".");
			return new Preprocessing(side, spacing);
		}
		final Preprocessing any = new Preprocessing(8, spacing);
		final double extent = stacks.stream().mapToDouble(stack -> Math.max(stack.width() / any.step(stack.spacingX()), stack
			.height() / any.step(stack.spacingY()))).max().orElseThrow();
		final int covering = (int) Math.ceil(extent / multiple) * multiple;
		final int largest = Math.max(multiple, LARGEST_AUTOMATIC / multiple * multiple);
		return new Preprocessing(Math.max(8, Math.min(covering, largest)), spacing);
	}

	/** Tells whether the network sees single slices, rather than volumes. */
	public boolean isFlat() {
		return depth == 0;
	}

	/** Gets the lengths of the window in the order of arrays: Y, X, or Z, Y, X in 3D. */
	public long[] shape() {
		return isFlat() ? new long[] { height, size } : new long[] { depth, height, size };
	}

	/** Returns the number of slices that the network sees at once: 1 for a 2D one. */
	public int slices() {
		return Math.max(1, depth);
	}

	/** Returns the number of pixels or voxels of the window. */
	public int voxels() {
		return size * height * slices();
	}

	/** Returns how much longer voxels of the network are along Z than across; 1 where that is not known. */
	public double elongation() {
		return spacing == 0 || spacingZ == 0 ? 1 : spacingZ / spacing;
	}

	/** Says how large the window is: {@code 64 x 64 pixels}, or {@code 48 x 64 x 40 voxels} along X, Y and Z. */
	public String window() {
		return size + " x " + height + (isFlat() ? " pixels" : " x " + depth + " voxels");
	}

	/**
	 * Returns how many pixels of an image one pixel of the network spans: 1, exactly, where they differ by less than 2 %
	 * or one of the spacings is not known.
	 *
	 * @param imageSpacing distance of pixels of the image in millimetres, 0 if not known
	 */
	public double step(final double imageSpacing) {
		return step(spacing, imageSpacing);
	}

	/** Returns how many slices of an image one slice of a 3D network spans, in the same way; 1 for a 2D network. */
	public double stepZ(final double imageSpacing) {
		return step(spacingZ, imageSpacing);
	}

	private static double step(final double wanted, final double given) {
		if (wanted == 0 || given == 0) return 1;
		final double step = wanted / given;
		return Math.abs(step - 1) < 0.02 ? 1 : step;
	}

	/**
	 * Gives a stack the pixel size at which its slices fit into the window: for images of another kind, whose size in
	 * millimetres says nothing to the network. Slices that fit keep their pixels; so do all if the network has no spacing,
	 * and larger ones are then seen in part. However large the slices are, their pixels need not be asked to fit.
	 */
	public PreparedVolume fitted(final PreparedVolume stack) {
		final double across = Math.max((double) stack.width() / size, (double) stack.height() / height);
		final double step = Math.max(1, isFlat() ? across : Math.max(across, (double) stack.depth() / depth));
		return stack.withSpacing(spacing / step, isFlat() ? stack.spacingZ() : spacingZ / step);
	}

	/**
	 * Makes sure that the pixels of an image are about as large as those of the network.
	 *
	 * @throws CairnException if resampling would change the image beyond recognition
	 */
	public void requireFit(final PreparedVolume stack) {
		for (final double step : new double[] { step(stack.spacingX()), step(stack.spacingY()), stepZ(stack.spacingZ()) }) {
			if (step <= LARGEST_STEP && step >= 1 / LARGEST_STEP) continue;
			throw new CairnException(String.format(Locale.ROOT,
				"The image %s has pixels of %.4g x %.4g mm%s, but the network is for %.4g mm%s; check the image's unit of length, " +
					"or use a model for such images.", stack.name(), stack.spacingX(), stack.spacingY(), isFlat() ? "" : String.format(
						Locale.ROOT, ", slices every %.4g mm", stack.spacingZ()), spacing, isFlat() ? "" : String.format(Locale.ROOT,
							", slices every %.4g mm", spacingZ)));
		}
	}
}
