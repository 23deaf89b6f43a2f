// SPDX-License-Identifier: BSD-2-Clause
/** Contrastive and segmentation losses. The arithmetic is TorchScript text in the resources of this package. */
package sc.fiji.cairn.loss;

