package sc.fiji.cairn.volume;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

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
			case ImagePlus.COLOR_RGB -> wrap(channels(stack), ByteArray::new, new UnsignedByteType(), dimensions);
			case ImagePlus.GRAY16 -> calibrate(wrap(planes(stack, short[].class), ShortArray::new, new UnsignedShortType(),
				dimensions), calibration, 1 << 16);
			case ImagePlus.GRAY32 -> wrap(planes(stack, float[].class), FloatArray::new, new FloatType(), dimensions);
			default -> calibrate(wrap(planes(stack, byte[].class), ByteArray::new, new UnsignedByteType(), dimensions),
				calibration, 1 << 8);
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

	private static <A> List<A> planes(final ImageStack stack, final Class<A> type) {
		final List<A> planes = new ArrayList<>(stack.size());
		for (int i = 1; i <= stack.size(); i++)
			planes.add(type.cast(stack.getPixels(i)));
		return planes;
	}

	private static List<byte[]> channels(final ImageStack stack) {
		final List<byte[]> channels = new ArrayList<>(3 * stack.size());
		for (final int[] colours : planes(stack, int[].class)) {
			for (int shift = 16; shift >= 0; shift -= 8) {
				final byte[] channel = new byte[colours.length];
				for (int i = 0; i < channel.length; i++)
					channel[i] = (byte) (colours[i] >> shift);
				channels.add(channel);
			}
		}
		return channels;
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T>, P, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> wrap(
		final List<P> planes, final Function<P, A> access, final T type, final long[] dimensions)
	{
		final PlanarImg<T, A> img = new PlanarImg<>(planes.stream().map(access).toList(), dimensions, new Fraction());
		img.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(img));
		return img;
	}

	private static <T extends IntegerType<T>> RandomAccessibleInterval<? extends RealType<?>> calibrate(
		final RandomAccessibleInterval<T> stored, final Calibration calibration, final int values)
	{
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
