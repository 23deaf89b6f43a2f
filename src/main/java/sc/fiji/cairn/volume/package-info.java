// SPDX-License-Identifier: BSD-2-Clause
/** Volumes with voxel spacing and axes, and the door to their file formats. */
package sc.fiji.cairn.volume;
