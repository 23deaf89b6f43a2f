// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Planes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Writes a volume as it comes, plane by plane, each of which is asked for once: as many as fill a layer of files at a time. */
final class VolumeLayers {

	/** This part of the Java heap may be taken by slices that wait for their file. */
	private static final int HEAP_SHARE = 8;

	private static final List<Axis> ORDER = List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL, Axis.TIME);

	private final Volume volume;
	private final Planes planes;

	VolumeLayers(final Volume volume) {
		this.volume = volume;
		planes = new Planes(volume, ORDER);
	}

	/** Gets the type of voxels. */
	VoxelType type() {
		return planes.type();
	}

	/** Returns how many slices may be in memory at once: a power of two. */
	long depth() {
		final long bytes = (long) planes.planeSize() * type().bytes();
		return Long.highestOneBit(Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_SHARE / Math.max(1, bytes)));
	}

	/** Writes all files of an array that was planned for the volume. */
	void write(final ArrayFiles files) {
		final int rank = files.metadata().rank();
		final int z = volume.axes().contains(Axis.Z) ? rank - 3 : -1;
		final int depth = z < 0 ? 1 : files.metadata().file().get(z);
		final long slices = volume.size(Axis.Z);
		final byte[][] layer = new byte[(int) Math.min(depth, slices)][];
		final Object plane = type().array(planes.planeSize());
		for (long i = 0; i < planes.count(); i++) {
			planes.copy(i, plane);
			final long slice = i % slices;
			layer[(int) (slice % depth)] = ChunkImage.bytes(plane).clone();
			if (slice % depth == depth - 1 || slice == slices - 1) write(files, layer, i / slices, slice / depth);
		}
	}

	/**
	 * Writes the files of a layer.
	 *
	 * @param stack number of the stack of slices: channels first, then time points
	 * @param deep place of the layer in the grid of files along Z
	 */
	private void write(final ArrayFiles files, final byte[][] layer, final long stack, final long deep) {
		final int rank = files.metadata().rank();
		for (long y = 0; y < files.metadata().files(rank - 2); y++) {
			for (long x = 0; x < files.metadata().files(rank - 1); x++) {
				final long[] place = place(stack, deep, y, x);
				final int[] size = files.size(place);
				files.write(place, size, cut(files, layer, place, size));
			}
		}
	}

	private long[] place(final long stack, final long deep, final long y, final long x) {
		final long channels = volume.size(Axis.CHANNEL);
		final long[] all = { stack / channels, stack % channels, deep, y, x };
		final List<Axis> axes = List.of(Axis.TIME, Axis.CHANNEL, Axis.Z, Axis.Y, Axis.X);
		return IntStream.range(0, all.length).filter(d -> volume.axes().contains(axes.get(d))).mapToLong(
			d -> all[d]).toArray();
	}

	private byte[] cut(final ArrayFiles files, final byte[][] layer, final long[] place, final int[] size) {
		final int rank = size.length;
		final int bytes = type().bytes();
		final int area = size[rank - 2] * size[rank - 1] * bytes;
		final int depth = Arrays.stream(size).reduce(bytes, (a, b) -> a * b) / area;
		final byte[] out = new byte[depth * area];
		final int[] plane = { (int) volume.size(Axis.Y), (int) volume.size(Axis.X) };
		final int[] from = { (int) (place[rank - 2] * files.metadata().file().get(rank - 2)), (int) (place[rank - 1] * files.metadata()
			.file().get(rank - 1)) };
		final int[] part = { size[rank - 2], size[rank - 1] };
		final byte[] slice = new byte[area];
		for (int k = 0; k < depth; k++) {
			Boxes.copy(layer[k], plane, from, slice, part, new int[2], part, bytes);
			System.arraycopy(slice, 0, out, k * area, area);
		}
		return out;
	}
}
