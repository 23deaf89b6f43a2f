// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/**
 * Gives a reader of files spoiled ones, and demands that it reads them or throws a {@link CairnException}, soon, and without
 * taking more memory than a file of that size is worth.
 * <p>
 * The system property {@value #SECONDS} says how long each reader is tried, {@value #CORPUS} names a folder of further files
 * to spoil. Inputs that fail are kept in {@code target/fuzz}.
 * </p>
 */
public final class Fuzz {

	/** System property: seconds for each reader. */
	public static final String SECONDS = "cairn.fuzz.seconds";

	/** System property: folder of files to spoil, beside those of the tests. */
	public static final String CORPUS = "cairn.fuzz.corpus";

	/** System property: number that decides all chance. */
	public static final String SEED = "cairn.fuzz.seed";

	/** Seconds after which a reader hangs. */
	private static final int HANGS = 20;

	/** Bytes that reading may take in all, for each byte of a file and for any file. Deflate makes 1032 of one. */
	private static final long MEMORY_PER_BYTE = 4 * 1032;
	private static final long MEMORY = 64L << 20;

	/** Inputs that each reader is tried with, however slow. */
	private static final int LEAST = 20;

	private static final int MOST_FINDINGS = 20;

	/** Reads a file. */
	@FunctionalInterface
	public interface Reader {

		/** @throws CairnException if the file is not as it should be */
		void read(Path file) throws Exception;
	}

	private final String name;
	private final String ending;
	private final Reader reader;
	private final List<byte[]> corpus = new ArrayList<>();
	private final Map<String, Path> findings = new LinkedHashMap<>();
	private long memory = MEMORY;
	private long accepted;
	private volatile byte[] input;
	private volatile long begun = System.nanoTime();

	private Fuzz(final String name, final String ending, final Reader reader) {
		this.name = name;
		this.ending = ending;
		this.reader = reader;
	}

	/**
	 * Prepares to try a reader.
	 *
	 * @param name of the reader, for messages
	 * @param ending of the names of its files, such as {@code .nii}
	 */
	public static Fuzz of(final String name, final String ending, final Reader reader) {
		return new Fuzz(name, ending, reader);
	}

	/** Adds a sound file to spoil. */
	public Fuzz seed(final byte[] file) {
		corpus.add(file.clone());
		return this;
	}

	/** Allows that any file takes so many bytes. */
	public Fuzz memory(final long bytes) {
		memory = bytes;
		return this;
	}

	/** Adds all files of a folder. */
	public Fuzz seeds(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).filter(one -> one.toString().endsWith(ending)).sorted()
				.toList())
				seed(Files.readAllBytes(file));
		}
		return this;
	}

	/** Tries the reader; fails with all that it should not have done. */
	public void run(final Path folder) throws IOException {
		final String more = System.getProperty(CORPUS, "");
		if (!more.isEmpty()) seeds(Path.of(more));
		final FutureTask<Long> trials = new FutureTask<>(() -> trials(folder));
		final Thread thread = new Thread(trials, "fuzz " + name);
		thread.setDaemon(true);
		thread.start();
		final long inputs = watched(trials, thread);
		System.out.printf("fuzz %s: %d inputs, %d of them readable, %d findings%n", name, inputs, accepted, findings.size());
		assertTrue(findings.isEmpty(), () -> name + ": " + findings.entrySet().stream().map(one -> one.getKey() + " at " + one
			.getValue()).collect(Collectors.joining("\n")));
	}

	/** Waits for the trials, but for none of them too long. */
	private long watched(final FutureTask<Long> trials, final Thread thread) {
		try {
			while (true) {
				try {
					return trials.get(1, TimeUnit.SECONDS);
				}
				catch (final TimeoutException e) {
					if (System.nanoTime() - begun > HANGS * 1_000_000_000L) fail(name + " hangs in " + Stream.of(thread.getStackTrace())
						.limit(6).map(Object::toString).collect(Collectors.joining(" < ")) + " at " + kept(input));
				}
			}
		}
		catch (final InterruptedException | ExecutionException e) {
			throw new AssertionError(name, e);
		}
	}

	/** Reads sound files, of which some have to be read, and then spoiled ones; returns how many these were. */
	private long trials(final Path folder) throws IOException {
		final Path file = folder.resolve("spoiled" + ending);
		final Mutator mutator = new Mutator(Long.getLong(SEED, 1), corpus);
		final long end = System.nanoTime() + (long) (Double.parseDouble(System.getProperty(SECONDS, "0.7")) * 1e9);
		long count = 0;
		for (; findings.size() < MOST_FINDINGS && (count < corpus.size() + LEAST || System.nanoTime() < end); count++) {
			input = count < corpus.size() ? corpus.get((int) count) : mutator.next();
			Files.write(file, input);
			begun = System.nanoTime();
			final String wrong = tried(file, input.length);
			if (!wrong.isEmpty()) findings.computeIfAbsent(wrong, text -> kept(input));
			// NB: else nothing would be tried but how the sound ones are refused.
			if (count == corpus.size() - 1) assertTrue(accepted > 0, name + " reads none of the sound files");
		}
		return count - corpus.size();
	}

	/** Reads a file; returns what is wrong with how that went, empty if nothing is. */
	private String tried(final Path file, final int length) {
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		final long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		final String wrong = outcome(file);
		final long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		return !wrong.isEmpty() || taken <= memory + MEMORY_PER_BYTE * length ? wrong : "takes too much memory, more than " +
			(Long.highestOneBit(taken) >> 20) + " MB";
	}

	private String outcome(final Path file) {
		try {
			reader.read(file);
			accepted++;
			return "";
		}
		catch (final CairnException e) {
			return String.valueOf(e.getMessage()).length() > 2000 ? "says more than a sentence" : "";
		}
		// NB: all else, whatever it is, is what is sought.
		catch (final Throwable e) {
			return e.getClass().getName() + " in " + Stream.of(e.getStackTrace()).filter(one -> one.getClassName().startsWith(
				"sc.fiji.cairn.")).limit(2).map(Object::toString).collect(Collectors.joining(" < ")) + " from " + Stream.of(e.getStackTrace()).limit(1).toList();
		}
	}

	private Path kept(final byte[] input) {
		try {
			final Path folder = Files.createDirectories(Path.of("target", "fuzz"));
			return Files.write(folder.resolve(name.replaceAll("\\W+", "-") + "-" + findings.size() + ending), input);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
