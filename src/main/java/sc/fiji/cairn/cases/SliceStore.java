package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Keeps the prepared slices of a training: in memory up to half of the Java heap, and what goes beyond in scratch files
 * beside the model, from which only what is looked at is read. Slices are the same bit for bit either way. Safe for use by
 * several threads.
 */
public final class SliceStore implements AutoCloseable {

	/** Batches, and volumes that are being read, need the other half. */
	private static final int HEAP_SHARE = 2;

	private static final double GIGABYTE = 1 << 30;

	/** Null if there is none. */
	private final ScratchFolder scratch;
	private final long limit;
	private final AtomicLong held = new AtomicLong();
	private final AtomicLong total = new AtomicLong();
	private final Set<ScratchSlices<?>> open = ConcurrentHashMap.newKeySet();

	private SliceStore(final ScratchFolder scratch, final long limit) {
		this.scratch = scratch;
		this.limit = limit;
	}

	/**
	 * Keeps slices for the training of a model.
	 *
	 * @param model file that will be written; scratch files lie beside it
	 */
	public SliceStore(final Path model) {
		this(model, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
	}

	/**
	 * As above.
	 *
	 * @param limit number of bytes of slices to hold in memory
	 */
	public SliceStore(final Path model, final long limit) {
		this(new ScratchFolder(model), limit);
	}

	/** Keeps all in memory. */
	public static SliceStore inMemory() {
		return new SliceStore((ScratchFolder) null, Long.MAX_VALUE);
	}

	/** Makes room for intensities. */
	Slices<float[]> floats(final int count, final int length) {
		return slices(Numbers.FLOATS, count, length);
	}

	/** Makes room for classes. */
	Slices<byte[]> bytes(final int count, final int length) {
		return slices(Numbers.BYTES, count, length);
	}

	/**
	 * Makes room for the classes of the pixels of a stack.
	 *
	 * @throws CairnException if the disk is full
	 */
	public Slices<byte[]> labels(final SliceStack stack) {
		return bytes(stack.depth(), stack.width() * stack.height());
	}

	private <A> Slices<A> slices(final Numbers<A> numbers, final int count, final int length) {
		final long bytes = (long) count * length * numbers.bytes();
		total.addAndGet(bytes);
		final boolean fits = held.addAndGet(bytes) <= limit;
		// NB: a slice that cannot be mapped has to be held.
		if (fits || scratch == null || (long) length * numbers.bytes() > ScratchSlices.MOST_BYTES) return new HeldSlices<>(
			numbers.arrays(count, length));
		held.addAndGet(-bytes);
		return scratch(numbers, count, length);
	}

	private synchronized <A> Slices<A> scratch(final Numbers<A> numbers, final int count, final int length) {
		final long missing = open.stream().mapToLong(ScratchSlices::missing).sum();
		final ScratchSlices<A> slices = new ScratchSlices<>(numbers, count, length, scratch.file(missing + (long) count *
			length * numbers.bytes()));
		open.add(slices);
		return slices;
	}

	/** Frees the room of slices, which must not be read any more. */
	public void drop(final Slices<?> slices) {
		total.addAndGet(-slices.bytes());
		if (slices instanceof final ScratchSlices<?> file && open.remove(file)) delete(file);
		else held.addAndGet(-slices.bytes());
	}

	private static void delete(final ScratchSlices<?> slices) {
		slices.close();
		try {
			Files.deleteIfExists(slices.file());
		}
		catch (final IOException e) {
			// NB: Windows keeps files that are mapped; they go with the folder.
			slices.file().toFile().deleteOnExit();
		}
	}

	/** Returns the number of bytes of the slices in memory. */
	public long held() {
		return held.get();
	}

	/** Returns the number of bytes of all slices. */
	public long total() {
		return total.get();
	}

	/** Tells how much is not in memory, if anything. */
	public void report(final Progress progress) {
		if (held() == total()) return;
		progress.log(String.format(Locale.ROOT, "Holding %.1f of %.1f GB of prepared images and labels in memory; the rest is " +
			"read from %s as needed.", held() / GIGABYTE, total() / GIGABYTE, scratch));
	}

	/** Removes the scratch files; what is in memory stays readable. */
	@Override
	public void close() {
		open.forEach(ScratchSlices::close);
		open.clear();
		if (scratch != null) scratch.close();
	}
}
