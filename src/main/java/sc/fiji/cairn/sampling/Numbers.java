// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.IntFunction;

import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.nio.ByteBufferAccess;
import net.imglib2.img.basictypeaccess.nio.FloatBufferAccess;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * How the values of prepared images lie in arrays, files and images of imglib2.
 *
 * @param type of the images
 * @param bytes number of bytes of a value
 * @param array makes an array of values
 * @param arrays makes an array of such arrays
 * @param held lets imglib2 look at an array
 * @param mapped lets imglib2 look at a buffer
 * @param writer writes to buffers
 */
record Numbers<T extends NativeType<T> & RealType<T>, A>(T type, int bytes, IntFunction<A> array, IntFunction<A[]> arrays,
	Function<A, DataAccess> held, Function<ByteBuffer, DataAccess> mapped, Writer<A> writer)
{

	/** Intensities. */
	static final Numbers<FloatType, float[]> FLOATS = new Numbers<>(new FloatType(), Float.BYTES, float[]::new,
		float[][]::new, FloatArray::new, FloatBufferAccess::new, (values, from, count, out) -> out.asFloatBuffer().put(values,
			from, count));

	/** Classes. */
	static final Numbers<UnsignedByteType, byte[]> BYTES = new Numbers<>(new UnsignedByteType(), 1, byte[]::new,
		byte[][]::new, ByteArray::new, buffer -> new ByteBufferAccess(buffer, true), (values, from, count, out) -> out.put(0,
			values, from, count));

	/** Writes values to the beginning of a buffer, whose position stays. */
	@FunctionalInterface
	interface Writer<A> {

		void write(A values, int from, int count, ByteBuffer out);
	}
}
