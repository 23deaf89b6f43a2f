// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.LeftOut;
import sc.fiji.cairn.cases.NearMiss;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Looks at all images and label images of a data set and says what they are like and what is wrong.
 * <p>
 * Images are read a part at a time, so they may be larger than the memory. What is wrong with one does not keep the others
 * from being looked at.
 * </p>
 */
public final class Survey {

	private final VolumeIO io;
	private final SurveyOptions options;
	private final Progress progress;

	/** Prepares to look; the progress hears of each case. */
	public Survey(final VolumeIO io, final SurveyOptions options, final Progress progress) {
		this.io = io;
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Looks at all cases.
	 *
	 * @throws sc.fiji.cairn.CairnException if a folder is missing or has no image
	 * @throws java.util.concurrent.CancellationException if the user asks for it
	 */
	public SurveyResult run() {
		final CaseFolder folder = new CaseFolder(io);
		final Map<String, Path> labels = options.labels().map(labelFolder -> folder.files(labelFolder)).orElse(Map.of());
		final List<Case> cases = cases(folder, labels);
		progress.stage("Checking data", cases.size());
		final List<SurveyedCase> looked = new ArrayList<>();
		for (final Case one : cases) {
			progress.checkCancelled();
			final SurveyedCase seen = new CaseSurvey(options, io, progress).look(one);
			final Optional<String> rename = one.image() == null || one.label() != null ? Optional.empty() : NearMiss.label(one, labels);
			looked.add(rename.map(what -> seen.with("R" + what.substring(1) + ".")).orElse(seen));
			progress.advance(looked.size(), one.name());
		}
		looked.addAll(leftOut(folder));
		return SurveyResult.of(looked, options.rule());
	}

	/** Lists what seems to belong to the data set, but cannot be opened. */
	private List<SurveyedCase> leftOut(final CaseFolder folder) {
		final List<SurveyedCase> cases = new ArrayList<>();
		options.images().forEach(images -> folder.leftOut(images).forEach(one -> cases.add(leftOut(one, Optional.of(one.file()), Optional
			.empty()))));
		if (options.isWhole()) options.labels().ifPresent(labels -> folder.leftOut(new ImageFolder(labels)).forEach(one -> cases.add(leftOut(one, Optional
			.empty(), Optional.of(one.file())))));
		return cases;
	}

	private static SurveyedCase leftOut(final LeftOut one, final Optional<Path> image, final Optional<Path> label) {
		return new SurveyedCase(CaseFolder.baseName(one.file()), image, label, Optional.empty(), new TreeMap<>(), List.of(one
			.sentence()));
	}

	/** Finds images, with labels where there are some, and labels without image. */
	private List<Case> cases(final CaseFolder folder, final Map<String, Path> labels) {
		final List<Case> images = folder.images(options.images());
		final List<Case> cases = new ArrayList<>();
		final Set<String> names = new HashSet<>();
		for (final Case one : images) {
			names.add(one.name());
			cases.add(new Case(one.name(), one.image(), labels.get(one.name()), one.domain()));
		}
		// Of files that a pattern leaves out the label images are none of our business.
		if (options.isWhole()) labels.forEach((name, label) -> {
			if (!names.contains(name)) cases.add(new Case(name, null, label, 0));
		});
		return cases;
	}
}
