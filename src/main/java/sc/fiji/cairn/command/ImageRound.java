// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

import ij.gui.Roi;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.cases.LabelledExtent;
import sc.fiji.cairn.cases.RoundsFolder.Annotated;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.cases.TrainingFolder;
import sc.fiji.cairn.roi.RoiLabelOptions;
import sc.fiji.cairn.roi.RoiLabels;
import sc.fiji.cairn.roi.RoiPlaces;
import sc.fiji.cairn.roi.RoiReading;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** Turns what somebody has drawn or painted on an image into cases of a round of training. */
final class ImageRound {

	/** What pixels are about which nobody has said anything, on slices that somebody has annotated. */
	enum Rest {
		/** Background, unless there are strokes, or some pixels are marked as background. */
		AUTO,

		BACKGROUND, UNKNOWN
	}

	/** Name of the folder that is chosen for a user who names none. */
	private static final String FOLDER = "cairn";

	private final Images.Source source;
	private final Rest rest;
	private final VolumeIO io;
	private final Progress progress;

	/** @param source image that is annotated */
	ImageRound(final Images.Source source, final Rest rest, final VolumeIO io, final Progress progress) {
		this.source = source;
		this.rest = rest;
		this.io = io;
		this.progress = progress;
	}

	/**
	 * What is known of the image.
	 *
	 * @param cases one for each annotated time point
	 * @param classes names of class 1, 2, ...; those without one are empty
	 */
	record Known(List<Annotated> cases, List<String> classes) {}

	/**
	 * Chooses a folder for what is trained on an image: beside its file or, if that cannot be, in the user's home.
	 *
	 * @param wanted that of the user; empty for none
	 * @param file of the image; null if it has none
	 * @param title of the image
	 */
	static Path folder(final File wanted, final Path file, final String title) {
		if (!Inputs.isEmpty(wanted)) return wanted.toPath();
		if (file != null) {
			final Path beside = file.toAbsolutePath().resolveSibling(FOLDER);
			if (WholeFile.isPossible(beside)) return beside;
		}
		final Path home = Path.of(System.getProperty("user.home"));
		final Path documents = home.resolve("Documents");
		return (Files.isDirectory(documents) ? documents : home).resolve(FOLDER).resolve(caseName(title));
	}

	private static String caseName(final String title) {
		final String name = TrainingFolder.baseName(title);
		return name.isBlank() ? "image" : name;
	}

	/** Says in a few words what is between ROIs. */
	static String words(final RoiReading reading, final Rest rest) {
		return (isComplete(reading, rest) ? "background" : "unknown") + (rest != Rest.AUTO ? "" : reading.scribbles()
			? ", because there are strokes or background ROIs" : ", because all ROIs are outlines");
	}

	private static boolean isComplete(final RoiReading reading, final Rest rest) {
		return rest == Rest.AUTO ? !reading.scribbles() : rest == Rest.BACKGROUND;
	}

	/**
	 * Reads what is drawn or painted.
	 *
	 * @param names that the user gives the classes; may be empty
	 * @param before names that the classes had in earlier rounds
	 * @throws CairnException if that makes no sense
	 */
	Known read(final Annotations.Found found, final List<String> names, final List<String> before) {
		progress.log("Training on " + found.words() + ".");
		if (found.rois().isEmpty()) return read(found.labels(), names.isEmpty() ? before : names);
		final RoiReading reading = reading(found.rois(), names, before);
		progress.log("Classes: " + reading.classes() + ". What is not marked on these slices is " + (isComplete(reading, rest) ? "background."
				: "unknown, and nothing is learnt from it."));
		final RoiPlaces places = source.open().map(RoiPlaces::of).orElseGet(() -> RoiPlaces.of(source.volume()));
		final Volume labels = new RoiLabels(places, source.volume(), new RoiLabelOptions(reading.names(), SparseLabels.UNKNOWN,
			isComplete(reading, rest)), progress).paint(reading.rois()).labels();
		final List<Annotated> cases = cases(labels, SparseLabels::known);
		return new Known(cases, classes(cases, reading.names().isEmpty() ? before : reading.names()));
	}

	/** Reads the classes of ROIs. */
	static RoiReading reading(final List<Roi> rois, final List<String> names, final List<String> before) {
		return names.isEmpty() ? RoiReading.of(rois, before) : RoiReading.named(rois, names);
	}

	private Known read(final String input, final List<String> names) {
		final Volume labels = Images.find("annotations", input, io, progress).volume();
		requireFit(labels);
		final boolean complete = rest != Rest.UNKNOWN;
		progress.log("Slices without a label are unknown, and nothing is learnt from them. On the others 0 is " + (complete
			? "background." : "unknown, too."));
		final List<Annotated> cases = cases(labels, frame -> SparseLabels.painted(frame, complete));
		return new Known(cases, classes(cases, names));
	}

	private void requireFit(final Volume labels) {
		final Volume image = source.volume();
		LabelledExtent.requireOneChannel(labels, labels.name());
		for (final Axis axis : List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME))
			if (labels.size(axis) != image.size(axis)) throw new CairnException("The label image " + labels.name() + " has size " +
				labels.size(axis) + " along " + axis + ", but the image " + image.name() + " has " + image.size(axis) +
				"; choose the labels that belong to it by the parameter annotations.");
	}

	/** Reads labels of one time point. */
	private interface Reading {

		SparseLabels of(Volume frame);
	}

	private List<Annotated> cases(final Volume labels, final Reading reading) {
		final Volume image = source.volume();
		final String name = caseName(source.title());
		final List<Annotated> cases = new ArrayList<>();
		for (int frame = 0; frame < image.size(Axis.TIME); frame++) {
			final SparseLabels known = reading.of(frame(labels, frame));
			// NB: of a time series only what is annotated is copied.
			if (!known.isEmpty()) cases.add(new Annotated(image.size(Axis.TIME) == 1 ? name : name + "-t" + (frame + 1), frame(image,
				frame), known));
		}
		if (cases.isEmpty()) throw new CairnException("The label image " + labels.name() +
			" holds no label; paint the class numbers 1, 2, ... on a slice of it, or draw ROIs.");
		return cases;
	}

	private static Volume frame(final Volume volume, final int frame) {
		return volume.axes().contains(Axis.TIME) ? volume.at(Axis.TIME, frame) : volume;
	}

	/** Names class 1, 2, ... up to the largest one that there is. */
	private static List<String> classes(final List<Annotated> cases, final List<String> names) {
		final SortedSet<Integer> values = new TreeSet<>();
		cases.forEach(one -> values.addAll(one.labels().values()));
		return IntStream.rangeClosed(1, Math.max(names.size(), values.isEmpty() ? 0 : values.last())).mapToObj(
			value -> value <= names.size() ? names.get(value - 1) : group(value)).toList();
	}

	private static String group(final int value) {
		final String name = Roi.getGroupName(value);
		return name == null ? "" : name;
	}
}
