// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.NearMiss;

/**
 * Predictions with the label images of the same base names, whatever the formats of the two.
 *
 * @param all pairs by name
 * @param unpredicted number of label images that have no prediction
 */
record Pairs(List<Pair> all, int unpredicted) {

	/**
	 * Two files of one case.
	 *
	 * @param name base name that both have
	 */
	record Pair(String name, Path prediction, Path label) {}

	/**
	 * Pairs the files of two folders.
	 *
	 * @throws CairnException if a folder is missing or holds no image, two files of a folder have one base name, or a
	 *           prediction has no label
	 */
	static Pairs of(final Path predictions, final Path labels, final CaseFolder folder) {
		final Map<String, Path> predicted = folder.files(predictions);
		final Map<String, Path> labelled = folder.files(labels);
		final List<Pair> pairs = predicted.entrySet().stream().map(entry -> pair(entry, labelled, labels)).toList();
		return new Pairs(pairs, labelled.size() - pairs.size());
	}

	private static Pair pair(final Map.Entry<String, Path> prediction, final Map<String, Path> labelled,
		final Path labels)
	{
		final Path label = labelled.get(prediction.getKey());
		if (label == null) throw new CairnException("The prediction " + prediction.getValue() + " has no label in " +
			labels + "; " + NearMiss.label(new Case(prediction.getKey(), prediction.getValue(), null, 0), labelled)
				.orElse("add a label image named " + prediction.getKey() + " there, or take the prediction away") + ".");
		return new Pair(prediction.getKey(), prediction.getValue(), label);
	}
}
