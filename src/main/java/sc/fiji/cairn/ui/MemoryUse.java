// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.util.Locale;

import sc.fiji.cairn.LinuxMemory;

/**
 * How much memory is taken.
 *
 * @param heap bytes of the Java heap that are used, garbage included
 * @param largestHeap bytes that the heap may have
 * @param process bytes of the whole process in main memory, with those of the engine; 0 if the system does not tell
 */
record MemoryUse(long heap, long largestHeap, long process) {

	/** Looks. */
	static MemoryUse now() {
		final Runtime runtime = Runtime.getRuntime();
		return new MemoryUse(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory(), LinuxMemory.RESIDENT
			.bytes().orElse(0));
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
