// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that writes a file which is not complete yet, as its hidden name tells it: what another process writes must
 * stay, what nobody writes any more may go.
 *
 * @param host a number for the computer; {@value #UNKNOWN} if it has no name
 * @param process its number
 * @param start of the process, in milliseconds: in containers the next one often has the number of the last
 */
record FileOwner(String host, long process, long start) {

	private static final String UNKNOWN = "0";
	private static final Pattern NAME = Pattern.compile("\\.cairn-([0-9a-f]+)-(\\d{1,18})-(\\d{1,18})-\\d+-.*", Pattern.DOTALL);

	/** After this time nobody writes any more, whoever it was. */
	private static final Duration LONG_AGO = Duration.ofDays(2);

	/** This process. */
	static final FileOwner CURRENT = new FileOwner(thisHost(), ProcessHandle.current().pid(), ManagementFactory.getRuntimeMXBean()
		.getStartTime());

	/** Gets the beginning of the names of its files. */
	String prefix() {
		return ".cairn-" + host + "-" + process + "-" + start + "-";
	}

	/** Tells whether a file is one that a process has not completed, whether it still may or not. */
	static boolean isPartial(final Path file) {
		return NAME.matcher(file.getFileName().toString()).matches();
	}

	/** Tells whether a file is one that a process has not completed and will not any more. */
	static boolean isLeftOver(final Path file) throws IOException {
		final Matcher name = NAME.matcher(file.getFileName().toString());
		if (!name.matches()) return false;
		final FileOwner owner = new FileOwner(name.group(1), Long.parseLong(name.group(2)), Long.parseLong(name.group(3)));
		return owner.isGone() || Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(LONG_AGO));
	}

	/** Tells whether it has ended; false if nobody knows. */
	private boolean isGone() {
		if (host.equals(UNKNOWN) || !host.equals(CURRENT.host)) return false;
		return process == CURRENT.process ? start != CURRENT.start : ProcessHandle.of(process).isEmpty();
	}

	/** NB: Java's own way to find the name of the computer may ask the network, and wait for it. */
	private static String thisHost() {
		final String name = linuxName();
		return name.isBlank() ? UNKNOWN : Sha256.of(name).substring(0, 8);
	}

	private static String linuxName() {
		try {
			return Files.readString(Path.of("/proc/sys/kernel/hostname"));
		}
		catch (final IOException e) {
			// Another system.
			return System.getenv().getOrDefault("COMPUTERNAME", System.getenv().getOrDefault("HOSTNAME", ""));
		}
	}
}
