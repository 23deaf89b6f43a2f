package sc.fiji.cairn.volume;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;

/**
 * An image whose planes are read when they are looked at, so that it may be larger than memory; those used last are kept.
 * <p>
 * Several threads may read it at the same time; two that look at the same plane first may both read it.
 * </p>
 */
final class LazyPlanes {

	/** What is kept of an image, but one plane at least. */
	private static final long MOST_BYTES = 1L << 28;

	/** Reads planes. */
	@FunctionalInterface
	interface Reader {

		/**
		 * Reads one plane.
		 *
		 * @param index in the order of the file, from 0
		 * @return its voxels, an array as {@link VoxelType#array} makes it
		 */
		Object read(long index);
	}

	private LazyPlanes() {}

	/**
	 * Opens an image.
	 *
	 * @param span number of leading dimensions that make a plane: 2 for (X, Y, ...), 3 for (channel, X, Y, ...)
	 * @param dimensions at least {@code span}; a plane has at most 2147483639 voxels
	 */
	@SuppressWarnings("unchecked")
	static RandomAccessibleInterval<? extends RealType<?>> of(final VoxelType type, final Reader reader, final int span,
		final long... dimensions)
	{
		final RandomAccessibleInterval<?> image = LazyPlanes.<ByteType, DataAccess>open(type, reader, span, dimensions);
		// NB: the type of voxels is the one given, whatever the compiler has to be told.
		return (RandomAccessibleInterval<? extends RealType<?>>) image;
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T> & RealType<T>, A extends DataAccess> RandomAccessibleInterval<T> open(
		final VoxelType type, final Reader reader, final int span, final long[] dimensions)
	{
		final int[] plane = new int[dimensions.length];
		Arrays.setAll(plane, d -> d < span ? Math.toIntExact(dimensions[d]) : 1);
		final CellGrid grid = new CellGrid(dimensions, plane);
		final long bytes = Arrays.stream(plane).asLongStream().reduce(1, (a, b) -> a * b) * type.bytes();
		final Map<Long, Cell<A>> kept = Collections.synchronizedMap(new Recent<>(Math.max(1, MOST_BYTES / bytes)));
		return new LazyCellImg<T, A>(grid, (T) type.wrap(type.array(1), 1).getType(), index -> {
			final Cell<A> known = kept.get(index);
			if (known != null) return known;
			final long[] min = new long[dimensions.length];
			grid.getCellGridPositionFlat(index, min);
			Arrays.setAll(min, d -> min[d] * plane[d]);
			final Cell<A> cell = new Cell<>(plane, min, (A) access(reader.read(index)));
			kept.put(index, cell);
			return cell;
		});
	}

	/** A map that forgets what was not asked for the longest time. */
	private static final class Recent<V> extends LinkedHashMap<Long, V> {

		private static final long serialVersionUID = 1L;

		private final long most;

		Recent(final long most) {
			super(16, 0.75f, true);
			this.most = most;
		}

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Long, V> eldest) {
			return size() > most;
		}
	}

	private static DataAccess access(final Object plane) {
		if (plane instanceof byte[] bytes) return new ByteArray(bytes);
		if (plane instanceof short[] shorts) return new ShortArray(shorts);
		if (plane instanceof int[] ints) return new IntArray(ints);
		if (plane instanceof long[] longs) return new LongArray(longs);
		if (plane instanceof float[] floats) return new FloatArray(floats);
		return new DoubleArray((double[]) plane);
	}
}
