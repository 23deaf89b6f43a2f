// SPDX-License-Identifier: BSD-2-Clause
/** Label-efficient segmentation of volumes in ImageJ and Fiji. */
package sc.fiji.cairn;

