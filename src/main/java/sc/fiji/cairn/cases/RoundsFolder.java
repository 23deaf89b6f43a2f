// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * A folder for rounds of annotating, training and correcting: {@code images} holds copies of the images, {@code labels-N}
 * what was known of all of them in round N, {@code model-N.cairn} is what came of it.
 * <p>
 * Nothing in it is ever replaced or deleted. A folder {@code labels} of a {@link TrainingFolder} counts as round 0.
 * </p>
 */
public final class RoundsFolder {

	private static final String CLASSES = "classes.txt";
	private static final Pattern LABELS = Pattern.compile("labels(?:-([1-9]\\d{0,8}))?");
	private static final Pattern MODEL = Pattern.compile("model-([1-9]\\d{0,8})\\.cairn");

	private final Path folder;
	private final VolumeIO io;

	/**
	 * An image and what is known of it.
	 *
	 * @param name to be base name of its files
	 * @param image of one time point
	 */
	public record Annotated(String name, Volume image, SparseLabels labels) {}

	/**
	 * What a round trains on.
	 *
	 * @param number of the round, from 1
	 * @param cases base names of its images, those just annotated first
	 * @param values label values that occur in them, background among them
	 */
	public record Round(int number, List<String> cases, List<Integer> values) {}

	/**
	 * What goes into a round.
	 *
	 * @param keep whether slices of which nothing is known now, but was in an earlier round, keep their labels
	 * @param alone whether the other images in the folder are not trained on
	 */
	public record Choice(boolean keep, boolean alone) {}

	/** Opens a folder, which need not exist. */
	public RoundsFolder(final Path folder, final VolumeIO io) {
		this.folder = folder;
		this.io = io;
	}

	/** Returns the folder of the images. */
	public Path images() {
		return folder.resolve("images");
	}

	/** Returns the folder of the label images of a round. */
	public Path labels(final int round) {
		return folder.resolve(round == 0 ? "labels" : "labels-" + round);
	}

	/** Returns the model of a round. */
	public Path model(final int round) {
		return folder.resolve("model-" + round + ".cairn");
	}

	/** Finds the model of the latest round that has one. */
	public Optional<Path> newestModel() {
		return numbers(MODEL).lastEntry() == null ? Optional.empty() : Optional.of(numbers(MODEL).lastEntry().getValue());
	}

	/** Finds the latest label image of each image that has one, by the name of the image in the folder. */
	public Map<String, Path> known() {
		return latest();
	}

	/** Finds the label image of each image that the latest model has learnt from; none if there is no model. */
	public Map<String, Path> learnt() {
		final Map.Entry<Integer, Path> model = numbers(MODEL).lastEntry();
		return model == null ? Map.of() : files(labels(model.getKey()));
	}

	/** Gets the names of class 1, 2, ... of the latest round; those without one are empty. */
	public List<String> classes() {
		for (final Path labels : numbers(LABELS).descendingMap().values()) {
			final Path file = labels.resolve(CLASSES);
			if (!Files.isRegularFile(file)) continue;
			try {
				return Files.readAllLines(file).stream().map(String::strip).toList();
			}
			catch (final IOException e) {
				throw new CairnException("The names of the classes in " + file + " cannot be read (" + e.getMessage() +
					"); check its permissions.", e);
			}
		}
		return List.of();
	}

	/** Finds files and folders of the rounds by their number. */
	private TreeMap<Integer, Path> numbers(final Pattern pattern) {
		final TreeMap<Integer, Path> found = new TreeMap<>();
		if (!Files.isDirectory(folder)) return found;
		try (Stream<Path> files = Files.list(folder)) {
			files.forEach(file -> {
				final Matcher matcher = pattern.matcher(file.getFileName().toString());
				if (matcher.matches()) found.put(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)), file);
			});
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"); check its permissions, or choose another one.", e);
		}
		return found;
	}

	/**
	 * Writes the labels of a new round: those given, and the latest ones of all other images in the folder.
	 *
	 * @param annotated what is known now
	 * @param classes names of class 1, 2, ...; may be empty
	 * @param progress told what is new and what is kept
	 * @throws CairnException if all is of one class, or a file cannot be read or written
	 */
	public Round write(final List<Annotated> annotated, final List<String> classes, final Choice choice,
		final Progress progress)
	{
		final Map<String, Path> before = latest();
		final Map<String, Annotated> cases = new LinkedHashMap<>();
		for (final Annotated one : annotated) {
			final String name = store(one, progress);
			cases.put(name, one);
			final int kept = choice.keep() && before.containsKey(name) ? keep(one, before.get(name)) : 0;
			progress.log(name + ": " + count(one.labels().annotated() - kept, "annotated slice") + (kept == 0 ? "." : ", and " +
				count(kept, "slice") + " as annotated before."));
		}
		before.keySet().removeAll(cases.keySet());
		final List<Integer> values = values(cases.values(), choice.alone() ? List.of() : before.values());
		final int round = create();
		cases.forEach((name, one) -> io.saveLabels(one.labels().volume(one.image()), SparseLabels.UNKNOWN, labels(round).resolve(
			name + ending(one.image()))));
		before.forEach((name, file) -> take(file, name, labels(round)));
		WholeFile.write(labels(round).resolve(CLASSES), out -> out.write(String.join("\n", classes).getBytes(
			StandardCharsets.UTF_8)));
		final List<String> all = new ArrayList<>(cases.keySet());
		if (!choice.alone()) all.addAll(before.keySet());
		return new Round(round, List.copyOf(all), values);
	}

	/** Lists the values of labels, of which there have to be two. */
	private List<Integer> values(final Collection<Annotated> annotated, final Collection<Path> others) {
		final SortedSet<Integer> values = new TreeSet<>();
		annotated.forEach(one -> values.addAll(one.labels().values()));
		others.forEach(file -> values.addAll(SparseLabels.known(io.open(file)).values()));
		if (values.size() < 2) throw new CairnException("All that is marked is " + (values.contains(0) ? "background" : "of one class") +
			", so that there is nothing to tell it from; mark something else, too, background by ROIs named background, or give " +
			"rest=background if all else is.");
		values.add(0);
		return List.copyOf(values);
	}

	private static String count(final int count, final String what) {
		return count + " " + what + (count == 1 ? "" : "s");
	}

	/** Finds the latest label image of each image. */
	private Map<String, Path> latest() {
		final Map<String, Path> images = files(images());
		final Map<String, Path> latest = new TreeMap<>();
		numbers(LABELS).values().forEach(labels -> latest.putAll(files(labels)));
		latest.keySet().retainAll(images.keySet());
		return latest;
	}

	private Map<String, Path> files(final Path of) {
		final CaseFolder cases = new CaseFolder(io);
		// NB: an empty folder is no mistake here.
		return cases.hasImages(of) ? cases.files(of) : Map.of();
	}

	/** Copies an image into the folder unless it is there already; returns the name that it has there. */
	private String store(final Annotated one, final Progress progress) {
		final Map<String, Path> images = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		images.putAll(files(images()));
		for (int number = 1;; number++) {
			final String name = number == 1 ? one.name() : one.name() + "-" + number;
			final Path there = images.get(name);
			if (there != null && isSame(one.image(), io.open(there), progress)) return CaseFolder.baseName(there);
			final Path file = images().resolve(name + ending(one.image()));
			if (there != null || Files.exists(file)) continue;
			progress.log("Copying the image to " + file + ".");
			io.save(one.image(), file);
			return name;
		}
	}

	/** TIFF is fast, but does not know where axes lead. */
	private static String ending(final Volume image) {
		return image.geometry().affine().isEmpty() ? ".tif" : ".nii.gz";
	}

	private static boolean isSame(final Volume one, final Volume other, final Progress progress) {
		for (final Axis axis : Axis.values())
			if (one.size(axis) != other.size(axis)) return false;
		for (long channel = 0; channel < one.size(Axis.CHANNEL); channel++) {
			for (long z = 0; z < one.size(Axis.Z); z++) {
				progress.checkCancelled();
				if (!Arrays.equals(FloatBlocks.slice(one.grid(channel, 0), z), FloatBlocks.slice(other.grid(channel, 0), z)))
					return false;
			}
		}
		return true;
	}

	private int keep(final Annotated one, final Path file) {
		final Volume before = io.open(file);
		return one.labels().fits(before) ? one.labels().keep(SparseLabels.known(before)) : 0;
	}

	/** Makes the folder of the next round. */
	private int create() {
		final int last = Stream.of(numbers(LABELS), numbers(MODEL)).flatMap(map -> map.keySet().stream()).max(Comparator
			.naturalOrder()).orElse(0);
		for (int round = last + 1;; round++) {
			try {
				Files.createDirectories(folder);
				Files.createDirectory(labels(round));
				return round;
			}
			catch (final FileAlreadyExistsException e) {
				// Another ImageJ was faster: the next number is free.
				if (!Files.isDirectory(folder)) throw new CairnException("The folder " + folder +
					" cannot be made, because a file has its name; choose another one.", e);
			}
			catch (final IOException e) {
				throw new CairnException("The folder " + labels(round) + " cannot be made (" + e.getMessage() +
					"); choose another one.", e);
			}
		}
	}

	/** Takes labels over from an earlier round. */
	private void take(final Path file, final String name, final Path round) {
		if (file.getParent().equals(labels(0))) {
			// NB: may be of any format, even of two files.
			final Volume labels = io.open(file);
			io.saveLabels(SparseLabels.known(labels).volume(labels), SparseLabels.UNKNOWN, round.resolve(name + ending(labels)));
			return;
		}
		final Path target = round.resolve(file.getFileName());
		try {
			Files.copy(file, target);
		}
		catch (final IOException e) {
			throw new CairnException("The labels " + file + " cannot be copied to " + target + " (" + e.getMessage() +
				"); check the free space and permissions of its folder.", e);
		}
	}
}
