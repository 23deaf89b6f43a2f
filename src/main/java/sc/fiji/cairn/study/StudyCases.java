// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.VolumeIO;

/** The cases of a study, with their label images where there are some, and how they are divided. */
final class StudyCases {

	private final VolumeIO io;
	private final Map<String, Case> cases = new LinkedHashMap<>();
	private final Splits splits;

	/**
	 * Finds and divides the cases.
	 *
	 * @throws CairnException if a folder or a file is wrong, or a case that is to be learnt from or scored on has no label
	 */
	StudyCases(final StudyOptions options, final VolumeIO io) {
		this.io = io;
		final StudyData data = options.data();
		final CaseFolder folder = new CaseFolder(io);
		if (data.labels().isBlank()) throw CairnException.of("labels", "The parameter labels is empty; name a folder of label images.");
		final Map<String, Path> labels = folder.files(Path.of(data.labels()), "");
		for (final Case one : folder.images(NameList.of(data.images()), ""))
			cases.put(one.name(), new Case(one.name(), one.image(), labels.get(one.name()), 0));
		final List<String> names = List.copyOf(cases.keySet());
		splits = data.splits().isBlank() ? Splits.random(names, this::isLabelled, options) : Splits.of(SplitFile.read(Path.of(
			data.splits())), names, this::isLabelled, options);
		splits.test().forEach(this::requireLabel);
		splits.draws().values().forEach(draws -> draws.forEach(draw -> draw.forEach(this::requireLabel)));
	}

	private void requireLabel(final String name) {
		if (!isLabelled(name)) throw new CairnException("The case '" + name +
			"' is to be learnt from or scored on but has no label image; add one, or choose other cases.");
	}

	/**
	 * Looks at all label images, as is done before a training on some of them, and makes sure that there are no more names
	 * than classes.
	 *
	 * @throws CairnException if there are, a value is no class, or it is not clear what slices without labels are
	 */
	void requireClasses(final StudyData data, final Progress progress) {
		final List<Case> labelled = cases.values().stream().filter(one -> one.label() != null).toList();
		final List<Integer> classes = new CaseLoader(io, progress).values(labelled, data.rule())
			.stream().filter(value -> value != 0).toList();
		if (!data.names().isEmpty()) SegmentationClass.requireNames(data.names(), classes);
	}

	/**
	 * Makes sure that no test case is in further folders, be it as a link.
	 *
	 * @param folders joined by {@code ;}
	 * @throws CairnException if one is
	 */
	void requireUnseen(final String folders) {
		final Map<Path, String> tested = new HashMap<>();
		test().forEach(one -> tested.put(real(one.image()), one.name()));
		for (final Case one : new CaseFolder(io).images(folders, "")) {
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

	/** Gets a case by its name. */
	Case of(final String name) {
		return cases.get(name);
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

	/** Gets the names of the labelled cases of a run. */
	List<String> labelled(final RunKey run) {
		return splits.labelled(run, this::isLabelled);
	}

	/** Gets a pattern that fits the images of the train cases and no others, as a list of one. */
	String trainPattern() {
		return NameList.of(CaseFolder.pattern(train()));
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
