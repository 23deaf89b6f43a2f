package sc.fiji.cairn.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/** Finds the label image of each prediction: the file with the same base name, whatever the formats of the two. */
final class Pairs {

	/**
	 * Two files of one case.
	 *
	 * @param name base name that both have
	 */
	record Pair(String name, Path prediction, Path label) {}

	private final Predicate<Path> isVolume;

	/**
	 * @param isVolume tells images from other files of a folder
	 */
	Pairs(final Predicate<Path> isVolume) {
		this.isVolume = isVolume;
	}

	/**
	 * Pairs the files of two folders. Labels without a prediction are left out.
	 *
	 * @return pairs by name
	 * @throws CairnException if a folder is missing or holds no image, two files of a folder have one base name, or a
	 *           prediction has no label
	 */
	List<Pair> of(final Path predictions, final Path labels) {
		final SortedMap<String, Path> predicted = volumes("predictions", predictions);
		final SortedMap<String, Path> labelled = volumes("labels", labels);
		return predicted.entrySet().stream().map(e -> pair(e, labelled, labels)).toList();
	}

	private static Pair pair(final Map.Entry<String, Path> prediction, final Map<String, Path> labelled,
		final Path labels)
	{
		final Path label = labelled.get(prediction.getKey());
		if (label == null) throw new CairnException("The prediction " + prediction.getValue() + " has no label in " +
			labels + "; add a label image named " + prediction.getKey() + " there, or take the prediction away.");
		return new Pair(prediction.getKey(), prediction.getValue(), label);
	}

	private SortedMap<String, Path> volumes(final String role, final Path folder) {
		if (!Files.isDirectory(folder)) throw new CairnException("The folder of " + role + ", " + folder +
			", does not exist; check the path.");
		final SortedMap<String, Path> volumes = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			files.filter(this::isListed).sorted().forEach(file -> {
				final Path other = volumes.putIfAbsent(baseName(file), file);
				if (other != null) throw new CairnException("The folder of " + role + " holds both " + other + " and " +
					file.getFileName() + "; keep one image per case.");
			});
		}
		catch (final IOException e) {
			throw new CairnException("Cannot list the folder of " + role + ", " + folder + " (" + e +
				"); check that you may read it.", e);
		}
		if (volumes.isEmpty()) throw new CairnException("The folder of " + role + ", " + folder +
			", holds no image; check the path.");
		return volumes;
	}

	private boolean isListed(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (name.startsWith(".") || !Files.isRegularFile(file)) return false;
		// The other half of a .hdr file.
		if (name.endsWith(".img") || name.endsWith(".img.gz")) {
			for (final String header : List.of(".hdr", ".HDR", ".hdr.gz")) {
				if (Files.exists(file.resolveSibling(baseName(file) + header))) return false;
			}
		}
		return isVolume.test(file);
	}

	/** Takes the extension off a file name, {@code .nii.gz} and {@code .ome.tif} included. */
	static String baseName(final Path file) {
		final String name = file.getFileName().toString();
		return name.replaceFirst("(?i)(?:\\.ome)?\\.[^.]+(?:(?<!\\.gz)\\.gz)?$", "");
	}
}
