// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads what Linux tells of its memory, in lines such as {@code VmRSS:  1082 kB}. */
public enum LinuxMemory {
	/** What is free, or would be once the file cache makes room. */
	AVAILABLE("/proc/meminfo", "MemAvailable:"),
	/** What this process takes. */
	RESIDENT("/proc/self/status", "VmRSS:"),
	/** The most that this process has taken so far. */
	LARGEST_RESIDENT("/proc/self/status", "VmHWM:");

	private static final long KILOBYTE = 1024;

	private final Path file;
	private final String field;

	LinuxMemory(final String file, final String field) {
		this.file = Path.of(file);
		this.field = field;
	}

	/** Gets the number of bytes; nothing where the system does not tell. */
	public OptionalLong bytes() {
		if (!Files.isReadable(file)) return OptionalLong.empty();
		try {
			return Files.readAllLines(file).stream().filter(line -> line.startsWith(field)).mapToLong(line -> KILOBYTE * Long
				.parseLong(line.replaceAll("\\D", ""))).findFirst();
		}
		catch (final IOException e) {
			// As where there is no such file.
			return OptionalLong.empty();
		}
	}
}
