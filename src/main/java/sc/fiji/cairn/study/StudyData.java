// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.volume.Selection;

/**
 * The data of a study and how they are divided.
 *
 * @param images folder of volumes
 * @param labels folder of label images with the same base names
 * @param splits JSON file that divides the cases; none to divide them at random
 * @param test without a file: base names of the cases to score on, or their share
 * @param group regular expression whose capturing group says which cases belong together, such as those of one patient;
 *          empty if each case stands for itself
 * @param others further folders of volumes, for methods that learn from several data sets
 * @param domains what {@code images} and {@code others} hold
 * @param rule how label values are read
 * @param names what to call the classes, in the order of their values; may be empty
 * @param selection channels and time point of all volumes to use
 */
public record StudyData(Path images, Path labels, Optional<Path> splits, List<String> test, String group, List<Path> others,
	Domains domains, LabelRule rule, List<String> names, Selection selection)
{

	/** Takes volumes whole. */
	public StudyData(final Path images, final Path labels, final Optional<Path> splits, final List<String> test,
		final String group, final List<Path> others, final Domains domains, final LabelRule rule,
		final List<String> names)
	{
		this(images, labels, splits, test, group, others, domains, rule, names, Selection.ALL);
	}

	public StudyData {
		test = List.copyOf(test);
		names = List.copyOf(names);
		others = List.copyOf(others);
		if (splits.isEmpty() && test.isEmpty()) throw CairnException.of("test",
			"The parameter test is empty; name the cases to score on, or their share, such as 0.2.");
	}
}
