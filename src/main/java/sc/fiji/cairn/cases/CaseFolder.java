// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Finds the cases that lie in folders. Each of these lists a folder once, and looks once at each file in it, so that all who
 * share it find the same; a new one sees what has changed since.
 */
public final class CaseFolder {

	private final VolumeIO io;
	private final Map<Path, Listing> listings = new ConcurrentHashMap<>();

	/**
	 * What lies in a folder.
	 *
	 * @param entries files and folders but for hidden ones, by name
	 * @param images those that can be opened
	 */
	private record Listing(List<Path> entries, Set<Path> images) {

		Stream<LeftOut> leftOut() {
			return entries.stream().flatMap(file -> LeftOut.of(file, images.contains(file)).stream());
		}
	}

	/** Finds files that the given readers can open. */
	public CaseFolder(final VolumeIO io) {
		this.io = io;
	}

	/** Gets what opens the images. */
	public VolumeIO io() {
		return io;
	}

	/**
	 * Finds images.
	 *
	 * @param folders each is a domain
	 * @return a case for each image, without labels, ordered by folder and name
	 * @throws CairnException if a folder is missing or has no image that fits its pattern
	 */
	public List<Case> images(final List<ImageFolder> folders) {
		final List<Case> cases = new ArrayList<>();
		for (int domain = 0; domain < folders.size(); domain++) {
			final int number = domain;
			files(folders.get(domain)).forEach((name, file) -> cases.add(new Case(name, file, null, number)));
		}
		return cases;
	}

	/**
	 * Finds images and the label images of the same base name.
	 *
	 * @param images folders of images
	 * @param labels folder of label images
	 * @param names base names of the cases wanted; empty for all images
	 * @throws CairnException if a folder is missing, a wanted case lacks an image or a label, or two images have one name
	 */
	public List<Case> labelled(final List<ImageFolder> images, final Path labels, final List<String> names) {
		final Map<String, Path> labelFiles = files(labels);
		final Map<String, Case> all = byName(images(images).stream().map(one -> new Case(one.name(), one.image(), labelFiles.get(one
			.name()), one.domain())).toList());
		final List<Case> chosen = new ArrayList<>();
		for (final String name : names.isEmpty() ? List.copyOf(all.keySet()) : names.stream().map(
			NameList::comparable).distinct().toList())
		{
			final Case one = all.get(name);
			if (one == null) throw CairnException.of("cases", "There is no image named '" + name + "' in " + images.stream().map(
				folder -> folder.path().toString()).collect(Collectors.joining(", ")) +
				", but the parameter cases or validation names one; " + NearMiss.name(name, all.keySet()) + ".");
			if (one.label() == null) throw unlabelled(one, labels, NearMiss.label(one, labelFiles));
			chosen.add(one);
		}
		return chosen;
	}

	/**
	 * Makes sure that the label images of cases can be told apart by their names.
	 *
	 * @return cases by name, in their order
	 * @throws CairnException if two images have one name
	 */
	public static Map<String, Case> byName(final List<Case> cases) {
		final Map<String, Case> all = new LinkedHashMap<>();
		for (final Case one : cases) {
			final Case twin = all.put(one.name(), one);
			if (twin != null) throw new CairnException("The images " + twin.image() + " and " + one.image() +
				" have the same name, so their label images cannot be told apart; rename one of them.");
		}
		return all;
	}

	private static CairnException unlabelled(final Case one, final Path labels, final Optional<String> nearest) {
		return CairnException.of(nearest.isPresent() ? "" : "cases", "The image " + one.image() + " has no label image named '" +
			one.name() + "' in " + labels + "; " + nearest.orElse(
				"add one, or list the labelled cases in the parameter cases") + ".");
	}

	/** Finds all images of a folder; as {@link #files(ImageFolder)}. */
	public Map<String, Path> files(final Path folder) {
		return files(new ImageFolder(folder));
	}

	/**
	 * Finds the files of a folder that can be opened, and the folders in it that hold a DICOM series.
	 *
	 * @return files by base name, ordered by it
	 * @throws CairnException if there is no such folder, it has no image that fits, or two of one base name
	 */
	public Map<String, Path> files(final ImageFolder folder) {
		final Path path = folder.path();
		if (!Files.isDirectory(path)) throw new CairnException("The folder " + path + (Files.exists(path)
			? " is a file; name the folder that it lies in." : " does not exist; check the path."));
		final Map<String, Path> files = new TreeMap<>();
		listing(path).images().stream().filter(folder.names()::fits).forEach(file -> {
			final Path twin = files.putIfAbsent(baseName(file), file);
			if (twin != null && !isPair(twin, file)) throw new CairnException("The folder " + path + " holds both " + twin
				.getFileName() + " and " + file.getFileName() + "; keep one of them.");
		});
		final boolean all = folder.names() == NamePattern.ALL;
		if (files.isEmpty()) throw CairnException.of(all ? "" : "include", "The folder " + path + " holds no image" + (all
			? " of a known format" + insteadOf(path) : " whose name fits '" + folder.names() +
				"'; check the path and the parameter include") + ".");
		return files;
	}

	/** Says where images are if not in a folder, and what to do. */
	private String insteadOf(final Path folder) {
		final Optional<LeftOut> leftOut = listing(folder).leftOut().findFirst();
		if (leftOut.isPresent()) return ": " + leftOut.get().file().getFileName() + " cannot be used, because " + leftOut.get().why();
		final List<String> subfolders = subfolders(folder).filter(one -> hasImages(one) || subfolders(one).anyMatch(
			this::hasImages)).map(one -> one.getFileName().toString()).toList();
		if (subfolders.isEmpty()) return "; check the path";
		return ", but its subfolder" + (subfolders.size() == 1 ? " " + subfolders.get(0) + " does; name that" : "s, such as " +
			subfolders.get(0) + ", do; name one of them, or put the images of all cases into one folder, each under the name of " +
			"its case");
	}

	private Stream<Path> subfolders(final Path folder) {
		return listing(folder).entries().stream().filter(Files::isDirectory);
	}

	/** Tells whether there is a folder with images. */
	public boolean hasImages(final Path folder) {
		return Files.isDirectory(folder) && !listing(folder).images().isEmpty();
	}

	private Listing listing(final Path folder) {
		return listings.computeIfAbsent(folder, this::list);
	}

	private Listing list(final Path folder) {
		try (Stream<Path> list = Files.list(folder)) {
			final List<Path> entries = list.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
			return new Listing(entries, entries.stream().filter(io::canOpen).collect(Collectors.toCollection(
				LinkedHashSet::new)));
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	/** Finds the files of a folder that fit a pattern and seem to be images, but cannot be opened; none if there is no folder. */
	public List<LeftOut> leftOut(final ImageFolder folder) {
		return Files.isDirectory(folder.path()) ? listing(folder.path()).leftOut().filter(one -> folder.names().fits(one.file()))
			.toList() : List.of();
	}

	/**
	 * Tells of files that seem to belong to a data set, but are left out.
	 *
	 * @param labels folder of label images that all belong to images
	 */
	public void tellLeftOut(final List<ImageFolder> images, final Optional<Path> labels, final Progress progress) {
		LeftOut.sentences(Stream.concat(images.stream(), labels.stream().map(ImageFolder::new)).flatMap(folder -> leftOut(folder)
			.stream()).toList()).forEach(progress::warn);
		labels.ifPresent(folder -> tellAlone(images, folder, progress));
	}

	private void tellAlone(final List<ImageFolder> images, final Path labels, final Progress progress) {
		final Set<String> names = images.stream().flatMap(folder -> files(folder.path()).keySet().stream()).collect(Collectors
			.toSet());
		final List<Path> alone = files(labels).entrySet().stream().filter(one -> !names.contains(one.getKey())).map(
			Map.Entry::getValue).toList();
		if (!alone.isEmpty()) progress.warn((alone.size() == 1 ? "The label image " + alone.get(0) +
			" has no image of its name and is" : alone.size() + " label images, such as " + alone.get(0) +
				", have no image of their name and are") + " left out; " + NearMiss.image(baseName(alone.get(0)), names).map(
					name -> "an image and its labels have the same name, here " + name).orElse("an image and its labels have the same name") +
			".");
	}

	/** A header and its data file are one image. */
	private static boolean isPair(final Path a, final Path b) {
		return isPart(a, "hdr") && isPart(b, "img") || isPart(a, "img") && isPart(b, "hdr");
	}

	private static boolean isPart(final Path file, final String extension) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "").endsWith("." + extension);
	}

	/** Gets the name of a file without its extension, both parts of a double one such as {@code .nii.gz}. */
	public static String baseName(final Path file) {
		final String name = NameList.comparable(file.getFileName().toString());
		final String plain = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
		final String stem = plain.replaceFirst("(?i)\\.(ome\\.(tiff?|zarr)|seg\\.nrrd)$", "");
		final int dot = stem.equals(plain) ? plain.lastIndexOf('.') : -1;
		return dot > 0 ? plain.substring(0, dot) : stem;
	}
}
