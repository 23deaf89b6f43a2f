// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * A folder that training cases are collected in: its subfolder {@code images} holds their images, {@code labels} the label
 * images, each under the base name of its image.
 */
public final class TrainingFolder {

	private final Path folder;
	private final VolumeIO io;

	/** Opens a folder, which need not exist. */
	public TrainingFolder(final Path folder, final VolumeIO io) {
		this.folder = folder;
		this.io = io;
	}

	/** Returns the folder of the images. */
	public Path images() {
		return folder.resolve("images");
	}

	/** Returns the folder of the label images. */
	public Path labels() {
		return folder.resolve("labels");
	}

	/** Makes a base name of what an image is called: without its extension, and without what no file name may have. */
	public static String baseName(final String title) {
		final String name = title.replaceAll("[\\\\/:*?\"<>|;\\p{Cntrl}]", "_").strip().replaceFirst("^\\.+", "");
		return name.isEmpty() ? "" : CaseFolder.baseName(Path.of(name));
	}

	/**
	 * Adds a case. The label image gets the place in the world of the image. A case whose name differs in upper and lower
	 * case only is the same one, as it is on Windows and macOS. Files of that name that are no images stay.
	 *
	 * @param image of one or more slices
	 * @param labels as large as the image, with one channel; 0 is background
	 * @param rule how the labels are read; the same is to be given to what learns from them
	 * @param name base name of both files
	 * @param format ending of both files, such as {@code nii.gz} or {@code tif}
	 * @param overwrite whether to replace a case of that name
	 * @throws sc.fiji.cairn.UndecidedException if there is a case of that name, which may not be replaced
	 * @throws CairnException if image and labels do not fit, the labels are of no use, the name is taken, or that of a DICOM
	 *           folder, or a file cannot be written
	 */
	public void add(final Volume image, final Volume labels, final LabelRule rule, final String name, final String format,
		final boolean overwrite, final Progress progress)
	{
		if (name.isBlank() || !name.equals(baseName(name + ".x"))) throw new CairnException("\"" + name +
			"\" cannot be the name of a case; give one of letters and digits as \"name\".");
		requireFit(image, labels);
		final Content content = Content.of(labels, rule, progress);
		final Path imageFile = images().resolve(name + "." + format);
		final Path labelFile = labels().resolve(name + "." + format);
		final List<Path> taken = new ArrayList<>(taken(imageFile, name));
		taken.addAll(taken(labelFile, name));
		taken.stream().filter(Files::isDirectory).findFirst().ifPresent(series -> {
			throw new CairnException("There is a case " + name + " already, the DICOM folder " + series +
				", which is never replaced; give another name, or move that folder away.");
		});
		if (!taken.isEmpty() && !overwrite) throw Replacing.undecided("There is a case " + name + " already, " + taken.get(0),
			"it");
		final List<Path> outdated = taken.stream().filter(file -> !io.writes(imageFile, file) && !io.writes(labelFile, file))
			.toList();
		io.requireSavable(imageFile);
		io.requireSavable(labelFile);
		final Volume placed = new Volume(name, labels.axes(), labels.data(), image.geometry(), image.header());
		// NB: the labels first, because an image without labels could not be trained on.
		io.saveLabels(placed, content.largest(), labelFile);
		io.save(image, imageFile);
		outdated.forEach(TrainingFolder::delete);
		final int cases = new CaseFolder(io).files(labels()).size();
		progress.log("Added " + name + " to " + folder + ": " + content.words() + ". It holds " + cases + (cases == 1
			? " labelled case now." : " labelled cases now."));
	}

	private static void requireFit(final Volume image, final Volume labels) {
		LabelledExtent.requireOneChannel(labels, labels.name());
		for (final Axis axis : List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME)) {
			if (image.size(axis) != labels.size(axis)) throw new CairnException("The label image " + labels.name() + " has size " +
				labels.size(axis) + " along " + axis + ", but the image " + image.name() + " has " + image.size(axis) +
				"; choose the labels that belong to it.");
		}
	}

	/**
	 * Looks at what labels say, which training would do too late.
	 *
	 * @param words how much is annotated, and with what
	 * @param largest largest value
	 */
	private record Content(String words, int largest) {

		static Content of(final Volume labels, final LabelRule rule, final Progress progress) {
			final LabelFacts facts = new LabelReader(labels.name(), rule, progress).look(labels);
			final LabelledExtent extent = facts.extent();
			final String ignored = rule.ignore().isEmpty() ? "" : "" + rule.ignore().getAsInt();
			if (extent.known() == 0) throw new CairnException("The label image " + labels.name() +
				" has no known voxel, because all have the value " + ignored + " of the parameter ignore; annotate a slice.");
			if (facts.unknown() && rule.ignore().getAsInt() < 0) throw new CairnException("The label image " + labels.name() +
				" has the value " + ignored + " where nothing is known, which no label image file can hold; use one from 1 to " +
				LabelRule.LARGEST + ", such as 255, and give it as the parameter ignore.");
			if (extent.isInPart() && rule.unlabelled() == BlankSlices.ASK) progress.warn("In the label image " + labels
				.name() + " " + extent.words() + "; if nothing is known about the others, give unlabelledslices=ignore to Cairn " +
				"Fine-tune.");
			return new Content(extent.known() + " of " + extent.slices() + (extent.slices() == 1 ? " slice" : " slices") +
				" annotated, " + classes(facts), facts.largest());
		}

		private static String classes(final LabelFacts facts) {
			final List<Integer> classes = facts.values().stream().filter(value -> value != 0).sorted().toList();
			return classes.isEmpty() ? "background only" : (classes.size() == 1 ? "label " : "labels ") + String.join(", ", classes
				.stream().map(String::valueOf).toList());
		}
	}

	/** Finds the images of a base name beside a file that is to be written, whatever their format, and that file. */
	private List<Path> taken(final Path target, final String name) {
		final Path folder = target.getParent();
		if (!Files.isDirectory(folder)) return List.of();
		try (Stream<Path> files = Files.list(folder)) {
			return List.copyOf(new TreeSet<>(files.filter(file -> CaseFolder.baseName(file).equalsIgnoreCase(name)).filter(
				file -> io.canOpen(file) || io.writes(target, file)).toList()));
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be read (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	private static void delete(final Path file) {
		try {
			Files.delete(file);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " of the case that was replaced cannot be deleted (" + e.getMessage() +
				"); delete it, so that there is one image of each name.", e);
		}
	}
}
