// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

/** Along which axes positions have to agree for places to count as alike. */
public enum PositionAxes {
	/** Along Z, as Zeng et al. 2021 have it for slices. */
	Z,
	/** Along all three, for 3D networks; those for slices see X and Y whole. */
	ALL
}
