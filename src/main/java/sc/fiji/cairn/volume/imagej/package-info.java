// SPDX-License-Identifier: BSD-2-Clause
/** Volumes from and to images of ImageJ. */
package sc.fiji.cairn.volume.imagej;
