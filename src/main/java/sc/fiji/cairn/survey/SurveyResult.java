// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.LabelValues;
import sc.fiji.cairn.cases.Spacings;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.Spread;
import sc.fiji.cairn.train.Dimensions;

/**
 * What a data set is like.
 *
 * @param cases all cases, by name
 * @param remarks what holds for all of them, one sentence each: what the label values are, what follows for training
 */
public record SurveyResult(List<SurveyedCase> cases, List<String> remarks) {

	/** Fewer labelled cases are all needed for training. */
	private static final int ENOUGH_TO_VALIDATE = 5;

	private static final double VALIDATION = 0.2;

	public SurveyResult {
		cases = List.copyOf(cases);
		remarks = List.copyOf(remarks);
	}

	/** Compares the cases with each other. */
	static SurveyResult of(final List<SurveyedCase> looked, final LabelRule rule) {
		final List<Extent> extents = looked.stream().filter(one -> one.image().isPresent()).flatMap(one -> one.extent()
			.stream()).toList();
		final List<SurveyedCase> cases = looked.stream().map(one -> compared(one, extents)).toList();
		final List<String> remarks = new ArrayList<>();
		remarks.add(summary(cases));
		remarks.addAll(labels(cases, rule));
		if (!extents.isEmpty()) remarks.add("With dimensions=auto: " + Dimensions.AUTO.reason(fingerprint(extents)));
		final long usable = cases.stream().filter(SurveyedCase::isUsable).count();
		if (usable >= ENOUGH_TO_VALIDATE) remarks.add(String.format(Locale.ROOT,
			"With validation=%s, %.0f of the %d labelled cases would watch the training.", VALIDATION, Math.ceil(VALIDATION *
				usable), usable));
		return new SurveyResult(cases, remarks);
	}

	/** Returns the number of cases with which something is wrong. */
	public long wrong() {
		return wrong(cases);
	}

	private static long wrong(final List<SurveyedCase> cases) {
		return cases.stream().filter(one -> !one.problems().isEmpty()).count();
	}

	private static String summary(final List<SurveyedCase> cases) {
		final long labelled = cases.stream().filter(one -> one.label().isPresent()).count();
		final long wrong = wrong(cases);
		return cases.size() + (cases.size() == 1 ? " case, " : " cases, ") + labelled + " with labels; " + (wrong == 0
			? "nothing is wrong with them." : "something is wrong with " + wrong + " of them.");
	}

	private static SurveyedCase compared(final SurveyedCase one, final List<Extent> extents) {
		if (one.image().isEmpty() || one.extent().isEmpty()) return one;
		final Extent own = one.extent().get();
		SurveyedCase result = one;
		final double[] usual = Spacings.usual(extents.stream().map(Extent::geometry).toList());
		if (Spacings.isFar(own.geometry(), usual)) result = result.with("Voxels are " + Spacings.text(own.millimetres()) +
			" apart, but in most images " + Spacings.text(usual) + "; check the voxel size in Image > Properties....");
		final long channels = extents.get(extents.size() / 2).channels();
		if (own.channels() != channels) result = result.with("The image has " + Words.count(own.channels(),
			"channel") + ", but others have " + channels + "; choose one that all have by the parameter channel.");
		return result;
	}

	private static List<String> labels(final List<SurveyedCase> cases, final LabelRule rule) {
		final SortedMap<Integer, Long> sum = new TreeMap<>();
		cases.forEach(one -> one.voxels().forEach((value, count) -> sum.merge(value, count, Long::sum)));
		if (sum.isEmpty()) return List.of();
		final List<String> remarks = new ArrayList<>(List.of("Label values: " + LabelShares.text(sum) + "."));
		if (!sum.containsKey(0)) remarks.add("No label image holds background; give all that is of no class the value 0.");
		LabelValues.gaps(new TreeSet<>(sum.keySet()), rule).ifPresent(remarks::add);
		return remarks;
	}

	/** Describes the images by what decides between slices and volumes. */
	private static Fingerprint fingerprint(final List<Extent> extents) {
		return new Fingerprint(extents.size(), spread(extents, Extent::width), spread(extents, Extent::height), spread(
			extents, Extent::slices), spread(extents, extent -> Math.sqrt(extent.millimetres()[0] * extent.millimetres()[1])),
			spread(extents, extent -> extent.millimetres()[2]), List.of(), List.of(), List.of());
	}

	private static Spread spread(final List<Extent> extents, final ToDoubleFunction<Extent> what) {
		return Spread.of(extents.stream().mapToDouble(what).toArray());
	}
}
