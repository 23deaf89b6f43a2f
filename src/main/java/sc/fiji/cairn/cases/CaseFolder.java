// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Finds the cases that lie in folders.
 */
public final class CaseFolder {

	private final VolumeIO io;

	/** Finds files that the given readers can open. */
	public CaseFolder(final VolumeIO io) {
		this.io = io;
	}

	/**
	 * Finds images.
	 *
	 * @param folders {@linkplain NameList list} of paths of folders; each is a domain
	 * @param include pattern of file names, with {@code *} and {@code ?}; empty for all; for several folders also a list of
	 *          one pattern each
	 * @return a case for each image, without labels, ordered by folder and name
	 * @throws CairnException if a folder is missing or has no image that fits the pattern
	 */
	public List<Case> images(final String folders, final String include) {
		final List<Case> cases = new ArrayList<>();
		final List<String> paths = NameList.split(folders);
		if (paths.isEmpty()) throw CairnException.of("images", "The parameter images is empty; name a folder of images.");
		final List<String> patterns = patterns(include, paths.size());
		for (int domain = 0; domain < paths.size(); domain++) {
			final int number = domain;
			files(Path.of(paths.get(domain)), patterns.get(domain)).forEach((name, file) -> cases.add(new Case(name, file, null,
				number)));
		}
		return cases;
	}

	private static List<String> patterns(final String include, final int folders) {
		final List<String> patterns = NameList.split(include);
		if (patterns.size() < 2) return Collections.nCopies(folders, patterns.isEmpty() ? "" : patterns.get(0));
		// NB: one folder has one pattern, in which a semicolon is one.
		if (folders == 1) return List.of(include);
		if (patterns.size() != folders) throw CairnException.of("include", "The parameter include has " + patterns.size() +
			" patterns but images has " + folders + " folders; give one pattern for all, or one a folder, such as *.");
		return patterns;
	}

	/** Gets a pattern that fits the images of some cases and no other files of their folder. */
	public static String pattern(final List<Case> cases) {
		return NamePattern.of(cases.stream().map(Case::image).toList());
	}

	/**
	 * Finds images and the label images of the same base name.
	 *
	 * @param images list of folders of images
	 * @param labels folder of label images
	 * @param names base names of the cases wanted; empty for all images
	 * @throws CairnException if a folder is missing, a wanted case lacks an image or a label, or two images have one name
	 */
	public List<Case> labelled(final String images, final String labels, final List<String> names) {
		if (labels.isBlank()) throw CairnException.of("labels", "The parameter labels is empty; name a folder of label images.");
		final Map<String, Path> labelFiles = files(Path.of(labels.trim()), "");
		final Map<String, Case> all = new LinkedHashMap<>();
		for (final Case one : images(images, "")) {
			final Case twin = all.put(one.name(), new Case(one.name(), one.image(), labelFiles.get(one.name()), one
				.domain()));
			if (twin != null) throw new CairnException("The images " + twin.image() + " and " + one.image() +
				" have the same name, so their label images cannot be told apart; rename one of them.");
		}
		final List<Case> chosen = new ArrayList<>();
		for (final String name : names.isEmpty() ? List.copyOf(all.keySet()) : names.stream().map(
			NameList::comparable).distinct().toList())
		{
			final Case one = all.get(name);
			if (one == null) throw CairnException.of("cases", "There is no image named '" + name + "' in " + images +
				", but the parameter cases or validation names one; " + NearMiss.name(name, all.keySet()) + ".");
			if (one.label() == null) throw unlabelled(one, labels, NearMiss.label(one, labelFiles));
			chosen.add(one);
		}
		return chosen;
	}

	/** Says what to do for an image to have a label image, if one of those that there are, by base name, has nearly its name. */
	public static Optional<String> nearlyLabelled(final Case image, final Map<String, Path> labels) {
		return NearMiss.label(image, labels);
	}

	private static CairnException unlabelled(final Case one, final String labels, final Optional<String> nearest) {
		return CairnException.of(nearest.isPresent() ? "" : "cases", "The image " + one.image() + " has no label image named '" +
			one.name() + "' in " + labels + "; " + nearest.orElse(
				"add one, or list the labelled cases in the parameter cases") + ".");
	}

	/**
	 * Finds the files of a folder that can be opened, and the folders in it that hold a DICOM series.
	 *
	 * @return files by base name, ordered by it
	 */
	public Map<String, Path> files(final Path folder, final String include) {
		if (!Files.isDirectory(folder)) throw new CairnException("The folder " + folder + (Files.exists(folder)
			? " is a file; name the folder that it lies in." : " does not exist; check the path."));
		final NamePattern pattern = new NamePattern(include);
		final Map<String, Path> files = new TreeMap<>();
		list(folder).stream().filter(file -> pattern.fits(file)).filter(io::canOpen).forEach(file -> {
			final Path twin = files.putIfAbsent(baseName(file), file);
			if (twin != null && !isPair(twin, file)) throw new CairnException("The folder " + folder + " holds both " + twin
				.getFileName() + " and " + file.getFileName() + "; keep one of them.");
		});
		if (files.isEmpty()) throw CairnException.of(include.isBlank() ? "" : "include", "The folder " + folder + " holds no image" + (include.isBlank()
			? " of a known format" + insteadOf(folder) : " whose name fits '" + include +
				"'; check the path and the parameter include") + ".");
		return files;
	}

	/** Says where images are if not in a folder, and what to do. */
	private String insteadOf(final Path folder) {
		final List<LeftOut> leftOut = leftOut(folder, "");
		if (!leftOut.isEmpty()) return ": " + leftOut.get(0).file().getFileName() + " cannot be used, because " + leftOut.get(0)
			.why();
		final List<String> subfolders = list(folder).stream().filter(Files::isDirectory).filter(one -> list(one).stream()
			.anyMatch(file -> io.canOpen(file) || Files.isDirectory(file) && list(file).stream().anyMatch(io::canOpen))).map(
				one -> one.getFileName().toString()).toList();
		if (subfolders.isEmpty()) return "; check the path";
		return ", but its subfolder" + (subfolders.size() == 1 ? " " + subfolders.get(0) + " does; name that" : "s, such as " +
			subfolders.get(0) + ", do; name one of them, or put the images of all cases into one folder, each under the name of " +
			"its case");
	}

	/** Lists a folder, without hidden files. */
	private static List<Path> list(final Path folder) {
		try (Stream<Path> list = Files.list(folder)) {
			return list.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	/** Finds the files of a folder that fit a pattern and seem to be images, but cannot be opened; none if there is no folder. */
	public List<LeftOut> leftOut(final Path folder, final String include) {
		if (!Files.isDirectory(folder)) return List.of();
		final NamePattern pattern = new NamePattern(include);
		return list(folder).stream().filter(file -> pattern.fits(file)).flatMap(file -> LeftOut.of(file, io)
			.stream()).toList();
	}

	/**
	 * Tells of files that seem to belong to a data set, but are left out.
	 *
	 * @param images folders of images, and patterns, as for {@link #images}
	 * @param labels folder of label images that all belong to images; empty for none
	 */
	public void tellLeftOut(final String images, final String include, final String labels, final Progress progress) {
		final List<LeftOut> leftOut = new ArrayList<>();
		final List<String> folders = NameList.split(images);
		for (int i = 0; i < folders.size(); i++)
			leftOut.addAll(leftOut(Path.of(folders.get(i)), patterns(include, folders.size()).get(i)));
		if (!labels.isBlank()) leftOut.addAll(leftOut(Path.of(labels.trim()), ""));
		LeftOut.sentences(leftOut).forEach(progress::warn);
		if (labels.isBlank()) return;
		final Set<String> names = images(images, "").stream().map(Case::name).collect(Collectors.toSet());
		final List<Path> alone = files(Path.of(labels.trim()), "").entrySet().stream().filter(one -> !names.contains(one
			.getKey())).map(Map.Entry::getValue).toList();
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
		final String stem = plain.replaceFirst("(?i)\\.ome\\.(tiff?|zarr)$", "");
		final int dot = stem.equals(plain) ? plain.lastIndexOf('.') : -1;
		return dot > 0 ? plain.substring(0, dot) : stem;
	}
}
