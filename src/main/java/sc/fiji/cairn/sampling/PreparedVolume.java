// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Volume;

/**
 * A volume ready for a network: normalised intensities, perhaps with the class of each voxel. Safe for use by several threads.
 *
 * @param name name of the case
 * @param spacingX distance of pixels along X in millimetres, 0 if not known
 * @param spacingY the same along Y
 * @param spacingZ distance of slices in millimetres, 0 if not known
 * @param images normalised intensities of each channel (X, Y, Z)
 * @param classes class of each voxel (X, Y, Z), {@link #IGNORE} where unknown; null if there are none
 * @param intensities how the intensities of each channel were normalised; empty if that is not known
 */
public record PreparedVolume(String name, double spacingX, double spacingY, double spacingZ,
	List<RandomAccessibleInterval<FloatType>> images, RandomAccessibleInterval<UnsignedByteType> classes,
	List<IntensityMap> intensities)
{

	/** Class of pixels about which nothing is known. */
	public static final int IGNORE = 255;

	public PreparedVolume {
		images = List.copyOf(images);
		intensities = List.copyOf(intensities);
	}

	/**
	 * Prepares a volume of any size, which is read and normalised where it is looked at, each channel by itself.
	 *
	 * @param name what to call it in messages
	 * @param progress hears of the measuring of intensities, for which it is read once or twice; asked whether to stop
	 * @throws CairnException if the volume has several time points, or a channel has no contrast
	 */
	public static PreparedVolume of(final Volume volume, final String name, final Progress progress) {
		if (volume.size(Axis.TIME) > 1) throw new CairnException("The image " + name + " has " + volume.size(
			Axis.TIME) + " time points, but one is needed; choose one by the parameter frame, from 1.");
		final List<IntensityMap> intensities = new ArrayList<>();
		for (long channel = 0; channel < volume.size(Axis.CHANNEL); channel++) {
			final String called = volume.size(Axis.CHANNEL) == 1 ? name : name + ", channel " + (channel + 1) + ",";
			intensities.add(IntensityMap.of(Intensity.of(volume.grid(channel, 0), volume.header().block(), called, progress)));
		}
		return of(volume, intensities);
	}

	/**
	 * Prepares a volume whose intensities have been measured elsewhere.
	 *
	 * @param intensities how to normalise those of each channel
	 */
	public static PreparedVolume of(final Volume volume, final List<IntensityMap> intensities) {
		final List<RandomAccessibleInterval<FloatType>> images = new ArrayList<>();
		for (int channel = 0; channel < intensities.size(); channel++)
			images.add(intensities.get(channel).view(volume.grid(channel, 0)));
		final double millimetres = Lengths.millimetres(volume.geometry().unit()).orElse(0);
		return new PreparedVolume(volume.name(), millimetres * volume.geometry().spacingX(), millimetres * volume.geometry()
			.spacingY(), millimetres * volume.geometry().spacingZ(), images, null, intensities);
	}

	/** Returns the number of channels. */
	public int channels() {
		return images.size();
	}

	/** Returns the number of voxels along X. */
	public int width() {
		return Math.toIntExact(images.get(0).dimension(0));
	}

	/** Returns the number of voxels along Y. */
	public int height() {
		return Math.toIntExact(images.get(0).dimension(1));
	}

	/** Returns the number of voxels along Z. */
	public int depth() {
		return Math.toIntExact(images.get(0).dimension(2));
	}

	/**
	 * Reads a part of a channel.
	 *
	 * @param channel from 0
	 * @param box (X, Y, Z)
	 * @param out receives the intensities, X fastest
	 * @throws CairnException if the file cannot be read any more
	 */
	public void read(final int channel, final Interval box, final float[] out) {
		FloatBlocks.copy(images.get(channel), box, out);
	}

	/** Gets the class of each voxel of a part, X fastest. */
	public byte[] labels(final Interval box) {
		final byte[] labels = new byte[Math.toIntExact(Intervals.numElements(box))];
		PrimitiveBlocks.of(classes, PrimitiveBlocks.OnFallback.ACCEPT).copy(box, labels);
		return labels;
	}

	/** Gets the class of each pixel of a slice, X fastest. */
	public byte[] labels(final int slice) {
		return labels(FinalInterval.createMinSize(0, 0, slice, width(), height(), 1));
	}

	/** Gets the same intensities with the class of each voxel. */
	public PreparedVolume withLabels(final RandomAccessibleInterval<UnsignedByteType> labels) {
		return new PreparedVolume(name, spacingX, spacingY, spacingZ, images, labels, intensities);
	}

	/** Gets the same with square pixels of another size and slices at another distance, in millimetres. */
	PreparedVolume withSpacing(final double spacing, final double distance) {
		return new PreparedVolume(name, spacing, spacing, distance, images, classes, intensities);
	}

	/** Tells if there are classes, known or not. */
	boolean isLabelled() {
		return classes != null;
	}

	/** Tells if the class of any pixel of a slice is known. */
	public boolean isKnown(final int slice) {
		if (classes == null) return false;
		for (final byte label : labels(slice))
			if (label != (byte) IGNORE) return true;
		return false;
	}

	/** Tells if the class of each pixel of a slice is known. */
	public boolean isComplete(final int slice) {
		if (classes == null) return false;
		for (final byte label : labels(slice))
			if (label == (byte) IGNORE) return false;
		return true;
	}

	/** Tells if the class of each pixel is known. */
	public boolean isComplete() {
		return IntStream.range(0, depth()).allMatch(this::isComplete);
	}

	/** Tells if the class of any pixel is known. */
	public boolean isKnown() {
		for (int z = 0; z < depth(); z++)
			if (isKnown(z)) return true;
		return false;
	}
}
