// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.nio.file.Path;
import java.util.List;

import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.volume.Selection;

/**
 * What an overview shows.
 *
 * @param images folder of the images
 * @param labels folder of the true label images, with the same base names
 * @param predictions folders of predicted label images, one column each; may be empty
 * @param models models whose losses to draw; may be empty
 * @param rows largest number of cases to show
 * @param selection channel and time point of images and true label images to show
 * @param rule how the values of true label images are read
 */
public record OverviewOptions(Path images, Path labels, List<Path> predictions, List<Path> models, int rows,
	Selection selection, LabelRule rule)
{

	/** Shows the first channel and time point, and labels as they are. */
	public OverviewOptions(final Path images, final Path labels, final List<Path> predictions, final List<Path> models,
		final int rows)
	{
		this(images, labels, predictions, models, rows, Selection.ALL, LabelRule.PLAIN);
	}

	public OverviewOptions {
		predictions = List.copyOf(predictions);
		models = List.copyOf(models);
	}
}
