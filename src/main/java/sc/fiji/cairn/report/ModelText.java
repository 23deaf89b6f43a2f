// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.cairn.model.ModelDescription;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Decimals;
import sc.fiji.cairn.volume.imagej.LabelImages;

/** Tells in words what a model is for, what it has learnt from, and what it is worth. */
public final class ModelText {

	private final Path file;
	private final ModelDescription model;
	private final PretrainMethods methods;
	private final List<String> lines = new ArrayList<>();

	private ModelText(final Path file, final ModelDescription model, final PretrainMethods methods) {
		this.file = file;
		this.model = model;
		this.methods = methods;
	}

	/**
	 * Describes a model.
	 *
	 * @param file where it lies, for the first line
	 * @param methods those whose works are known
	 * @return lines such as {@code Classes: 1 chamber (#ff0000)}, and an empty one between paragraphs
	 */
	public static String of(final Path file, final ModelDescription model, final PretrainMethods methods) {
		return new ModelText(file, model, methods).text();
	}

	private String text() {
		final Plan plan = model.plan();
		add("Model", file.toString());
		add("Task", plan.segments() ? "segments images into " + (plan.classes().size() - 1) + (plan.classes().size() == 2
			? " class" : " classes") + " and background" : "pretrained: the start of a fine-tuning, which does not segment yet");
		if (plan.segments()) add("Classes", classes(plan.classes()));
		add("Sees", seen(plan.preprocessing(), plan.architecture()));
		add("Network", network(plan.architecture()));
		add("Validation Dice", validation(model.log()));
		if (plan.fingerprint() != null) add("Trained on images of", images(plan.fingerprint()));
		String what = "Made by ";
		for (Provenance training = plan.provenance(); training != null; training = training.parent()) {
			lines.add("");
			describe(what, training);
			what = "Before that ";
		}
		lines.add("");
		add("Licence", "that of a model is its maker's choice; Cairn's own is BSD 2-Clause");
		lines.add("Please cite:");
		return String.join("\n", lines) + "\n" + Citations.of(plan, methods).text();
	}

	private void add(final String name, final String value) {
		lines.add(name + ": " + value);
	}

	private static String classes(final List<SegmentationClass> classes) {
		final int largest = classes.stream().mapToInt(SegmentationClass::value).max().orElse(1);
		final List<Color> colours = LabelImages.colours(largest);
		return classes.stream().filter(one -> one.value() > 0).map(one -> one.value() + " " + one.name() + String.format(
			Locale.ROOT, " (#%06x)", colours.get((one.value() - 1) % colours.size()).getRGB() & 0xffffff)).collect(Collectors
				.joining(", "));
	}

	private static String seen(final Preprocessing preprocessing, final Architecture architecture) {
		final String spacing = preprocessing.spacing() == 0 ? ", as large as they are in the image" : spacing(preprocessing
			.spacing(), preprocessing.spacingZ());
		return (preprocessing.isFlat() ? "one slice at a time, in windows of " : "volumes, in windows of ") + preprocessing.window() +
			spacing + "; images with " + architecture.channels() + (architecture.channels() == 1 ? " channel" : " channels");
	}

	private static String spacing(final double pixels, final double slices) {
		return " of " + Decimals.text(pixels, 3) + " mm" + (slices == 0 ? "" : ", slices every " + Decimals.text(slices, 3) +
			" mm");
	}

	private String network(final Architecture architecture) {
		return String.format(Locale.ROOT, "%dD U-Net, %d resolutions, %d to %d channels, %,d weights", architecture.dimensions(),
			architecture.levels(), architecture.width(0), architecture.width(architecture.levels() - 1), model.weights());
	}

	/** Says the latest score of a training on the cases that it was watched with. */
	public static String validation(final List<TrainedStep> log) {
		return log.stream().filter(step -> step.dice().isPresent()).reduce((earlier, later) -> later).map(step -> String.format(
			Locale.ROOT, "%.4f after step %d, the mean over the validation cases", step.dice().getAsDouble(), step.number())).orElse(
				"not measured; give Cairn Fine-tune a share of the cases as \"validation\", or use Cairn Evaluate");
	}

	private static String images(final Fingerprint data) {
		return String.format(Locale.ROOT, "usually %.0f x %.0f x %.0f voxels", data.width().median(), data.height().median(),
			data.depth().median()) + (data.spacing().median() == 0 ? "" : spacing(data.spacing().median(), data.spacingZ()
				.median()));
	}

	private void describe(final String what, final Provenance training) {
		final String method = Citations.text(training.options(), "method");
		lines.add(what + training.stage() + (method.isEmpty() ? "" : " (" + method + ")") + ": " + training.steps() +
			" steps in " + duration(training.seconds()) + (training.stopped() ? ", stopped early" : ", ended") + " " + training
				.finished().replace('T', ' '));
		add("  Volumes", training.cases().size() + ": " + String.join(", ", training.cases()));
		if (!training.unlabelled().isEmpty()) add("  Unlabelled volumes", training.unlabelled().size() + ": " + String.join(", ",
			training.unlabelled()));
		if (!training.folders().isEmpty()) add("  Folder", String.join(", ", training.folders()));
		add("  Computed on", training.device());
		add("  Software", training.software());
	}

	private static String duration(final double seconds) {
		return seconds < 120 ? String.format(Locale.ROOT, "%.0f s", seconds) : String.format(Locale.ROOT, "%.0f min", seconds /
			60);
	}
}
