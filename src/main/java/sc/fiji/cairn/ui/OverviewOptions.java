package sc.fiji.cairn.ui;

import java.nio.file.Path;
import java.util.List;

/**
 * What an overview shows.
 *
 * @param images folder of the images
 * @param labels folder of the true label images, with the same base names
 * @param predictions folders of predicted label images, one column each; may be empty
 * @param models models whose losses to draw; may be empty
 * @param rows largest number of cases to show
 */
public record OverviewOptions(Path images, Path labels, List<Path> predictions, List<Path> models, int rows) {

	public OverviewOptions {
		predictions = List.copyOf(predictions);
		models = List.copyOf(models);
	}
}
