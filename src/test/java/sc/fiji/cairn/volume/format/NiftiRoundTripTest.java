// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.Unsigned12BitType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;
import net.imglib2.view.Views;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/** Reads and writes every voxel type in both byte orders, both versions, packed or not: nothing may change. */
class NiftiRoundTripTest {

	private static final double TWO_TO_64 = 0x1p64;

	/** Code, bits, imglib2 type, smallest and largest value. */
	private record Type(int code, int bits, Class<?> type, double min, double max) {}

	private static final List<Type> TYPES = List.of(new Type(2, 8, UnsignedByteType.class, 0, 255), new Type(256, 8,
		ByteType.class, -128, 127), new Type(4, 16, ShortType.class, -32768, 32767), new Type(512, 16,
			UnsignedShortType.class, 0, 65535), new Type(8, 32, IntType.class, -0x1p31, 0x1p31 - 1), new Type(768, 32,
				UnsignedIntType.class, 0, 0x1p32 - 1), new Type(1024, 64, LongType.class, -0x1p63, 0x1p63), new Type(1280, 64,
					UnsignedLongType.class, 0, TWO_TO_64), new Type(16, 32, FloatType.class, -1.5e30f, Float.MIN_VALUE),
		new Type(64, 64, DoubleType.class, -1.5e300, Double.MIN_VALUE));

	static Stream<Arguments> cases() {
		final List<Arguments> cases = new ArrayList<>();
		for (final Type type : TYPES)
			for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN))
				for (final int version : new int[] { 1, 2 })
					for (final String extension : new String[] { ".nii", ".nii.gz" })
						cases.add(Arguments.of(type, order, version, extension));
		return cases.stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void voxelsAndHeaderSurvive(final Type type, final ByteOrder order, final int version, final String extension,
		@TempDir final Path folder) throws IOException
	{
		final NiftiFixture fixture = new NiftiFixture(version, order, 3, 5, 2).type(type.code, type.bits).scale(1, 0)
			.sform(1, NiftiFixture.OBLIQUE).display(3, 40).voxels(voxels(type, order, 30));
		final Path path = fixture.write(folder.resolve("brain" + extension));

		final Volume volume = new NiftiFormat().read(path);
		assertEquals("brain", volume.name());
		assertArrayEquals(new long[] { 3, 5, 2 }, volume.data().dimensionsAsLongArray());
		assertInstanceOf(type.type, volume.data().getType());
		assertEquals(type.min, at(volume, 0), 0);
		assertEquals(type.max, at(volume, 1), 0);
		for (int i = 2; i < 30; i++)
			assertEquals(i, at(volume, i), 0, "voxel " + i);

		final Path copy = folder.resolve("copy" + extension);
		new NiftiFormat().write(volume, copy);
		assertArrayEquals(fixture.bytes(), NiftiFixture.content(copy));
	}

	/** The smallest and the largest number, then 2, 3, ... */
	private static byte[] voxels(final Type type, final ByteOrder order, final int count) {
		final ByteBuffer bytes = ByteBuffer.allocate(count * type.bits / 8).order(order);
		for (int i = 0; i < count; i++) {
			final double value = i == 0 ? type.min : i == 1 ? type.max : i;
			switch (type.code) {
				case 16 -> bytes.putFloat((float) value);
				case 64 -> bytes.putDouble(value);
				case 1280 -> bytes.putLong(i == 1 ? -1L : (long) value);
				default -> {
					final long integer = (long) value;
					if (type.bits == 8) bytes.put((byte) integer);
					else if (type.bits == 16) bytes.putShort((short) integer);
					else if (type.bits == 32) bytes.putInt((int) integer);
					else bytes.putLong(integer);
				}
			}
		}
		return bytes.array();
	}

	static double at(final Volume volume, final int index) {
		final RealType<?> voxel = volume.data().getAt(index % volume.data().dimension(0), index / volume.data().dimension(
			0) % volume.data().dimension(1), index / (volume.data().dimension(0) * volume.data().dimension(1)));
		return voxel.getRealDouble();
	}

	/** What is not stored as such in NIfTI is stored in the next type that holds it. */
	@ParameterizedTest
	@MethodSource("otherTypes")
	void otherTypesAreStoredWithoutLoss(final RealType<?> type, final Class<?> stored, @TempDir final Path folder) {
		final Volume volume = new Volume("other", List.of(Axis.X, Axis.Y), constant(type), Geometry.unknown(),
			Header.NONE);
		final Path path = folder.resolve("other.nii");
		new NiftiFormat().write(volume, path);
		final Volume read = new NiftiFormat().read(path);
		assertInstanceOf(stored, read.data().getType());
		assertEquals(1, read.data().getAt(1, 1).getRealDouble(), 0);
		assertEquals(List.of(Axis.X, Axis.Y), read.axes());
	}

	static Stream<Arguments> otherTypes() {
		return Stream.of(Arguments.of(new BitType(true), UnsignedByteType.class), Arguments.of(new Unsigned12BitType(1),
			UnsignedShortType.class));
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<T> constant(final RealType<?> type) {
		return Views.interval(ConstantUtils.constantRandomAccessible((T) type, 2),
			new FinalInterval(3, 2));
	}
}
