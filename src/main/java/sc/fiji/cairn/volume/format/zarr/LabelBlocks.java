// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/**
 * A label image of OME-Zarr in the making, which several processes write block by block, in any order. It lies beside its place until
 * {@link #publish} moves it there.
 */
public final class LabelBlocks {

	private final Path folder;
	private final ZarrTarget target;
	private final ZarrWriter writer;
	private final VoxelType type;
	private final boolean deep;

	/**
	 * Plans a label image, the same for all processes.
	 *
	 * @param folder where it lies in the meantime
	 * @param target what it is to be: a folder named {@code .zarr}, or one in the {@code labels} of an image
	 * @param like the image (X, Y, and Z if it has slices): its size and its place in the world
	 * @param largest the largest label that may occur
	 */
	public LabelBlocks(final Path folder, final Path target, final Volume like, final long largest) {
		this.folder = folder;
		this.target = ZarrTarget.of(target);
		type = VoxelType.holding(largest);
		deep = like.axes().contains(Axis.Z);
		writer = new ZarrWriter(folder, this.target.version(), like, type, OptionalInt.of((int) largest));
	}

	/** Tells whether label images can be written to a folder block by block. */
	public static boolean fits(final Path target) {
		return ZarrTarget.fits(target);
	}

	/**
	 * Cuts the image into blocks, each of which is one file, or several.
	 *
	 * @param sides number of voxels along X, Y and Z that a block has if files are not larger
	 * @return intervals (X, Y, Z)
	 */
	public List<Interval> blocks(final List<Integer> sides) {
		final ArrayMetadata array = writer.finest().metadata();
		final long[] size = new long[3];
		final long[] side = new long[3];
		for (int d = 0; d < 3; d++) {
			final int axis = array.rank() - 1 - d;
			size[d] = axis < 0 ? 1 : array.shape().get(axis);
			final int file = axis < 0 ? 1 : array.file().get(axis);
			side[d] = (long) file * Math.max(1, sides.get(d) / file);
		}
		final List<Interval> blocks = new ArrayList<>();
		for (long z = 0; z < size[2]; z += side[2])
			for (long y = 0; y < size[1]; y += side[1])
				for (long x = 0; x < size[0]; x += side[0])
					blocks.add(FinalInterval.createMinSize(x, y, z, Math.min(side[0], size[0] - x), Math.min(side[1], size[1] - y), Math.min(
						side[2], size[2] - z)));
		return blocks;
	}

	/** Makes the finest resolution one that can be written and read, unless it is. */
	public void begin() {
		writer.begin();
	}

	/** Tells whether all files of a block are there. */
	public boolean has(final Interval block) {
		return places(block).stream().allMatch(writer.finest()::has);
	}

	/** Lists the places of the files of a block. */
	private List<long[]> places(final Interval block) {
		final List<long[]> places = new ArrayList<>();
		final List<Integer> file = writer.finest().metadata().file();
		final int rank = file.size();
		for (long z = block.min(2) / side(file, 2); z * side(file, 2) <= block.max(2); z++)
			for (long y = block.min(1) / file.get(rank - 2); y * file.get(rank - 2) <= block.max(1); y++)
				for (long x = block.min(0) / file.get(rank - 1); x * file.get(rank - 1) <= block.max(0); x++)
					places.add(deep ? new long[] { z, y, x } : new long[] { y, x });
		return places;
	}

	private static int side(final List<Integer> file, final int d) {
		return d < file.size() ? file.get(file.size() - 1 - d) : 1;
	}

	/**
	 * Writes a block; each of its files appears whole.
	 *
	 * @param labels array of the type of labels, X fastest
	 */
	public void write(final Interval block, final Object labels) {
		final byte[] bytes = ChunkImage.bytes(labels);
		final ArrayFiles files = writer.finest();
		final int rank = files.metadata().rank();
		final int[] whole = new int[rank];
		for (int d = 0; d < rank; d++)
			whole[d] = (int) block.dimension(rank - 1 - d);
		for (final long[] place : places(block)) {
			final int[] size = files.size(place);
			final int[] from = new int[rank];
			int count = type.bytes();
			for (int d = 0; d < rank; d++) {
				from[d] = (int) (place[d] * files.metadata().file().get(d) - block.min(rank - 1 - d));
				count *= size[d];
			}
			final byte[] part = new byte[count];
			Boxes.copy(bytes, whole, from, part, size, new int[rank], size, type.bytes());
			files.write(place, size, part);
		}
	}

	/** Reads the labels of voxels that have been written, X fastest. */
	public int[] read(final Interval box) {
		final int rank = deep ? 3 : 2;
		final long[] min = new long[rank];
		final int[] size = new int[rank];
		for (int d = 0; d < rank; d++) {
			min[d] = box.min(rank - 1 - d);
			size[d] = (int) box.dimension(rank - 1 - d);
		}
		final ByteBuffer bytes = ByteBuffer.wrap(ArrayReading.read(ZarrArray.open(new FolderStorage(writer.finest().folder())), min,
			size)).order(ByteOrder.LITTLE_ENDIAN);
		final int[] labels = new int[bytes.capacity() / type.bytes()];
		for (int i = 0; i < labels.length; i++)
			labels[i] = switch (type) {
				case UINT8 -> bytes.get(i) & 0xff;
				case UINT16 -> bytes.getShort(i * Short.BYTES) & 0xffff;
				default -> bytes.getInt(i * Integer.BYTES);
			};
		return labels;
	}

	/** Gets the type of labels. */
	public VoxelType type() {
		return type;
	}

	/** Returns the number of coarser resolutions. */
	public int coarser() {
		return writer.coarser();
	}

	/**
	 * Makes a coarser resolution, as far as it is not there; the next finer one has to be.
	 *
	 * @param level from 1 to {@link #coarser}
	 * @param between called between files, to see whether to stop
	 */
	public void coarsen(final int level, final Runnable between) {
		writer.coarsen(level, between);
	}

	/** Completes the image and moves it to its place, where it replaces an older one. */
	public void publish() {
		writer.complete();
		target.publish(folder);
	}

	/** Deletes a folder that such images were made in. */
	public static void discard(final Path folder) {
		ZarrTarget.delete(folder);
	}
}
