// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.util.List;
import java.util.StringJoiner;

import sc.fiji.cairn.volume.VoxelType;

/**
 * What is known of an array: its shape, and how it lies in files. All axes are in the order of Zarr, the last one fastest.
 *
 * @param shape number of elements along each axis
 * @param chunk number of elements of what is packed together; chunks at the far border are as large as all
 * @param file number of elements of what is one file, a multiple of {@code chunk}; the same unless chunks share files
 * @param type of elements; those of {@code bool} are bytes
 * @param bigEndian whether the most significant byte of an element comes first
 * @param order which axis each axis is that is stored; empty if they are stored in their own order
 * @param codecs from an element's bytes to those of a file, or of a part of it if chunks share files
 * @param index how files say where their chunks lie; null unless chunks share files
 * @param keys the names of files
 * @param fill the bytes of elements that no file has, the least significant first
 * @param names of the axes; empty if they have none
 */
record ArrayMetadata(List<Long> shape, List<Integer> chunk, List<Integer> file, VoxelType type, boolean bigEndian,
	List<Integer> order, List<Codec> codecs, Index index, Keys keys, List<Byte> fill, List<String> names)
{

	/**
	 * The index of a file in which several chunks lie: where each begins and how long it is, 8 bytes each.
	 *
	 * @param first whether it is at the begin of the file, rather than at its end
	 * @param codecs of the index
	 */
	record Index(boolean first, List<Codec> codecs) {}

	/** How files are named after their place in the grid of files. */
	record Keys(String prefix, String separator) {

		String of(final long... place) {
			final StringJoiner key = new StringJoiner(separator, prefix, "");
			for (final long index : place)
				key.add(Long.toString(index));
			return key.toString();
		}
	}

	ArrayMetadata {
		shape = List.copyOf(shape);
		chunk = List.copyOf(chunk);
		file = List.copyOf(file);
		order = List.copyOf(order);
		codecs = List.copyOf(codecs);
		fill = List.copyOf(fill);
		names = List.copyOf(names);
	}

	/** Returns the number of axes. */
	int rank() {
		return shape.size();
	}

	/** Returns the number of bytes of a chunk. */
	int chunkBytes() {
		return chunk.stream().reduce(type.bytes(), Math::multiplyExact);
	}

	/** Returns the number of chunks of a file along an axis. */
	int perFile(final int axis) {
		return file.get(axis) / chunk.get(axis);
	}

	/** Returns the number of chunks of a file. */
	int perFile() {
		int count = 1;
		for (int d = 0; d < rank(); d++)
			count *= perFile(d);
		return count;
	}

	/** Returns the number of files along an axis. */
	long files(final int axis) {
		return (shape.get(axis) + file.get(axis) - 1) / file.get(axis);
	}
}
