// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import sc.fiji.cairn.volume.VoxelType;

/** Moves voxels between streams and Java arrays, many at a time. */
final class RawVoxels {

	/** Large enough that a stream call costs nothing per voxel, small enough to stay in the cache. */
	private static final int CHUNK = 1 << 18;

	private RawVoxels() {}

	/**
	 * Reads voxels.
	 *
	 * @return an array as {@link VoxelType#array} makes it
	 * @throws EOFException if the stream ends before the last voxel
	 */
	static Object read(final InputStream in, final VoxelType type, final ByteOrder order, final int length)
		throws IOException
	{
		final Object voxels = type.array(length);
		if (voxels instanceof byte[] bytes) {
			if (in.readNBytes(bytes, 0, length) < length) throw new EOFException();
			return bytes;
		}
		final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(order);
		final int step = CHUNK / type.bytes();
		int count;
		for (int start = 0; start < length; start += count) {
			count = Math.min(step, length - start);
			final int wanted = count * type.bytes();
			if (in.readNBytes(buffer.array(), 0, wanted) < wanted) throw new EOFException();
			get(buffer.clear(), voxels, start, count);
		}
		return voxels;
	}

	/** Writes all elements of an array as {@link VoxelType#array} makes it. */
	static void write(final OutputStream out, final Object voxels, final ByteOrder order) throws IOException {
		if (voxels instanceof byte[] bytes) {
			out.write(bytes);
			return;
		}
		final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(order);
		final int width = voxels instanceof short[] ? Short.BYTES
			: voxels instanceof int[] || voxels instanceof float[] ? Integer.BYTES : Long.BYTES;
		final int length = Array.getLength(voxels);
		final int step = CHUNK / width;
		int count;
		for (int start = 0; start < length; start += count) {
			count = Math.min(step, length - start);
			put(buffer.clear(), voxels, start, count);
			out.write(buffer.array(), 0, count * width);
		}
	}

	private static void get(final ByteBuffer from, final Object voxels, final int start, final int count) {
		if (voxels instanceof short[] shorts) from.asShortBuffer().get(shorts, start, count);
		else if (voxels instanceof int[] ints) from.asIntBuffer().get(ints, start, count);
		else if (voxels instanceof long[] longs) from.asLongBuffer().get(longs, start, count);
		else if (voxels instanceof float[] floats) from.asFloatBuffer().get(floats, start, count);
		else from.asDoubleBuffer().get((double[]) voxels, start, count);
	}

	private static void put(final ByteBuffer to, final Object voxels, final int start, final int count) {
		if (voxels instanceof short[] shorts) to.asShortBuffer().put(shorts, start, count);
		else if (voxels instanceof int[] ints) to.asIntBuffer().put(ints, start, count);
		else if (voxels instanceof long[] longs) to.asLongBuffer().put(longs, start, count);
		else if (voxels instanceof float[] floats) to.asFloatBuffer().put(floats, start, count);
		else to.asDoubleBuffer().put((double[]) voxels, start, count);
	}
}
