// SPDX-License-Identifier: BSD-2-Clause
/** The U-Net, its heads and their weights. The arithmetic is TorchScript text in the resources of this package. */
package sc.fiji.cairn.network;

