// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A disk of a few megabytes, which can be filled, write-protected and taken away; needs Linux and its root user. */
final class TinyDisk implements AutoCloseable {

	private final Path folder;

	private TinyDisk(final Path folder) {
		this.folder = folder;
	}

	/** Makes a disk under a folder, or skips the test where that is not possible. */
	static TinyDisk mount(final Path folder, final int megabytes) throws Exception {
		Files.createDirectories(folder);
		assumeTrue(call("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()), "disks cannot be mounted");
		return new TinyDisk(folder);
	}

	private static boolean call(final String... command) throws InterruptedException {
		try {
			final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
				ProcessBuilder.Redirect.DISCARD).start();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (final IOException e) {
			return false;
		}
	}

	private Path filler() {
		return folder.resolve("filler");
	}

	/** Leaves no more than some bytes. */
	void fill(final int left) throws IOException {
		final byte[] block = new byte[4096];
		try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			while (Files.getFileStore(folder).getUsableSpace() >= left + block.length)
				out.write(block);
		}
	}

	/** Gives all free again. */
	void empty() throws IOException {
		Files.delete(filler());
	}

	/** Lets nobody write, or everybody again. */
	void protect(final boolean on) throws InterruptedException {
		assumeTrue(call("mount", "-o", "remount," + (on ? "ro" : "rw"), folder.toString()));
	}

	@Override
	public void close() throws InterruptedException {
		call("umount", "-l", folder.toString());
	}
}
