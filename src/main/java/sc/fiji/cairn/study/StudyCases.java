// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.VolumeIO;

/** The cases of a study, with their label images where there are some, and how they are divided. */
final class StudyCases {

	private final CaseFolder folder;
	private final StudyData data;
	private final Map<String, Case> cases = new LinkedHashMap<>();
	private final Splits splits;

	/**
	 * Finds and divides the cases.
	 *
	 * @throws CairnException if a folder or a file is wrong, or a case that is to be learnt from or scored on has no label
	 */
	StudyCases(final StudyOptions options, final CaseFolder folder) {
		this.folder = folder;
		data = options.data();
		final Map<String, Path> labels = folder.files(data.labels());
		for (final Case one : images())
			cases.put(one.name(), new Case(one.name(), one.image(), labels.get(one.name()), 0));
		final List<String> names = List.copyOf(cases.keySet());
		splits = data.splits().map(file -> Splits.of(SplitFile.read(file), names, this::isLabelled, options)).orElseGet(() -> Splits.random(names,
			this::isLabelled, options));
		splits.test().forEach(this::requireLabel);
		splits.draws().values().forEach(draws -> draws.forEach(draw -> draw.forEach(this::requireLabel)));
	}

	private void requireLabel(final String name) {
		if (!isLabelled(name)) throw new CairnException("The case '" + name +
			"' is to be learnt from or scored on but has no label image; add one, or choose other cases.");
	}

	/**
	 * Makes sure that a method which learns from unlabelled volumes, too, finds some.
	 *
	 * @throws CairnException if some draw takes all train cases
	 */
	void requireUnlabelled(final StudyMethod method) {
		final int train = splits.train().size();
		splits.draws().forEach((count, draws) -> {
			if (draws.stream().anyMatch(draw -> draw.size() >= train)) throw new CairnException("The method " + method.name() +
				" learns from unlabelled volumes, too, but with " + count +
				" labelled ones no train case is left; ask for smaller counts.");
		});
	}

	/**
	 * Looks at all label images, as is done before a training on some of them, and makes sure that there are no more names
	 * than classes.
	 *
	 * @throws CairnException if there are, a value is no class, or it is not clear what slices without labels are
	 */
	void requireClasses(final VolumeIO io, final Progress progress) {
		final List<Case> labelled = cases.values().stream().filter(one -> one.label() != null).toList();
		final List<Integer> classes = new CaseLoader(io, progress).values(labelled, data.rule())
			.stream().filter(value -> value != 0).toList();
		if (!data.names().isEmpty()) SegmentationClass.requireNames(data.names(), classes);
	}

	/**
	 * Makes sure that no test case is in the further folders, be it as a link.
	 *
	 * @throws CairnException if one is
	 */
	void requireUnseen() {
		final Map<Path, String> tested = new HashMap<>();
		test().forEach(one -> tested.put(real(one.image()), one.name()));
		for (final Case one : others()) {
			final String name = tested.get(real(one.image()));
			if (name != null) throw CairnException.of("others", "The image " + one.image() + " of the parameter others is the test case '" +
				name + "', which no training may see; name folders without test cases.");
		}
	}

	private static Path real(final Path file) {
		try {
			return file.toRealPath();
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	boolean isLabelled(final String name) {
		return cases.get(name).label() != null;
	}

	Splits splits() {
		return splits;
	}

	List<Case> train() {
		return splits.train().stream().map(cases::get).toList();
	}

	List<Case> test() {
		return splits.test().stream().map(cases::get).toList();
	}

	/** Gets the labelled cases of a run. */
	List<Case> labelled(final RunKey run) {
		return splits.labelled(run, this::isLabelled).stream().map(cases::get).toList();
	}

	/** Gets the train cases in the order of their folder. */
	List<Case> unlabelled() {
		return cases.values().stream().filter(one -> splits.train().contains(one.name())).toList();
	}

	/** Gets the volumes of the further folders, whose domains are counted from 1. */
	List<Case> others() {
		return folder.images(Stream.concat(Stream.of(data.images()), data.others().stream()).map(ImageFolder::new).toList()).stream()
			.filter(one -> one.domain() > 0).toList();
	}

	/** Tells of files that seem to belong to the data set, but are left out. */
	void tellLeftOut(final Progress progress) {
		folder.tellLeftOut(List.of(new ImageFolder(data.images())), Optional.of(data.labels()), progress);
	}

	private List<Case> images() {
		return folder.images(List.of(new ImageFolder(data.images())));
	}

	/** Gets the names of some test cases, spread evenly. */
	List<String> examples(final int count) {
		final List<String> test = splits.test();
		final List<String> some = new ArrayList<>();
		for (int i = 0; i < Math.min(count, test.size()); i++)
			some.add(test.get((2 * i + 1) * test.size() / (2 * Math.min(count, test.size()))));
		return some;
	}
}
