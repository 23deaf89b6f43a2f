// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/**
 * The folder of the scratch files of a training, beside the model that it writes. It is there only while it is needed:
 * what a crash has left is removed when the next training for a model in the same folder begins. Such folders are told
 * from others by a lock file, and from those in use by its lock. The lock file of a folder in use by this process is
 * never opened a second time: POSIX gives up all locks of a process on a file as soon as it closes the file once.
 */
final class ScratchFolder implements AutoCloseable {

	private static final String ENDING = ".scratch";
	private static final String LOCK = "cairn.lock";
	private static final String FILE = "cairn-%d.slices";
	private static final String OWNER_ENDING = ".owner";

	/**
	 * Mark of a folder in use by this process. NB: with its start, because in containers a process often has the number of
	 * the one that has crashed.
	 */
	private static final String OWNER = "cairn-" + ProcessHandle.current().pid() + "-" + ManagementFactory.getRuntimeMXBean()
		.getStartTime() + OWNER_ENDING;

	/** So much is to stay free for the model, its checkpoint and what else goes on. */
	private static final long SPARE = 1L << 28;

	private final Path folder;
	private final AtomicInteger files = new AtomicInteger();
	private FileChannel lock;

	/** Chooses the folder, and removes what crashed trainings have left beside it. */
	ScratchFolder(final Path model) {
		final Path absolute = model.toAbsolutePath();
		folder = absolute.resolveSibling(absolute.getFileName() + ENDING);
		if (!Files.isDirectory(absolute.getParent())) return;
		try (Stream<Path> siblings = Files.list(absolute.getParent())) {
			siblings.filter(path -> path.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(path.resolve(LOCK)))
				.toList().forEach(ScratchFolder::removeUnused);
		}
		catch (final IOException e) {
			throw unusable(absolute.getParent(), e);
		}
	}

	private static void removeUnused(final Path folder) {
		try (FileChannel channel = lock(folder)) {
			if (channel == null) return;
		}
		catch (final IOException e) {
			// Not ours to touch.
			return;
		}
		delete(folder);
	}

	/**
	 * Marks a folder as in use by this process, and locks it.
	 *
	 * @return null if another training uses it, of this process or of another
	 */
	private static FileChannel lock(final Path folder) throws IOException {
		final Path owner = folder.resolve(OWNER);
		try {
			Files.createFile(owner);
		}
		catch (final FileAlreadyExistsException e) {
			return null;
		}
		FileChannel locked = null;
		try {
			final FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
			try {
				if (channel.tryLock() != null) locked = channel;
			}
			finally {
				if (locked == null) channel.close();
			}
		}
		finally {
			if (locked == null) Files.deleteIfExists(owner);
		}
		return locked;
	}

	/**
	 * Names a file that is about to be written.
	 *
	 * @param bytes of it, and of those that are still being written, of which the disk does not know yet
	 * @throws CairnException if there is no room for it, or another training uses the folder
	 */
	synchronized Path file(final long bytes) {
		try {
			if (lock == null) open();
			final long free = Files.getFileStore(folder).getUsableSpace();
			if (free < bytes + SPARE) throw new CairnException(String.format(Locale.ROOT,
				"The images do not fit into memory, and the folder %s has %.1f GB free, but %.1f GB are needed there for the " +
					"next; make room, write the model to another disk, or give Java more memory.", folder.getParent(), free / 1e9,
				(bytes + SPARE) / 1e9));
		}
		catch (final IOException e) {
			throw unusable(folder, e);
		}
		return folder.resolve(String.format(Locale.ROOT, FILE, files.incrementAndGet()));
	}

	private void open() throws IOException {
		Files.createDirectories(folder);
		lock = lock(folder);
		if (lock == null) throw new CairnException("The folder " + folder +
			" is in use by another training for the same model; wait for its end, or give the parameter model another name.");
	}

	@Override
	public String toString() {
		return folder.toString();
	}

	@Override
	public synchronized void close() {
		if (lock == null) return;
		try {
			lock.close();
		}
		catch (final IOException e) {
			throw unusable(folder, e);
		}
		lock = null;
		if (delete(folder)) return;
		// NB: Windows keeps files that are mapped, and Java unmaps them when it collects garbage.
		System.gc();
		delete(folder);
	}

	/** Removes a folder with all scratch files; returns false if some stay, which are the next training's to remove. */
	private static boolean delete(final Path folder) {
		try (Stream<Path> list = Files.list(folder)) {
			final List<Path> all = list.toList();
			for (final String ending : List.of(".slices", LOCK, OWNER_ENDING))
				for (final Path file : all)
					if (file.getFileName().toString().endsWith(ending)) Files.deleteIfExists(file);
			Files.delete(folder);
			return true;
		}
		catch (final IOException e) {
			release(folder);
			return false;
		}
	}

	/** Takes the mark from a folder whose files stay, so that a later training of this process can use or remove it. */
	private static void release(final Path folder) {
		try {
			Files.deleteIfExists(folder.resolve(OWNER));
		}
		catch (final IOException e) {
			throw unusable(folder, e);
		}
	}

	private static CairnException unusable(final Path folder, final IOException cause) {
		return new CairnException("The folder " + folder + " cannot be used for scratch files (" + cause.getMessage() +
			"); check its permissions, or write the model to another folder.", cause);
	}
}
