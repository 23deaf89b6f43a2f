// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * Downloads a file into another that grows, and goes on where it stopped when the connection breaks, also in an earlier
 * run.
 */
final class Download {

	/** Attempts in a row that bring nothing before it gives up. */
	static final int ATTEMPTS = 5;

	private static final int BUFFER = 1 << 16;

	private final Web web;
	private final Disk disk;
	private final long pause;

	/** A failure to write, which no further attempt mends. */
	private static final class WriteException extends IOException {

		private static final long serialVersionUID = 1L;

		WriteException(final IOException cause) {
			super(cause.getMessage(), cause);
		}
	}

	/**
	 * @param pause milliseconds before the second attempt; each further one waits as much longer
	 */
	Download(final Web web, final Disk disk, final long pause) {
		this.web = web;
		this.disk = disk;
		this.pause = pause;
	}

	/**
	 * Completes a file.
	 *
	 * @param part where to write; what is there already is its beginning
	 * @param arrived is told the size of the part now and then
	 * @throws CairnException if the server does not have it, the connection breaks again and again, or the disk is full
	 * @throws java.util.concurrent.CancellationException if the user has cancelled; the part is kept
	 */
	void complete(final RemoteFile file, final Path part, final Progress progress, final LongConsumer arrived) {
		long most = 0;
		int failures = 0;
		while (true) {
			try {
				final long start = beginning(file, part);
				if (start == file.size()) return;
				most = Math.max(most, start);
				new Watch(progress, web.patience()).over(signs -> transfer(file, part, start, signs, arrived));
			}
			catch (final WriteException e) {
				throw full(part, e);
			}
			catch (final IOException e) {
				progress.checkCancelled();
				final long now = size(part);
				failures = now > most ? 1 : failures + 1;
				if (failures >= ATTEMPTS) throw new CairnException("The download of " + file.uri() + " broke off " + failures +
					" times in a row (" + reason(e) + "); check the network and run the same command again, which goes on " +
					"where it stopped.", e);
				pause(failures, progress);
			}
		}
	}

	private static String reason(final IOException e) {
		return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
	}

	/** Returns how much is there already; more than the file has is of no use. */
	private static long beginning(final RemoteFile file, final Path part) throws WriteException {
		try {
			if (size(part) > file.size()) Files.delete(part);
			return size(part);
		}
		catch (final IOException e) {
			throw new WriteException(e);
		}
	}

	private static long size(final Path part) {
		return part.toFile().length();
	}

	/** Gets what is missing; ends without an error if the server closes the connection early. */
	private Void transfer(final RemoteFile file, final Path part, final long start, final Watch.Signs signs,
		final LongConsumer arrived) throws IOException, InterruptedException
	{
		final HttpResponse<InputStream> response = web.from(file.uri(), start, file.tag());
		try (InputStream in = response.body()) {
			signs.waitsFor(in);
			signs.alive();
			final int status = response.statusCode();
			if (Web.isPassing(status)) throw new IOException("status " + status);
			if (status == Web.UNSATISFIABLE || status == Web.OK && start > 0) {
				// The file has changed since, or the server does not know how to go on.
				Files.deleteIfExists(part);
				if (status == Web.UNSATISFIABLE) throw new IOException("the file has changed on the server");
			}
			else if (status != (start > 0 ? Web.PARTIAL : Web.OK)) throw web.refused(file.uri(), status);
			if (status == Web.PARTIAL) requireStart(response, start);
			copy(in, part, signs, arrived);
		}
		if (size(part) < file.size()) throw new IOException("the connection was closed after " + size(part) + " of " + file
			.size() + " bytes");
		return null;
	}

	private static void requireStart(final HttpResponse<InputStream> response, final long start) throws IOException {
		final String range = response.headers().firstValue("Content-Range").orElse("");
		if (!range.startsWith("bytes " + start + "-")) throw new IOException("the server sent another part, " + range);
	}

	private void copy(final InputStream in, final Path part, final Watch.Signs signs, final LongConsumer arrived)
		throws IOException
	{
		final byte[] buffer = new byte[BUFFER];
		try (OutputStream out = open(part)) {
			long size = size(part);
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				signs.alive();
				try {
					out.write(buffer, 0, count);
				}
				catch (final IOException e) {
					throw new WriteException(e);
				}
				size += count;
				arrived.accept(size);
			}
		}
	}

	private OutputStream open(final Path part) throws WriteException {
		try {
			return disk.append(part);
		}
		catch (final IOException e) {
			throw new WriteException(e);
		}
	}

	private void pause(final int failures, final Progress progress) {
		final long end = System.nanoTime() + failures * pause * 1_000_000;
		while (System.nanoTime() < end) {
			progress.checkCancelled();
			try {
				Thread.sleep(Math.min(pause, 100));
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	/** Explains a failure to write. */
	static CairnException full(final Path file, final IOException cause) {
		return new CairnException("The file " + file + " cannot be written (" + cause.getMessage() +
			"); free some space, or choose a folder on another disk with -D" + EngineStore.PROPERTY + "=FOLDER.", cause);
	}
}
