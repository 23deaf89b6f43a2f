// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.volume.Selection;

/**
 * The data of a study and how they are divided.
 *
 * @param images folder of volumes
 * @param labels folder of label images with the same base names
 * @param splits JSON file that divides the cases; empty to divide them at random
 * @param test without a file: base names of the cases to score on, or their share
 * @param group regular expression whose capturing group says which cases belong together, such as those of one patient;
 *          empty if each case stands for itself
 * @param others further folders of volumes, as a list, for methods that learn from several data sets
 * @param domains what {@code images} and {@code others} hold, one {@code group:task} each; may be empty
 * @param rule how label values are read
 * @param names what to call the classes, in the order of their values; may be empty
 * @param selection channels and time point of all volumes to use
 */
public record StudyData(String images, String labels, String splits, List<String> test, String group, String others,
	String domains, LabelRule rule, List<String> names, Selection selection)
{

	/** Takes volumes whole. */
	public StudyData(final String images, final String labels, final String splits, final List<String> test,
		final String group, final String others, final String domains, final LabelRule rule,
		final List<String> names)
	{
		this(images, labels, splits, test, group, others, domains, rule, names, Selection.ALL);
	}

	public StudyData {
		test = List.copyOf(test);
		names = List.copyOf(names);
		if (splits.isBlank() && test.isEmpty()) throw CairnException.of("test",
			"The parameter test is empty; name the cases to score on, or their share, such as 0.2.");
		if (others.isBlank() && !domains.isBlank()) throw CairnException.of("domains", "The parameter domains says what the folders " +
			"of images and others hold, but others is empty; name further folders, or leave domains empty.");
	}
}
