// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.train.TrainingRun;

/**
 * What a program has to know that runs an exported model; part of every export. Axes are in the order of arrays, Z, Y, X, or
 * Y, X of a 2D network.
 *
 * @param software what wrote it
 * @param channels number of channels of the input
 * @param classes what the channels of the output stand for, background first; none of an encoder alone
 * @param normalisation how intensities become input
 * @param normalises whether the network does that itself
 * @param window lengths of the windows that it was trained on
 * @param multiple numbers that the lengths of the input have to be multiples of
 * @param reach how far the network sees along each axis
 * @param spacing distance of voxels that it was trained on, in millimetres; 0 where that does not matter
 * @param directions where X, Y and Z lead, such as {@code LAS}; empty if that does not matter
 * @param limits what the suite does besides, and the network alone does not, in sentences
 * @param trainings how it came to be, the latest training first, without names of files and cases
 */
record Usage(String software, int channels, List<SegmentationClass> classes, String normalisation, boolean normalises,
	List<Long> window, List<Integer> multiple, List<Integer> reach, List<Double> spacing, String directions,
	List<String> limits, List<Training> trainings)
{

	/** Name under which it is part of files. */
	static final String ENTRY = "cairn.json";

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** One training, as far as others need know. */
	record Training(String stage, long steps, double seconds, int cases, String device, String software, String finished) {

		static Training of(final Provenance training) {
			return new Training(training.stage(), training.steps(), training.seconds(), training.cases().size(), training.device(),
				training.software(), training.finished());
		}
	}

	/** Gathers it for a model. */
	static Usage of(final Plan plan, final ExportOptions options, final ExportFormat format) {
		final Architecture architecture = plan.architecture();
		final Preprocessing input = plan.preprocessing();
		final List<Training> trainings = new ArrayList<>();
		for (Provenance training = plan.provenance(); training != null; training = training.parent())
			trainings.add(Training.of(training));
		final List<Integer> axes = IntStream.range(0, architecture.dimensions()).boxed().toList();
		return new Usage(TrainingRun.software(), architecture.channels(), plan.classes(), normalisation(input), options
			.normalises(), LongStream.of(input.shape()).boxed().toList(), axes.stream().map(architecture::multiple).toList(), axes
				.stream().map(architecture::reach).toList(), input.isFlat() ? List.of(input.spacing(), input.spacing()) : List.of(
					input.spacingZ(), input.spacing(), input.spacing()), plan.directions() == null ? "" : plan.directions().code(),
			limits(plan, options, format), trainings);
	}

	private static String normalisation(final Preprocessing input) {
		return switch (input.normalisation()) {
			case PERCENTILES_1_99 -> "each channel of each volume: its 1st and 99th percentile become 0 and 1, values are cut at 0 and " +
				Preprocessing.BRIGHTEST;
		};
	}

	private static List<String> limits(final Plan plan, final ExportOptions options, final ExportFormat format) {
		final Preprocessing input = plan.preprocessing();
		final Architecture architecture = plan.architecture();
		final List<String> limits = new ArrayList<>();
		if (input.spacing() > 0) limits.add("Images have to be resampled to pixels of " + input.spacing() + " mm" + (input
			.spacingZ() > 0 ? " and slices every " + input.spacingZ() + " mm" : "") + " before; the network alone does not do that.");
		if (!options.normalises()) limits.add("Intensities have to be normalised before (" + normalisation(input) + ")" +
			(format == ExportFormat.BIOIMAGEIO ? ", which the package asks the program to do." : format == ExportFormat.TORCHSCRIPT
				? "; the method normalise(x) does that." : "."));
		if (options.slices() && input.isFlat() && format == ExportFormat.BIOIMAGEIO) limits.add("Intensities are normalised slice by slice, and not volume by " +
			"volume as in training, so that labels may differ.");
		else limits.add("Intensities are those of whole volumes: a program that normalises each tile by itself gives other labels.");
		if (!input.isFlat()) limits.add("Volumes too large for the memory are seen through windows that overlap by half, whose " +
			"scores are averaged with Gaussian weights; programs that lay tiles side by side give other labels near their borders.");
		if (architecture.style().seesAll()) limits.add(
			"The network normalises its maps by all that it sees at once, so that labels depend on the size of the input.");
		if (plan.directions() != null && !plan.directions().code().isEmpty() && !input.isFlat()) limits.add("The axes X, Y and Z have to lead to " + plan
			.directions().code() + ", as NIfTI names directions; volumes are not turned.");
		if (!IntStream.range(0, plan.classes().size()).allMatch(i -> plan.classes().get(i).value() == i)) limits.add(
			"The class of the highest channel is to be replaced by its label value, " + plan.classes().stream().map(
				SegmentationClass::value).toList() + ".");
		return List.copyOf(limits);
	}

	/** Gets it as JSON. */
	String json() {
		return GSON.toJson(this);
	}
}
