package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

import sc.fiji.cairn.CairnException;

/**
 * Slices in a scratch file, which is mapped into memory when the first slice is read: what was read lately stays in the
 * memory that the system has left, outside the Java heap.
 */
final class ScratchSlices<A> implements Slices<A> {

	/** A slice of more bytes than this cannot be mapped. */
	static final long MOST_BYTES = Integer.MAX_VALUE;

	/** A mapped piece has as many whole slices as fit. */
	private static final long PIECE = 1L << 30;

	private static final int BUFFER = 1 << 20;

	private final Numbers<A> numbers;
	private final int count;
	private final int length;
	private final Path file;
	private final int together;
	private FileChannel channel;
	private int written;
	private volatile ByteBuffer[] pieces;

	/**
	 * Makes the file.
	 *
	 * @param length number of values of a slice, of {@link #MOST_BYTES} at most
	 */
	ScratchSlices(final Numbers<A> numbers, final int count, final int length, final Path file) {
		this.numbers = numbers;
		this.count = count;
		this.length = length;
		this.file = file;
		together = (int) Math.max(1, PIECE / slice());
		try {
			channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
		}
		catch (final IOException e) {
			throw unusable(e);
		}
	}

	/** Returns the number of bytes of a slice. */
	private long slice() {
		return (long) length * numbers.bytes();
	}

	/** Gets the file. */
	Path file() {
		return file;
	}

	@Override
	public int count() {
		return count;
	}

	@Override
	public int length() {
		return length;
	}

	@Override
	public long bytes() {
		return count * slice();
	}

	/** Returns the number of bytes that are still to be written, if each slice is written once. */
	synchronized long missing() {
		return Math.max(0, count - written) * slice();
	}

	@Override
	public synchronized void put(final int slice, final A values) {
		if (channel == null) throw new IllegalStateException("Slices that have been read cannot be written any more.");
		final ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, slice())).order(ByteOrder.nativeOrder());
		final int most = buffer.capacity() / numbers.bytes();
		try {
			for (int from = 0; from < length; from += most) {
				final int some = Math.min(most, length - from);
				numbers.write(values, from, some, buffer.clear());
				buffer.limit(some * numbers.bytes());
				long to = slice * slice() + (long) from * numbers.bytes();
				while (buffer.hasRemaining())
					to += channel.write(buffer, to);
			}
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		written++;
	}

	@Override
	public A get(final int slice) {
		final A values = numbers.arrays(1, length)[0];
		copy(slice, 0, length, values, 0);
		return values;
	}

	@Override
	public void copy(final int slice, final int from, final int some, final A out, final int to) {
		numbers.read(pieces()[slice / together], slice % together * length + from, some, out, to);
	}

	@Override
	public Part<A> part(final int channels, final int width, final Supplier<Box> seen) {
		final Box box = seen.get();
		final int rows = length / channels / width;
		final A[] slices = numbers.arrays(box.depth(), channels * box.height() * width);
		for (int z = 0; z < box.depth(); z++)
			for (int c = 0; c < channels; c++)
				copy(box.z() + z, (c * rows + box.y()) * width, box.height() * width, slices[z], c * box.height() * width);
		return new Part<>(slices, box.z(), box.y(), box.height());
	}

	private ByteBuffer[] pieces() {
		final ByteBuffer[] known = pieces;
		return known == null ? map() : known;
	}

	private synchronized ByteBuffer[] map() {
		if (pieces != null) return pieces;
		if (channel == null) throw new IllegalStateException("The slices are gone.");
		final ByteBuffer[] mapped = new ByteBuffer[(count + together - 1) / together];
		try {
			for (int i = 0; i < mapped.length; i++)
				mapped[i] = channel.map(MapMode.READ_ONLY, i * together * slice(), Math.min(together, count - i * together) *
					slice()).order(ByteOrder.nativeOrder());
			channel.close();
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		channel = null;
		return pieces = mapped;
	}

	/** Lets go of the file, so that it can be deleted. */
	synchronized void close() {
		pieces = null;
		if (channel == null) return;
		try {
			channel.close();
		}
		catch (final IOException e) {
			throw unusable(e);
		}
		channel = null;
	}

	private CairnException unusable(final IOException cause) {
		return new CairnException("The scratch file " + file + " cannot be used (" + cause.getMessage() +
			"); check the free space and permissions of its folder, or write the model to another.", cause);
	}
}
