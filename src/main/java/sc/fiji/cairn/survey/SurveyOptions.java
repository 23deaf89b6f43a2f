// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.NamePattern;
import sc.fiji.cairn.volume.Selection;

/**
 * Which data to look at.
 *
 * @param images folders of volumes
 * @param labels folder of label images with the same base names, if any
 * @param complete whether an image without a label image is wrong
 * @param rule how label values are read
 * @param selection channels and time points to look at
 */
public record SurveyOptions(List<ImageFolder> images, Optional<Path> labels, boolean complete, LabelRule rule,
	Selection selection)
{

	/** Tells whether all images of the folders are meant. */
	boolean isWhole() {
		return images.stream().allMatch(folder -> folder.names() == NamePattern.ALL);
	}
}
