// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.Planes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/**
 * Turns images of ImageJ into volumes and back, keeping their calibration.
 * <p>
 * Here alone dimensions have ImageJ's order: X, Y, channel, Z, time. An orientation, which ImageJ does not know, travels
 * as text in the image's Info property (lines {@code Cairn-size}, {@code Cairn-spacing}, {@code Cairn-affine}).
 * </p>
 */
public final class ImagePlusVolumes {

	/** The order of dimensions in an ImageJ stack. */
	private static final List<Axis> ORDER = List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z, Axis.TIME);

	private ImagePlusVolumes() {}

	/**
	 * Views an image as a volume.
	 * <p>
	 * The voxels are the image's own arrays, not a copy; except for RGB images, which become three channels. The planes
	 * of virtual stacks are read when they are asked for. Values are calibrated: a 16-bit image that ImageJ stores with an offset has its true
	 * signed values, a density-calibrated one its densities as floats. Indexed colours are taken as numbers. Axes other
	 * than X and Y with one sample are left out.
	 * </p>
	 */
	public static Volume wrap(final ImagePlus image) {
		return wrap(image, image.getCalibration());
	}

	/** As {@link #wrap(ImagePlus)}, with a calibration of one's own instead of the one ImageJ may use for all images. */
	public static Volume wrap(final ImagePlus image, final Calibration calibration) {
		final boolean colour = image.getType() == ImagePlus.COLOR_RGB;
		final int channels = colour ? 3 * image.getNChannels() : image.getNChannels();
		final int[] sizes = { image.getWidth(), image.getHeight(), channels, image.getNSlices(), image.getNFrames() };
		final List<Axis> axes = new ArrayList<>();
		for (int d = 0; d < sizes.length; d++) {
			if (d < 2 || sizes[d] > 1) axes.add(ORDER.get(d));
		}
		final long[] dimensions = axes.stream().mapToLong(axis -> sizes[ORDER.indexOf(axis)]).toArray();
		final RandomAccessibleInterval<? extends RealType<?>> data = StackVoxels.of(image, calibration, dimensions);
		final String info = image.getInfoProperty();
		final Geometry rounded = geometry(calibration, sizes[3] > 1);
		final List<Double> size = Stream.of(sizes[0], sizes[1], sizes[3]).map(Integer::doubleValue).toList();
		return new Volume(image.getTitle(), axes, data, GeometryText.refine(info, size, rounded), new ImageJHeader(
			calibration, info));
	}

	/**
	 * Copies a volume into an image; a large one becomes a virtual stack, whose planes are copied when they are asked for.
	 * <p>
	 * Voxels of 8 and 16 bits keep their type; signed ones become 16-bit with ImageJ's offset of 32768, to which its
	 * calibration function gives the true values; all others become 32-bit floats. Spacing, unit and frame interval become
	 * the image's calibration; origin and other settings come back if the volume was made from an image.
	 * </p>
	 *
	 * @param title of the image, which is not shown
	 * @throws CairnException if a slice or a number of slices is beyond ImageJ's limits
	 */
	public static ImagePlus unwrap(final Volume volume, final String title) {
		final Planes planes = new Planes(volume, ORDER);
		if (planes.count() > Integer.MAX_VALUE) throw new CairnException("The volume " + volume.name() +
			" has more slices than ImageJ can hold: crop it.");
		final ImagePlus image = new ImagePlus(title, stack(volume, planes));
		final int channels = (int) volume.size(Axis.CHANNEL);
		image.setDimensions(channels, (int) volume.size(Axis.Z), (int) volume.size(Axis.TIME));
		image.setOpenAsHyperStack(volume.axes().size() > 3);
		image.setCalibration(calibration(volume, planes.type()));
		final String info = volume.header() instanceof ImageJHeader header ? header.info() : null;
		if (!volume.geometry().affine().isEmpty()) image.setProperty("Info", GeometryText.add(info, volume));
		else if (info != null) image.setProperty("Info", info);
		return channels > 1 ? new CompositeImage(image, channels <= CompositeImage.MAX_CHANNELS ? IJ.COMPOSITE
			: IJ.GRAYSCALE) : image;
	}

	private static ImageStack stack(final Volume volume, final Planes planes) {
		final int width = (int) volume.size(Axis.X);
		final int height = (int) volume.size(Axis.Y);
		final IntFunction<Object> reader = i -> {
			final Object plane = planes.type().array(planes.planeSize());
			planes.copy(i, plane);
			return StackVoxels.store(plane, planes.type());
		};
		final int count = (int) planes.count();
		if ((long) count * planes.planeSize() * planes.type().bytes() > PlaneCache.large()) return new PlaneStack(width, height,
			null, new PlaneCache(volume.name(), count, reader::apply));
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 0; i < count; i++)
			stack.addSlice(null, reader.apply(i));
		return stack;
	}

	private static Geometry geometry(final Calibration calibration, final boolean deep) {
		final String unit = calibration.getUnit();
		return new Geometry(calibration.pixelWidth, calibration.pixelHeight * Lengths.factor(calibration.getYUnit(), unit), deep
			? calibration.pixelDepth * Lengths.factor(calibration.getZUnit(), unit) : 1, unit, List.of());
	}

	private static Calibration calibration(final Volume volume, final VoxelType type) {
		final Geometry geometry = volume.geometry();
		final boolean deep = volume.axes().contains(Axis.Z);
		Calibration calibration = new Calibration();
		if (volume.header() instanceof ImageJHeader header) calibration = header.calibration();
		else if (volume.header().frameInterval() > 0) calibration.frameInterval = volume.header().frameInterval();
		final Geometry before = geometry(calibration, deep);
		if (before.spacingX() != geometry.spacingX()) calibration.pixelWidth = geometry.spacingX();
		if (before.spacingY() != geometry.spacingY()) {
			calibration.pixelHeight = geometry.spacingY();
			calibration.setYUnit(null);
		}
		if (deep && before.spacingZ() != geometry.spacingZ()) {
			calibration.pixelDepth = geometry.spacingZ();
			calibration.setZUnit(null);
		}
		calibration.setUnit(geometry.unit());
		calibration.disableDensityCalibration();
		if (type == VoxelType.INT8 || type == VoxelType.INT16) calibration.setSigned16BitCalibration();
		return calibration;
	}
}
