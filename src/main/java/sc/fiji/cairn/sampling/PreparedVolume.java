// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A volume ready for a network: normalised intensities, perhaps with the class of each voxel.
 *
 * @param name name of the case
 * @param spacingX distance of pixels along X in millimetres, 0 if not known
 * @param spacingY the same along Y
 * @param spacingZ distance of slices in millimetres, 0 if not known
 * @param slices normalised intensities
 * @param classes class of each voxel, {@link #IGNORE} where unknown; null if there are none
 * @param intensities how the intensities of each channel were normalised; empty if that is not known
 */
public record PreparedVolume(String name, double spacingX, double spacingY, double spacingZ, PreparedImage<float[]> slices,
	PreparedImage<byte[]> classes, List<IntensityMap> intensities) implements IntensitySource
{

	/** Class of pixels about which nothing is known. */
	public static final int IGNORE = 255;

	public PreparedVolume {
		intensities = List.copyOf(intensities);
	}

	/**
	 * Wraps prepared slices, without copying, whose distance is not known.
	 *
	 * @param name name of the case
	 * @param width pixels along X
	 * @param height pixels along Y
	 * @param spacingX distance of pixels along X in millimetres, 0 if not known
	 * @param spacingY the same along Y
	 * @param slices normalised intensities (channels, Y, X), X fastest, one array a slice
	 * @param labels class of each pixel, {@link #IGNORE} where unknown; null if there are none
	 */
	public PreparedVolume(final String name, final int width, final int height, final double spacingX, final double spacingY,
		final float[][] slices, final byte[][] labels)
	{
		this(name, spacingX, spacingY, 0, new PreparedImage<>(Numbers.FLOATS, width, height, slices[0].length /
			(width * height), slices), labels == null ? null : new PreparedImage<>(Numbers.BYTES, width, height, 1, labels), List.of());
	}

	@Override
	public int depth() {
		return slices.count();
	}

	@Override
	public int channels() {
		return slices.channels();
	}

	@Override
	public int width() {
		return slices.width();
	}

	@Override
	public int height() {
		return slices.height();
	}

	@Override
	public void read(final int channel, final Box box, final float[] out) {
		slices.copy(channel, box, out);
	}

	/** Gets the same slices with the class of each pixel. */
	public PreparedVolume withLabels(final byte[][] labels) {
		return withLabels(new PreparedImage<>(Numbers.BYTES, width(), height(), 1, labels));
	}

	/** Gets the same slices with the class of each pixel, wherever these are kept. */
	public PreparedVolume withLabels(final PreparedImage<byte[]> labels) {
		return new PreparedVolume(name, spacingX, spacingY, spacingZ, slices, labels, intensities);
	}

	/** Frees the room that the intensities take; the stack is then of no use any more. */
	public void drop(final PreparedVolumeStore store) {
		store.drop(slices);
	}

	/** Frees the room that the classes take; neither this stack nor others with the same are of use any more. */
	public void dropLabels(final PreparedVolumeStore store) {
		store.drop(classes);
	}

	/** Tells if the class of any pixel of a slice is known. */
	public boolean isKnown(final int slice) {
		if (classes == null) return false;
		for (final byte label : labels(slice))
			if (label != (byte) IGNORE) return true;
		return false;
	}

	/** Tells if the class of any pixel is known. */
	public boolean isKnown() {
		for (int z = 0; z < depth(); z++)
			if (isKnown(z)) return true;
		return false;
	}

	/** Gets the same slices with square pixels of another size and another distance, in millimetres. */
	PreparedVolume withSpacing(final double spacing, final double distance) {
		return new PreparedVolume(name, spacing, spacing, distance, slices, classes, intensities);
	}

	/** Gets the intensities (X, Y, Z, channel), which several threads may read. */
	public RandomAccessibleInterval<? extends RealType<?>> image() {
		return Views.permute(slices.image(), 2, 3);
	}

	/** Gets the class of each voxel (X, Y, Z), {@link #IGNORE} where unknown; several threads may read them. */
	public RandomAccessibleInterval<? extends RealType<?>> labelImage() {
		return Views.hyperSlice(classes.image(), 2, 0);
	}

	/** Gets the intensities of the part that a window looks at, or more. */
	PreparedImage.Part<float[]> intensities(final Supplier<Box> seen) {
		return slices.part(seen);
	}

	/** Gets the classes of the part that a window looks at, or more. */
	PreparedImage.Part<byte[]> labels(final Supplier<Box> seen) {
		return classes.part(seen);
	}

	/** Tells if there are classes, known or not. */
	boolean isLabelled() {
		return classes != null;
	}

	/** Gets the class of each pixel of a slice, not to be changed. */
	public byte[] labels(final int slice) {
		return classes.get(slice);
	}
}
