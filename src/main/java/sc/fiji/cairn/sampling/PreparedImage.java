// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;

/**
 * A prepared image (X, Y, channel, Z), in memory or in a scratch file; a {@link PreparedVolumeStore} makes them. Each of its slices
 * (channels, Y, X) is written before any is read; then several threads may read.
 *
 * @param <A> arrays of its values, {@code float[]} or {@code byte[]}
 */
public final class PreparedImage<A> {

	private final Numbers<?, A> numbers;
	private final int[] size;

	/** Null if the slices are in the file. */
	private final A[] held;

	/** Null if the slices are held. */
	private final ScratchFile file;
	private final RandomAccessibleInterval<? extends RealType<?>> image;

	/** Made when the image is read first, as it looks at it. */
	private final Supplier<PrimitiveBlocks<?>> reader;
	private volatile PrimitiveBlocks<?> blocks;

	/** Holds slices, without copying them. */
	<T extends NativeType<T> & RealType<T>> PreparedImage(final Numbers<T, A> numbers, final int width, final int height,
		final int channels, final A[] held)
	{
		this(numbers, held, null, width, height, channels, held.length);
	}

	/** Keeps slices in a file. */
	<T extends NativeType<T> & RealType<T>> PreparedImage(final Numbers<T, A> numbers, final int width, final int height,
		final int channels, final int count, final ScratchFile file)
	{
		this(numbers, null, file, width, height, channels, count);
	}

	private <T extends NativeType<T> & RealType<T>> PreparedImage(final Numbers<T, A> numbers, final A[] held,
		final ScratchFile file, final int... size)
	{
		this.numbers = numbers;
		this.held = held;
		this.file = file;
		this.size = size;
		final int[] cell = size.clone();
		cell[3] = file == null ? 1 : file.together();
		final CellGrid grid = new CellGrid(Arrays.stream(size).asLongStream().toArray(), cell);
		final RandomAccessibleInterval<T> cells = new LazyCellImg<>(grid, numbers.type(), number -> cell(grid, (int) number));
		image = cells;
		reader = () -> PrimitiveBlocks.of(cells, PrimitiveBlocks.OnFallback.FAIL).threadSafe();
	}

	private Cell<DataAccess> cell(final CellGrid grid, final int number) {
		final long[] min = new long[size.length];
		final int[] lengths = new int[size.length];
		grid.getCellDimensions(number, min, lengths);
		// NB: buffers have a position, so each thread needs its own.
		return new Cell<>(lengths, min, file == null ? numbers.held().apply(held[number]) : numbers.mapped().apply(file
			.pieces()[number].duplicate().order(ByteOrder.nativeOrder())));
	}

	/** Gets the image (X, Y, channel, Z), which several threads may read once it is written. */
	public RandomAccessibleInterval<? extends RealType<?>> image() {
		return image;
	}

	/** Returns the number of values along X. */
	int width() {
		return size[0];
	}

	/** Returns the number of values along Y. */
	int height() {
		return size[1];
	}

	/** Returns the number of channels. */
	int channels() {
		return size[2];
	}

	/** Returns the number of slices. */
	public int count() {
		return size[3];
	}

	/** Returns the number of values of a slice. */
	public int length() {
		return size[0] * size[1] * size[2];
	}

	/** Returns the number of bytes of all slices. */
	long bytes() {
		return (long) count() * length() * numbers.bytes();
	}

	/** Gets the file that the slices are in; null if they are held. */
	ScratchFile file() {
		return file;
	}

	/**
	 * Writes a slice.
	 *
	 * @param values copied
	 * @throws sc.fiji.cairn.CairnException if it cannot be kept, because the disk is full or gone
	 */
	public void put(final int slice, final A values) {
		if (file == null) System.arraycopy(values, 0, held[slice], 0, length());
		else file.put(slice, numbers, values);
	}

	/** Gets a slice, not to be changed; it may be a copy. */
	public A get(final int slice) {
		return file == null ? held[slice] : copied(0, slice, size[1]);
	}

	/** Copies a box of a channel. */
	void copy(final int channel, final Box box, final A out) {
		blocks().copy(FinalInterval.createMinSize(box.x(), box.y(), channel, box.z(), box.width(), box.height(), 1, box.depth()),
			out);
	}

	private PrimitiveBlocks<?> blocks() {
		if (blocks == null) blocks = reader.get();
		return blocks;
	}

	/** Copies some rows of all channels of a slice. */
	private A copied(final int top, final int slice, final int rows) {
		final A values = numbers.array().apply(size[0] * rows * size[2]);
		blocks().copy(FinalInterval.createMinSize(0, top, 0, slice, size[0], rows, size[2], 1), values);
		return values;
	}

	/**
	 * Gets the part that is to be looked at, or more.
	 *
	 * @param seen the part, asked for only if it makes a difference
	 */
	Part<A> part(final Supplier<Box> seen) {
		if (file == null) return new Part<>(held, 0, 0, size[1]);
		final Box box = seen.get();
		final A[] slices = numbers.arrays().apply(box.depth());
		for (int z = 0; z < box.depth(); z++)
			slices[z] = copied(box.y(), box.z() + z, box.height());
		return new Part<>(slices, box.z(), box.y(), box.height());
	}

	/**
	 * Some rows of some slices: row {@code y} of channel {@code c} of slice {@code z} begins at index
	 * {@code (c * rows + y - top) * width} of {@code slices[z - front]}.
	 */
	record Part<A>(A[] slices, int front, int top, int rows) {}
}
