// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.awt.Color;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Turns grids of class numbers into label images for ImageJ: each class in a colour of its own. */
public final class LabelImages {

	private static final int MAX_8_BIT = 255;
	private static final int MAX_16_BIT = 65535;
	private static final int TABLE = 256;

	private LabelImages() {}

	/**
	 * Makes a label image whose classes have colours that are easy to tell apart.
	 *
	 * @param labels class numbers from 0 (background, black) to {@code classes}, (X, Y, Z) or (X, Y, Z, time), as large as
	 *          {@code image}
	 * @param classes largest class number that may occur; up to 255 gives an 8-bit image, up to 65535 a 16-bit
	 *          one, more one of 32-bit floats, in which ImageJ holds whole numbers up to 16777216
	 * @param image where calibration and orientation come from
	 * @param title of the label image, which is not shown
	 */
	public static ImagePlus of(final RandomAccessibleInterval<? extends RealType<?>> labels, final int classes,
		final Volume image, final String title)
	{
		return of(labels, classes, colours(classes), image, title);
	}

	/** Gets the colours of class 1, 2, ... up to {@code classes}; from class 256 on they repeat. */
	public static List<Color> colours(final int classes) {
		return DistinctColours.of(Math.max(1, Math.min(classes, MAX_8_BIT)));
	}

	/**
	 * As {@link #of(RandomAccessibleInterval, int, Volume, String)} with given colours.
	 *
	 * @param colours those of class 1, 2, ...; used again from the start if there are more classes
	 */
	public static ImagePlus of(final RandomAccessibleInterval<? extends RealType<?>> labels, final int classes,
		final List<Color> colours, final Volume image, final String title)
	{
		final List<Axis> axes = List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME).subList(0, labels.numDimensions());
		final Volume volume = new Volume(title, axes, integers(labels, classes), image.geometry(), image
			.header());
		final ImagePlus result = ImagePlusVolumes.unwrap(volume, title);
		final ImageProcessor processor = result.getProcessor();
		processor.setLut(table(colours, classes));
		processor.setMinAndMax(0, Math.max(1, classes));
		if (result.getStackSize() > 1) result.getStack().update(processor);
		return result;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static RandomAccessibleInterval<? extends RealType<?>> integers(
		final RandomAccessibleInterval<? extends RealType<?>> labels, final int classes)
	{
		final VoxelType type = classes > MAX_16_BIT ? VoxelType.FLOAT32 : VoxelType.holding(classes);
		return RealTypeConverters.convert(labels, (RealType) type.type());
	}

	/**
	 * Makes the table for a display range from 0 to the number of classes. ImageJ stretches the table over that range: of
	 * 8-bit images class c shows entry 256 c / n, so that is where its colour has to be.
	 */
	private static LUT table(final List<Color> colours, final int classes) {
		final byte[] red = new byte[TABLE];
		final byte[] green = new byte[TABLE];
		final byte[] blue = new byte[TABLE];
		final int range = Math.min(Math.max(1, classes), MAX_8_BIT);
		int label = 0;
		for (int entry = 1; entry < TABLE; entry++) {
			while (label < range && (label + 1) * TABLE / range <= entry || entry == TABLE - 1 && label < range)
				label++;
			if (label == 0) continue;
			final Color colour = colours.get((label - 1) % colours.size());
			red[entry] = (byte) colour.getRed();
			green[entry] = (byte) colour.getGreen();
			blue[entry] = (byte) colour.getBlue();
		}
		return new LUT(red, green, blue);
	}
}
