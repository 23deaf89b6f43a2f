// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;

import sc.fiji.cairn.volume.VoxelType;

/**
 * Views an array as an image, whose chunks are read when they are asked for; those used last are kept, in 256 MB or an
 * eighth of the Java heap, whichever is less.
 */
final class ChunkImage {

	private static final long MOST_BYTES = 1L << 28;
	private static final int HEAP_SHARE = 8;

	private final ZarrArray array;
	private final CellGrid grid;
	private final long room;
	private final Map<Long, Cell<DataAccess>> kept = new LinkedHashMap<>(16, 0.75f, true);

	private ChunkImage(final ZarrArray array) {
		this.array = array;
		final ArrayMetadata metadata = array.metadata();
		final int rank = metadata.rank();
		final long[] size = new long[rank];
		final int[] chunk = new int[rank];
		Arrays.setAll(size, d -> metadata.shape().get(rank - 1 - d));
		Arrays.setAll(chunk, d -> metadata.chunk().get(rank - 1 - d));
		grid = new CellGrid(size, chunk);
		room = Math.max(1, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE) / metadata.chunkBytes());
	}

	/** Views an array; dimensions are in the order of imglib2, the first one fastest. */
	@SuppressWarnings("unchecked")
	static RandomAccessibleInterval<? extends RealType<?>> of(final ZarrArray array) {
		final RandomAccessibleInterval<?> image = new ChunkImage(array).<ByteType>view();
		// NB: the type of voxels is that of the array, whatever the compiler has to be told.
		return (RandomAccessibleInterval<? extends RealType<?>>) image;
	}

	@SuppressWarnings("unchecked")
	private <T extends NativeType<T> & RealType<T>> RandomAccessibleInterval<T> view() {
		final VoxelType type = array.metadata().type();
		return new LazyCellImg<T, DataAccess>(grid, (T) type.wrap(type.array(1), 1).getType(), this::cell);
	}

	private Cell<DataAccess> cell(final long index) {
		synchronized (kept) {
			final Cell<DataAccess> known = kept.get(index);
			if (known != null) return known;
		}
		// NB: outside of the lock, so that several threads unpack at the same time; two of them the same chunk at worst.
		final Cell<DataAccess> cell = read(index);
		synchronized (kept) {
			kept.put(index, cell);
			while (kept.size() > room)
				kept.remove(kept.keySet().iterator().next());
		}
		return cell;
	}

	private Cell<DataAccess> read(final long index) {
		final int rank = grid.numDimensions();
		final long[] min = new long[rank];
		final int[] size = new int[rank];
		grid.getCellDimensions(index, min, size);
		final long[] place = new long[rank];
		Arrays.setAll(place, d -> min[rank - 1 - d] / grid.cellDimension(rank - 1 - d));
		final Object voxels = voxels(array.metadata().type(), cut(array.read(place), size));
		return new Cell<>(size, min, VoxelType.access(voxels));
	}

	/** Leaves out what reaches beyond the image. */
	private byte[] cut(final byte[] chunk, final int[] size) {
		final List<Integer> whole = array.metadata().chunk();
		final int rank = size.length;
		final int[] wanted = new int[rank];
		final int[] given = new int[rank];
		Arrays.setAll(wanted, d -> size[rank - 1 - d]);
		Arrays.setAll(given, whole::get);
		if (Arrays.equals(wanted, given)) return chunk;
		final int bytes = array.metadata().type().bytes();
		final byte[] out = new byte[Arrays.stream(wanted).reduce(bytes, (a, b) -> a * b)];
		Boxes.copy(chunk, given, new int[rank], out, wanted, new int[rank], wanted, bytes);
		return out;
	}

	/** Turns bytes, the least significant first, into an array of voxels. */
	static Object voxels(final VoxelType type, final byte[] bytes) {
		final Object voxels = type.bytes() == 1 ? bytes : type.array(bytes.length / type.bytes());
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		if (voxels instanceof short[] shorts) buffer.asShortBuffer().get(shorts);
		else if (voxels instanceof int[] ints) buffer.asIntBuffer().get(ints);
		else if (voxels instanceof long[] longs) buffer.asLongBuffer().get(longs);
		else if (voxels instanceof float[] floats) buffer.asFloatBuffer().get(floats);
		else if (voxels instanceof double[] doubles) buffer.asDoubleBuffer().get(doubles);
		return voxels;
	}

	/** Turns an array of voxels into bytes, the least significant first. */
	static byte[] bytes(final Object voxels) {
		if (voxels instanceof byte[] bytes) return bytes;
		final int length = Array.getLength(voxels);
		final ByteBuffer buffer = ByteBuffer.allocate(length * (voxels instanceof short[] ? 2 : voxels instanceof int[]
			|| voxels instanceof float[] ? 4 : 8)).order(ByteOrder.LITTLE_ENDIAN);
		if (voxels instanceof short[] shorts) buffer.asShortBuffer().put(shorts);
		else if (voxels instanceof int[] ints) buffer.asIntBuffer().put(ints);
		else if (voxels instanceof long[] longs) buffer.asLongBuffer().put(longs);
		else if (voxels instanceof float[] floats) buffer.asFloatBuffer().put(floats);
		else buffer.asDoubleBuffer().put((double[]) voxels);
		return buffer.array();
	}
}
