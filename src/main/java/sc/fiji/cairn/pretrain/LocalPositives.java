// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

/** Which regions the local contrast of Chaitanya et al. 2020 takes as alike. */
public enum LocalPositives {
	/** L_R: the same region in two views of a slice. */
	RANDOM,
	/** L_D: also the same region in slices of the same partition of other volumes. */
	PARTITION
}
