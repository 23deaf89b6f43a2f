// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Ledger;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.format.NiftiFormat;

/**
 * The phantoms of {@code test-images}: what each is called, how it is made and in which folders it lies.
 * <p>
 * {@code unlabelled} has 16 of contrast A, {@code unlabelled-b} 4 of contrast B. {@code images} and {@code labels} have
 * the labelled ones of contrast A: {@code train-1} and {@code train-2} to learn from, {@code test-1} to {@code test-6}
 * to score on.
 * </p>
 * <p>
 * {@code scanners} is a set of its own, as it is in practice: its {@code unlabelled} has 4 phantoms of each
 * {@link Scanner}, its {@code images} and {@code labels} one of scanner A to learn from, {@code train}, and two of each to
 * score on.
 * </p>
 */
public final class PhantomDataSet {

	private static final int UNLABELLED = 16;
	private static final int UNLABELLED_B = 4;
	private static final int TRAINING = 2;
	private static final int TEST = 6;
	private static final int UNLABELLED_SCANNER = 4;
	private static final int TEST_SCANNER = 2;
	private static final String IMAGES = "images";
	private static final String EXTENSION = ".nii.gz";

	/**
	 * One phantom of the set.
	 *
	 * @param set folder of the set, relative to all; empty for the one at the top
	 * @param folder where its image lies, relative to the set
	 * @param name base name of its files
	 * @param labelled whether its label lies in {@code labels}
	 * @param maker makes the phantom of a name
	 */
	public record Item(String set, String folder, String name, boolean labelled, Function<String, Phantom> maker) {

		/** Makes the phantom. */
		public Phantom phantom() {
			return maker.apply(name);
		}

		/** The image's file, relative to all sets. */
		public Path image() {
			return Path.of(set, folder, name + EXTENSION);
		}

		/** The label's file, relative to all sets, if there is one. */
		public Path label() {
			return Path.of(set, "labels", name + EXTENSION);
		}
	}

	private PhantomDataSet() {}

	/** Lists the phantoms of all sets. */
	public static List<Item> items() {
		return Stream.concat(standard().stream(), scanners().stream()).toList();
	}

	/** Lists the phantoms of the set at the top. */
	public static List<Item> standard() {
		final List<Item> items = new ArrayList<>();
		for (int i = 1; i <= UNLABELLED; i++) {
			items.add(item("unlabelled", String.format(Locale.ROOT, "unlabelled-%02d", i), i, Contrast.A));
		}
		for (int i = 1; i <= UNLABELLED_B; i++) {
			items.add(item("unlabelled-b", "unlabelled-b-" + i, 100 + i, Contrast.B));
		}
		for (int i = 1; i <= TRAINING; i++) items.add(item(IMAGES, "train-" + i, 200 + i, Contrast.A));
		for (int i = 1; i <= TEST; i++) items.add(item(IMAGES, "test-" + i, 300 + i, Contrast.A));
		return List.copyOf(items);
	}

	/** Lists the phantoms of the set {@code scanners}. */
	public static List<Item> scanners() {
		final List<Item> items = new ArrayList<>();
		items.add(item(IMAGES, "train", 500, Scanner.A));
		for (final Scanner scanner : Scanner.values()) {
			final String letter = scanner.name().toLowerCase(Locale.ROOT);
			final long seed = 10L * scanner.ordinal();
			for (int i = 1; i <= UNLABELLED_SCANNER; i++) {
				items.add(item("unlabelled", letter + "-" + i, 400 + seed + i, scanner));
			}
			for (int i = 1; i <= TEST_SCANNER; i++) items.add(item(IMAGES, "test-" + letter + i, 600 + seed + i, scanner));
		}
		return List.copyOf(items);
	}

	private static Item item(final String folder, final String name, final long seed, final Contrast contrast) {
		return new Item("", folder, name, folder.equals(IMAGES), called -> Phantom.create(called, seed, contrast));
	}

	private static Item item(final String folder, final String name, final long seed, final Scanner scanner) {
		return new Item("scanners", folder, name, folder.equals(IMAGES), called -> Phantom.create(called, seed, scanner));
	}

	/** Lists the files of the set. */
	private static List<Path> files(final Path folder) {
		return items().stream().flatMap(item -> files(folder, item).stream()).toList();
	}

	private static List<Path> files(final Path folder, final Item item) {
		final Path image = folder.resolve(item.image());
		return item.labelled() ? List.of(image, folder.resolve(item.label())) : List.of(image);
	}

	/**
	 * Makes sure that the set may be written.
	 *
	 * @throws sc.fiji.cairn.UndecidedException if it is there already, and may not be replaced
	 * @throws CairnException if there are other files of its names, or changed ones
	 */
	public static void require(final Path folder, final Replacing replacing) {
		final Ledger ledger = Ledger.of(folder);
		files(folder).forEach(ledger::requireOwn);
		replacing.requireAll(files(folder));
	}

	/** As {@link #write}, noting the files in the folder's {@link Ledger}, so that they are known when they are replaced. */
	public static void writeNoted(final Path folder, final VolumeIO volumes, final Progress progress) {
		final Ledger ledger = Ledger.of(folder);
		ledger.begin(new JsonPrimitive("Cairn Phantom Data Set"));
		ledger.write(files(folder), () -> write(folder, volumes, progress));
	}

	/**
	 * Writes all sets as NIfTI files, replacing files of the same names.
	 *
	 * @param folder made if need be
	 * @param volumes writes the files
	 * @throws CairnException if that fails
	 */
	public static void write(final Path folder, final VolumeIO volumes, final Progress progress) {
		final List<Item> items = items();
		progress.stage("Making phantoms", items.size());
		int done = 0;
		for (final Item item : items) {
			progress.checkCancelled();
			final Phantom phantom = item.phantom();
			volumes.save(phantom.image(), inFolder(folder.resolve(item.image())));
			if (item.labelled()) volumes.save(phantom.label(), inFolder(folder.resolve(item.label())));
			progress.advance(++done, item.name());
		}
	}

	private static Path inFolder(final Path file) {
		try {
			Files.createDirectories(file.getParent());
			return file;
		}
		catch (final IOException e) {
			throw new CairnException("Cannot make the folder " + file.getParent() + " (" + e +
				"); choose a place that you may write to.", e);
		}
	}

	/** Writes all sets into the folder that the first argument names. */
	public static void main(final String... args) {
		if (args.length != 1) throw new CairnException("Give one argument: the folder to write the phantoms to.");
		write(Path.of(args[0]), new VolumeIO(List.of(new NiftiFormat())), Progress.SILENT);
	}
}
