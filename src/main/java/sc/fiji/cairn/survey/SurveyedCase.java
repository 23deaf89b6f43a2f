// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one case is like.
 *
 * @param name base name of its files
 * @param image file of the image; empty if there is only a label image
 * @param label file of the label image; empty if there is none
 * @param extent size of the image, or of the label image if it is alone; empty if it cannot be read
 * @param voxels number of voxels of each label value, smallest value first, without ignored ones; empty without labels
 * @param problems what is wrong, one sentence each; empty if nothing is
 */
public record SurveyedCase(String name, Optional<Path> image, Optional<Path> label, Optional<Extent> extent,
	SortedMap<Integer, Long> voxels, List<String> problems)
{

	public SurveyedCase {
		voxels = Collections.unmodifiableSortedMap(new TreeMap<>(voxels));
		problems = List.copyOf(problems);
	}

	/** Gets the same with one more problem. */
	SurveyedCase with(final String problem) {
		final List<String> more = new ArrayList<>(problems);
		more.add(problem);
		return new SurveyedCase(name, image, label, extent, voxels, more);
	}

	/** Tells whether there are an image and labels, and nothing is wrong with them. */
	boolean isUsable() {
		return image.isPresent() && label.isPresent() && problems.isEmpty();
	}
}
