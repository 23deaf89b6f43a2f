// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far a study is, for those who report it.
 *
 * @param options the user's parameters
 * @param record what followed from them
 * @param splits how the cases are divided
 * @param exampleCases names of the test cases whose predictions are kept
 * @param results scores of the finished runs
 * @param runs all runs that there will be
 * @param pretrainingSeconds how long each pretraining took, by the name of its model file
 */
public record StudyState(StudyOptions options, StudyRecord record, Splits splits, List<String> exampleCases,
	Results results, Set<RunKey> runs, Map<String, Double> pretrainingSeconds)
{

	public StudyState {
		runs = new LinkedHashSet<>(runs);
		pretrainingSeconds = new TreeMap<>(pretrainingSeconds);
	}

	/**
	 * Gets the folders of the predictions that are kept, one of each method that has some, which it is named by. Those that
	 * somebody has deleted are left out.
	 */
	public List<Path> exampleFolders() {
		final List<Path> folders = new ArrayList<>();
		for (final RunKey run : runs)
			if (Examples.isExample(run, options.counts()) && results.runs().contains(run)) folders.add(Examples.folder(options
				.output(), run));
		folders.removeIf(Files::notExists);
		return folders;
	}
}
