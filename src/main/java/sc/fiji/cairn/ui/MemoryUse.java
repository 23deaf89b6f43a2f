package sc.fiji.cairn.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How much memory is taken.
 *
 * @param heap bytes of the Java heap that are used, garbage included
 * @param largestHeap bytes that the heap may have
 * @param process bytes of the whole process in main memory, with those of the engine; 0 if the system does not tell
 */
record MemoryUse(long heap, long largestHeap, long process) {

	/** Linux writes there what a process takes. */
	private static final Path STATUS = Path.of("/proc/self/status");

	private static final String RESIDENT = "VmRSS:";

	/** Looks. */
	static MemoryUse now() {
		final Runtime runtime = Runtime.getRuntime();
		return new MemoryUse(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory(), resident());
	}

	private static long resident() {
		if (!Files.isReadable(STATUS)) return 0;
		try {
			return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith(RESIDENT)).mapToLong(line -> 1024 * Long
				.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
		}
		catch (final IOException e) {
			// The window then does without this number.
			return 0;
		}
	}

	/** Says it. */
	@Override
	public String toString() {
		return "Java " + words(heap) + " of " + words(largestHeap) + (process == 0 ? "" : ", in all " + words(process));
	}

	private static String words(final long bytes) {
		return bytes < 1L << 30 ? (bytes >> 20) + " MB" : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
	}
}
