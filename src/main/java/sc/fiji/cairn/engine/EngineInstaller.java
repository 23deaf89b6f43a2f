// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Sha256;

/**
 * Downloads an engine into a folder of its own, checks it, and gives it its name when it is complete. What an interrupted
 * run has downloaded is used by the next.
 */
final class EngineInstaller {

	private static final String PART = ".gz.part";
	private static final String LOCK = ".lock";
	private static final String SUM = ".sha256";

	private final EngineStore store;
	private final Disk disk;
	private final Download download;

	EngineInstaller(final EngineStore store, final Web web, final Disk disk, final long pause) {
		this.store = store;
		this.disk = disk;
		download = new Download(web, disk, pause);
	}

	/**
	 * Installs what is offered.
	 *
	 * @throws CairnException if it cannot be downloaded, arrives damaged, or there is too little space
	 * @throws java.util.concurrent.CancellationException if the user has cancelled
	 */
	InstalledEngine install(final Offer offer, final Progress progress) {
		final Path folder = store.download(offer.name());
		try {
			Files.createDirectories(folder);
			try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock held = lock(lock, folder))
			{
				fill(offer, folder, progress);
			}
			tidy(folder);
			final Path target = store.root().resolve(offer.name());
			Folders.delete(target);
			Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
			return new InstalledEngine(offer.name(), target, offer.flavor(), false);
		}
		catch (final IOException e) {
			throw Download.full(folder, e);
		}
	}

	private static FileLock lock(final FileChannel channel, final Path folder) throws IOException {
		try {
			final FileLock lock = channel.tryLock();
			if (lock != null) return lock;
		}
		catch (final OverlappingFileLockException e) {
			throw busy(folder, e);
		}
		throw busy(folder, null);
	}

	private static CairnException busy(final Path folder, final Exception cause) {
		return new CairnException("Another ImageJ is downloading into " + folder + "; wait until it is done.", cause);
	}

	private void fill(final Offer offer, final Path folder, final Progress progress) throws IOException {
		final List<Manifest.Library> libraries = new ArrayList<>();
		requireSpace(folder, offer.size() - Folders.size(folder));
		// One more than is ever reached before the end, so that the last unit comes once.
		final long total = offer.size() / Sizes.MEGABYTE + 1;
		progress.stage("Downloading PyTorch, MB", total);
		long before = 0;
		for (final RemoteFile file : offer.files()) {
			final long start = before;
			libraries.add(library(file, folder, progress, size -> progress.advance((start + size) / Sizes.MEGABYTE, file
				.name())));
			before += file.size();
		}
		progress.advance(total, "");
		new Manifest(EngineVersion.current().pytorch(), offer.flavor().id(), offer.platform().name(), offer.source()
			.toString(), libraries).write(folder);
	}

	private Manifest.Library library(final RemoteFile file, final Path folder, final Progress progress,
		final LongConsumer arrived) throws IOException
	{
		final Path target = folder.resolve(file.name());
		// Another state of the file on the server has another name here, so that the two are never mixed.
		final String state = file.name() + "-" + Sha256.of(file.uri() + file.tag() + file.size()).substring(0, 8);
		final Path part = folder.resolve(state + PART);
		final Path sum = folder.resolve(state + SUM);
		String damage = "";
		for (int attempt = 0; attempt < 2 && !Files.exists(sum); attempt++) {
			download.complete(file, part, progress, arrived);
			requireSpace(part, Unpacking.size(part));
			final Unpacking unpacking = new Unpacking(part, file.sha256());
			damage = unpacking.into(target, disk, progress);
			Files.delete(part);
			if (damage.isEmpty()) Files.writeString(sum, unpacking.sha256());
			else progress.log(file.name() + " arrived damaged (" + damage + ").");
		}
		if (!Files.exists(sum)) throw new CairnException("The file " + file.uri() + " arrived damaged twice (" + damage +
			"); try again later, or use another server with -D" + EngineSite.PROPERTY + "=ADDRESS.");
		return new Manifest.Library(file.name(), Files.size(target), Files.getLastModifiedTime(target).toMillis(), Files
			.readString(sum));
	}

	/** Removes what only an interrupted run needs. */
	private static void tidy(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.toList()) {
				final String name = file.getFileName().toString();
				if (name.endsWith(SUM) || name.endsWith(PART) || name.equals(LOCK)) Files.delete(file);
			}
		}
	}

	private void requireSpace(final Path path, final long bytes) throws IOException {
		final long free = disk.free(path);
		if (free < bytes) throw new CairnException("The engine needs " + Sizes.words(bytes) + " more in " + store.root() +
			", where " + Sizes.words(free) + " are free; free some space, or choose a folder on another disk with -D" +
			EngineStore.PROPERTY + "=FOLDER.");
	}
}
