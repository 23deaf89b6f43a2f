// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import java.util.function.ToDoubleFunction;

/** A number that says how well a prediction agrees with the truth: one column of the tables. */
public enum Measure {

	/** Dice coefficient, 0 to 1. */
	DICE("dice", 0, ClassScore::dice),

	/** Intersection over union, 0 to 1. */
	IOU("iou", 0, ClassScore::iou),

	/** 95th percentile of the surface distances, a length. */
	HD95("hd95", 1, ClassScore::hd95),

	/** Hausdorff distance, a length. */
	HD("hd", 1, ClassScore::hd),

	/** Average symmetric surface distance, a length. */
	ASSD("assd", 1, ClassScore::assd),

	/** Volume of the class in the prediction. */
	PREDICTION_VOLUME("prediction", 3, ClassScore::predictionVolume),

	/** Volume of the class in the truth. */
	TRUTH_VOLUME("truth", 3, ClassScore::truthVolume);

	private final String column;
	private final int dimension;
	private final ToDoubleFunction<ClassScore> value;

	Measure(final String column, final int dimension, final ToDoubleFunction<ClassScore> value) {
		this.column = column;
		this.dimension = dimension;
		this.value = value;
	}

	/** Gets the measure's value; NaN if it has none. */
	public double of(final ClassScore score) {
		return value.applyAsDouble(score);
	}

	/** The power of the unit of length: 0 for a ratio, 1 for a distance, 3 for a volume. */
	public int dimension() {
		return dimension;
	}

	/**
	 * The column's name.
	 *
	 * @param unit unit of length; empty to leave it out
	 * @return for example {@code dice}, {@code hd95_mm}, {@code truth_mm3}
	 */
	public String column(final String unit) {
		if (dimension == 0 || unit.isEmpty()) return column;
		return column + "_" + unit + (dimension == 1 ? "" : dimension);
	}
}
