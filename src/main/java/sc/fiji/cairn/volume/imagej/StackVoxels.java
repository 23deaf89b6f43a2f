// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.VoxelType;

/** The voxels of an ImageJ stack, seen as an imglib2 image whose planes are the stack's own arrays. */
final class StackVoxels {

	/** ImageJ stores signed 16-bit numbers with this added, so that they are never negative. */
	private static final int SIGNED_OFFSET = 32768;

	private StackVoxels() {}

	/**
	 * Views the voxels of an image.
	 *
	 * @param calibration gives stored numbers their true values
	 * @param dimensions of the result, in the order of the stack's slices
	 */
	static RandomAccessibleInterval<? extends RealType<?>> of(final ImagePlus image, final Calibration calibration,
		final long... dimensions)
	{
		final ImageStack stack = image.getStack();
		return switch (image.getType()) {
			case ImagePlus.COLOR_RGB -> VoxelType.UINT8.planar(channels(stack), dimensions);
			case ImagePlus.GRAY16 -> calibrate(VoxelType.UINT16, planes(stack), calibration, dimensions);
			case ImagePlus.GRAY32 -> VoxelType.FLOAT32.planar(planes(stack), dimensions);
			default -> calibrate(VoxelType.UINT8, planes(stack), calibration, dimensions);
		};
	}

	/**
	 * Turns a plane into an array that ImageJ understands.
	 *
	 * @param plane as {@link VoxelType#array} makes it; may be changed
	 */
	static Object store(final Object plane, final VoxelType type) {
		return switch (type) {
			case UINT8, UINT16, FLOAT32 -> plane;
			case INT16 -> {
				final short[] signed = (short[]) plane;
				for (int i = 0; i < signed.length; i++)
					signed[i] += (short) SIGNED_OFFSET;
				yield signed;
			}
			case INT8 -> {
				final byte[] signed = (byte[]) plane;
				final short[] shifted = new short[signed.length];
				for (int i = 0; i < signed.length; i++)
					shifted[i] = (short) (signed[i] + SIGNED_OFFSET);
				yield shifted;
			}
			default -> {
				final float[] floats = new float[Array.getLength(plane)];
				RealTypeConverters.copyFromTo(type.wrap(plane, floats.length), ArrayImgs.floats(floats, floats.length));
				yield floats;
			}
		};
	}

	/** Lists the planes; those of a virtual stack are read when they are asked for. */
	private static List<?> planes(final ImageStack stack) {
		if (stack instanceof PlaneStack own) return own.planes();
		if (stack.isVirtual()) return new PlaneCache("the virtual stack", stack.size(), i -> stack.getPixels(i + 1));
		final List<Object> planes = new ArrayList<>(stack.size());
		for (int i = 1; i <= stack.size(); i++)
			planes.add(stack.getPixels(i));
		return planes;
	}

	private static List<?> channels(final ImageStack stack) {
		final List<?> colours = planes(stack);
		if (stack.isVirtual()) return new PlaneCache("the virtual stack", 3 * stack.size(), i -> channel(colours.get(i / 3),
			i % 3));
		final List<Object> channels = new ArrayList<>(3 * stack.size());
		for (int i = 0; i < 3 * stack.size(); i++)
			channels.add(channel(colours.get(i / 3), i % 3));
		return channels;
	}

	private static byte[] channel(final Object colours, final int index) {
		final int[] rgb = (int[]) colours;
		final int shift = 16 - 8 * index;
		final byte[] channel = new byte[rgb.length];
		for (int i = 0; i < channel.length; i++)
			channel[i] = (byte) (rgb[i] >> shift);
		return channel;
	}

	private static <T extends IntegerType<T>> RandomAccessibleInterval<? extends RealType<?>> calibrate(
		final VoxelType type, final List<?> planes, final Calibration calibration, final long... dimensions)
	{
		final int values = 1 << 8 * type.bytes();
		@SuppressWarnings("unchecked")
		final RandomAccessibleInterval<T> stored = (RandomAccessibleInterval<T>) type.planar(planes, dimensions);
		if (!calibration.calibrated()) return stored;
		// Not isSigned16Bit(), which is false as long as the calibration has not seen its image.
		final double[] coefficients = calibration.getCoefficients();
		if (values == 1 << 16 && calibration.getFunction() == Calibration.STRAIGHT_LINE && coefficients[0] ==
			-SIGNED_OFFSET && coefficients[1] == 1) return Converters.convert(stored, (in, out) -> out.set((short) (in
				.getInteger() - SIGNED_OFFSET)), new ShortType());
		final float[] table = new float[values];
		for (int i = 0; i < values; i++)
			table[i] = (float) calibration.getCValue(i);
		return Converters.convert(stored, (in, out) -> out.set(table[in.getInteger()]), new FloatType());
	}
}
