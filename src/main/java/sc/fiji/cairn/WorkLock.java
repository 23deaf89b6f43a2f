// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Keeps two long works from writing the same file or folder at the same time, in this process or in two. The system gives up
 * the lock when its process ends, however it does; a file {@code NAME.lock} that is left then locks nothing.
 * <p>
 * NB: POSIX gives up all locks of a process on a file as soon as it closes the file once, so this process never opens a lock
 * file of its own a second time. Which ones it has is noted in the system properties, which all class loaders share.
 * </p>
 */
public final class WorkLock implements AutoCloseable {

	private static final String ENDING = ".lock";
	private static final String PROPERTY = "cairn.lock.";

	/** A byte far behind what the file says, which others may read meanwhile. */
	private static final long PLACE = 1L << 40;

	private final Path file;
	private final String property;

	private final FileChannel channel;

	private WorkLock(final Path file, final String property, final FileChannel channel) {
		this.file = file;
		this.property = property;
		this.channel = channel;
	}

	/**
	 * Locks what is to be written until this is closed.
	 *
	 * @param target file or folder that need not exist, in a folder that does
	 * @param what what it is, for the message: {@code The model}
	 * @throws CairnException if somebody else writes it; it says who
	 */
	public static WorkLock of(final Path target, final String what) {
		final Path file = file(target);
		try {
			while (true) {
				create(file);
				final String property = PROPERTY + file.toRealPath();
				if (System.getProperties().putIfAbsent(property, now()) != null) throw busy(target, what, "this program, since " +
					System.getProperty(property));
				final WorkLock lock = lock(file, property, target, what);
				// NB: whoever had it before may have deleted the file just after it was opened here.
				if (Files.exists(file)) return lock;
				lock.close();
			}
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be written (" + e.getMessage() + "); choose another folder.",
				e);
		}
	}

	private static Path file(final Path target) {
		final Path absolute = target.toAbsolutePath().normalize();
		return absolute.resolveSibling(absolute.getFileName() + ENDING);
	}

	private static void create(final Path file) throws IOException {
		try {
			Files.createFile(file);
		}
		catch (final FileAlreadyExistsException e) {
			// Of another process, or left by one.
		}
	}

	private static WorkLock lock(final Path file, final String property, final Path target, final String what)
		throws IOException
	{
		FileChannel channel = null;
		try {
			channel = FileChannel.open(file, StandardOpenOption.WRITE);
			if (isLockable(channel)) {
				sign(channel);
				return new WorkLock(file, property, channel);
			}
			channel.close();
			throw busy(target, what, Files.readString(file));
		}
		catch (final IOException | RuntimeException e) {
			System.getProperties().remove(property);
			if (channel != null) channel.close();
			throw e;
		}
	}

	/** Says who has the lock; on a full disk others learn no more than that somebody has. */
	private static void sign(final FileChannel channel) {
		try {
			channel.truncate(0);
			channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + ", since " + now()).getBytes(
				StandardCharsets.UTF_8)));
		}
		catch (final IOException e) {
			// NB: the lock is as good, and whatever is written next will say what is wrong.
		}
	}

	/** Takes the lock; a drive that knows none lets everybody have it. */
	private static boolean isLockable(final FileChannel channel) {
		try {
			return channel.tryLock(PLACE, 1, false) != null;
		}
		catch (final IOException e) {
			return true;
		}
	}

	private static String now() {
		return LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
	}

	private static CairnException busy(final Path target, final String what, final String holder) {
		return new CairnException(what + " " + target + " is being written already (by " + (holder.isBlank()
			? "another process" : holder.strip()) + "); wait until that has ended, cancel it, or choose another name.");
	}

	/**
	 * Makes sure, leaving no trace, that nobody writes something.
	 *
	 * @throws CairnException as {@link #of}
	 */
	public static void requireFree(final Path target, final String what) {
		final Path file = file(target);
		if (!Files.exists(file)) return;
		try {
			final String since = System.getProperty(PROPERTY + file.toRealPath());
			if (since != null) throw busy(target, what, "this program, since " + since);
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
				if (isLockable(channel)) return;
			}
			throw busy(target, what, Files.readString(file));
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be examined (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	/** Lets others write. */
	@Override
	public void close() {
		try (FileChannel closing = channel) {
			// NB: before the lock is given up, so that nobody else's file is deleted.
			Files.deleteIfExists(file);
		}
		catch (final IOException e) {
			// The file stays and locks nothing once this process ends.
		}
		finally {
			System.getProperties().remove(property);
		}
	}
}
