// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

/**
 * The agreement of a prediction with the truth for one class of one case.
 * <p>
 * A class that neither image holds has nothing to score: its overlap and distances are NaN and do not enter means. If
 * only one image holds it, Dice and IoU are 0 and the distances, which have no value then, are the length of the image
 * diagonal (size times spacing): the largest that the image allows. Were they left out, the mean distance of a network
 * would improve when it misses a structure altogether. This is how the BraTS challenges score missed structures.
 * </p>
 *
 * @param label value of the class in the label image
 * @param dice 2 |P and T| / (|P| + |T|), from 0 to 1
 * @param iou |P and T| / |P or T|, from 0 to 1
 * @param hd95 95th percentile of the distances of each surface to the other, both directions joined
 * @param hd largest distance of a surface voxel to the other surface
 * @param assd mean of the two mean distances of one surface to the other
 * @param predictionVolume volume of the class in the prediction
 * @param truthVolume volume of the class in the truth
 * @param absence which image lacks the class
 */
public record ClassScore(int label, double dice, double iou, double hd95, double hd, double assd,
	double predictionVolume, double truthVolume, Absence absence)
{

	/** Scores a class that neither image holds. */
	static ClassScore absent(final int label) {
		return new ClassScore(label, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, Absence.BOTH);
	}
}
