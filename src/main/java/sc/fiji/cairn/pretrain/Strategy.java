// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

/** Which slices the global contrast of Chaitanya et al. 2020 takes as alike (positives) and as different (negatives). */
public enum Strategy {
	/** G_R, as SimCLR: two views of a slice are alike, all other slices are different. */
	RANDOM,
	/** G_D-: views of a slice are alike; slices of other partitions, of any volume, are different. */
	GD_MINUS,
	/** G_D: as G_D-, and slices of the same partition of different volumes are alike. */
	GD
}
