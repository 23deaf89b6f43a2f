package sc.fiji.cairn.cases;

import java.util.function.Supplier;

/**
 * The slices of a volume as arrays of numbers, wherever they are kept; a {@link SliceStore} makes them. Each is written
 * before any is read; then several threads may read.
 *
 * @param <A> {@code float[]} or {@code byte[]}
 */
public interface Slices<A> {

	/** Returns the number of slices. */
	int count();

	/** Returns the number of values of a slice. */
	int length();

	/** Returns the number of bytes of all slices. */
	long bytes();

	/**
	 * Writes a slice.
	 *
	 * @param values copied
	 * @throws sc.fiji.cairn.CairnException if it cannot be kept, because the disk is full or gone
	 */
	void put(int slice, A values);

	/** Gets a slice, not to be changed; it may be a copy. */
	A get(int slice);

	/** Copies values of a slice, from index {@code from} on, to index {@code to} on of an array. */
	void copy(int slice, int from, int count, A out, int to);

	/**
	 * Gets the part that is to be looked at, or more.
	 *
	 * @param channels number of channels of (channels, Y, X), which the slices are
	 * @param width number of values along X
	 * @param seen the part, asked for only if it makes a difference
	 */
	Part<A> part(int channels, int width, Supplier<Box> seen);

	/**
	 * Some rows of some slices: row {@code y} of channel {@code c} of slice {@code z} begins at index
	 * {@code (c * rows + y - top) * width} of {@code slices[z - front]}.
	 */
	record Part<A>(A[] slices, int front, int top, int rows) {}
}
