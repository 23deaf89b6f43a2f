// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.WholeFile;

/**
 * Writes the files of an array, each whole or not at all, so that several processes may write different ones at the same time
 * and one that is there is complete.
 *
 * @param folder of the array
 * @param metadata of an array that was planned here
 */
record ArrayFiles(Path folder, ArrayMetadata metadata) {

	/** Tells whether a file has been written. */
	boolean has(final long... place) {
		return Files.exists(path(place));
	}

	/** Lists the places of all files in the grid of files. */
	List<long[]> places() {
		final List<long[]> places = new ArrayList<>();
		final long[] at = new long[metadata.rank()];
		while (at[0] < metadata.files(0)) {
			places.add(at.clone());
			int d = at.length - 1;
			while (++at[d] == metadata.files(d) && d > 0)
				at[d--] = 0;
		}
		return places;
	}

	/** Gets the number of elements of a file along each axis, which is less at the far border. */
	int[] size(final long... place) {
		final int[] size = new int[place.length];
		for (int d = 0; d < size.length; d++)
			size[d] = (int) Math.min(metadata.file().get(d), metadata.shape().get(d) - place[d] * metadata.file().get(d));
		return size;
	}

	private Path path(final long... place) {
		return folder.resolve(metadata.keys().of(place));
	}

	/**
	 * Writes a file.
	 *
	 * @param place in the grid of files
	 * @param size number of elements along each axis, less than a file's at the far border
	 * @param elements their bytes, the least significant first; the last axis is the fastest
	 * @throws sc.fiji.cairn.CairnException if it cannot be written
	 */
	void write(final long[] place, final int[] size, final byte[] elements) {
		WholeFile.write(path(place), out -> out.write(metadata.index() == null ? Codecs.encode(chunk(new int[size.length], size,
			elements), metadata.codecs()) : shard(size, elements)));
	}

	/** Joins the chunks of a file; those of zeros only are left out. */
	private byte[] shard(final int[] size, final byte[] elements) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteBuffer index = ByteBuffer.allocate(2 * Long.BYTES * metadata.perFile()).order(ByteOrder.LITTLE_ENDIAN);
		for (final int[] at : chunks()) {
			final byte[] chunk = isWithin(at, size) ? chunk(at, size, elements) : new byte[0];
			if (isZero(chunk)) {
				index.putLong(-1).putLong(-1);
				continue;
			}
			final byte[] packed = Codecs.encode(chunk, metadata.codecs());
			index.putLong(out.size()).putLong(packed.length);
			out.write(packed);
		}
		out.write(Codecs.encode(index.array(), metadata.index().codecs()));
		return out.toByteArray();
	}

	/** Lists where the chunks of a file begin. */
	private List<int[]> chunks() {
		final List<int[]> places = new ArrayList<>();
		final int[] at = new int[metadata.rank()];
		for (int i = 0; i < metadata.perFile(); i++) {
			places.add(at.clone());
			for (int d = at.length - 1; d >= 0; d--) {
				at[d] += metadata.chunk().get(d);
				if (at[d] < metadata.file().get(d)) break;
				at[d] = 0;
			}
		}
		return places;
	}

	private static boolean isWithin(final int[] at, final int[] size) {
		for (int d = 0; d < at.length; d++)
			if (at[d] >= size[d]) return false;
		return true;
	}

	private static boolean isZero(final byte[] bytes) {
		for (final byte each : bytes)
			if (each != 0) return false;
		return true;
	}

	/** Cuts a chunk out of a file's elements, filled up with zeros. */
	private byte[] chunk(final int[] from, final int[] size, final byte[] elements) {
		final int[] whole = metadata.chunk().stream().mapToInt(Integer::intValue).toArray();
		final byte[] chunk = new byte[metadata.chunkBytes()];
		Boxes.copy(elements, size, from, chunk, whole, new int[size.length], common(from, size, whole), metadata.type().bytes());
		return chunk;
	}

	private static int[] common(final int[] from, final int[] size, final int[] whole) {
		final int[] common = new int[size.length];
		for (int d = 0; d < size.length; d++)
			common[d] = Math.min(whole[d], size[d] - from[d]);
		return common;
	}
}
