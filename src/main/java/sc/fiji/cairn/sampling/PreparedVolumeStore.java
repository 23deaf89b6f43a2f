// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Keeps the prepared slices of a training: in memory up to half of the Java heap, and what goes beyond in scratch files
 * beside the model, from which only what is looked at is read. Slices are the same bit for bit either way. Safe for use by
 * several threads.
 */
public final class PreparedVolumeStore implements AutoCloseable {

	/** Batches, and volumes that are being read, need the other half. */
	private static final int HEAP_SHARE = 2;

	private static final double GIGABYTE = 1 << 30;

	/** Null if there is none. */
	private final ScratchFolder scratch;
	private final long limit;
	private final AtomicLong held = new AtomicLong();
	private final AtomicLong total = new AtomicLong();
	private final Set<ScratchFile> open = ConcurrentHashMap.newKeySet();

	private PreparedVolumeStore(final ScratchFolder scratch, final long limit) {
		this.scratch = scratch;
		this.limit = limit;
	}

	/**
	 * Keeps slices for the training of a model.
	 *
	 * @param model file that will be written; scratch files lie beside it
	 */
	public PreparedVolumeStore(final Path model) {
		this(model, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
	}

	/**
	 * As above.
	 *
	 * @param limit number of bytes of slices to hold in memory
	 */
	public PreparedVolumeStore(final Path model, final long limit) {
		this(new ScratchFolder(model), limit);
	}

	/** Keeps all in memory. */
	public static PreparedVolumeStore inMemory() {
		return new PreparedVolumeStore((ScratchFolder) null, Long.MAX_VALUE);
	}

	/** Makes room for intensities. */
	public PreparedImage<float[]> floats(final int width, final int height, final int channels, final int count) {
		return slices(Numbers.FLOATS, width, height, channels, count);
	}

	/** Makes room for classes. */
	public PreparedImage<byte[]> bytes(final int width, final int height, final int count) {
		return slices(Numbers.BYTES, width, height, 1, count);
	}

	/**
	 * Makes room for the classes of the pixels of a stack.
	 *
	 * @throws CairnException if the disk is full
	 */
	public PreparedImage<byte[]> labels(final PreparedVolume stack) {
		return bytes(stack.width(), stack.height(), stack.depth());
	}

	/** Makes room for as many classes as others are. */
	public PreparedImage<byte[]> like(final PreparedImage<byte[]> others) {
		return bytes(others.width(), others.height(), others.count());
	}

	private <T extends NativeType<T> & RealType<T>, A> PreparedImage<A> slices(final Numbers<T, A> numbers, final int width,
		final int height, final int channels, final int count)
	{
		final int length = Math.multiplyExact(Math.multiplyExact(width, height), channels);
		final long each = (long) length * numbers.bytes();
		total.addAndGet(count * each);
		final boolean fits = held.addAndGet(count * each) <= limit;
		// NB: a slice that cannot be mapped has to be held.
		if (fits || scratch == null || each > ScratchFile.MOST_BYTES) {
			final A[] slices = numbers.arrays().apply(count);
			Arrays.setAll(slices, slice -> numbers.array().apply(length));
			return new PreparedImage<>(numbers, width, height, channels, slices);
		}
		held.addAndGet(-count * each);
		return new PreparedImage<>(numbers, width, height, channels, count, file(count, each));
	}

	private synchronized ScratchFile file(final int count, final long each) {
		final long missing = open.stream().mapToLong(ScratchFile::missing).sum();
		final ScratchFile file = new ScratchFile(scratch.file(missing + count * each), count, each);
		open.add(file);
		return file;
	}

	/** Frees the room of slices, which must not be read any more. */
	public void drop(final PreparedImage<?> slices) {
		total.addAndGet(-slices.bytes());
		if (slices.file() != null && open.remove(slices.file())) delete(slices.file());
		else held.addAndGet(-slices.bytes());
	}

	private static void delete(final ScratchFile file) {
		file.close();
		try {
			Files.deleteIfExists(file.path());
		}
		catch (final IOException e) {
			// NB: Windows keeps files that are mapped; they go with the folder.
			file.path().toFile().deleteOnExit();
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
		open.forEach(ScratchFile::close);
		open.clear();
		if (scratch != null) scratch.close();
	}
}
