// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.util.List;

/**
 * A case in an overview.
 *
 * @param title what to write above it
 * @param image slice of the image
 * @param aspect height of a pixel divided by its width
 * @param truth the same slice of the labels
 * @param predictions the same slice of each prediction
 */
record OverviewRow(String title, Slice image, double aspect, Slice truth, List<Prediction> predictions) {

	/**
	 * What was predicted.
	 *
	 * @param labels slice of the label image
	 * @param dice of the whole volume, mean over the classes; NaN if there is none
	 */
	record Prediction(Slice labels, double dice) {}

	OverviewRow {
		predictions = List.copyOf(predictions);
	}
}
