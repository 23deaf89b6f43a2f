// SPDX-License-Identifier: BSD-2-Clause
/** Segmentation of volumes with a trained model. */
package sc.fiji.cairn.segment;

