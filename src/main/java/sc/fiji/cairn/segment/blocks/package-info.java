// SPDX-License-Identifier: BSD-2-Clause
/** Segmentation of a volume by blocks, which processes on several machines may share. */
package sc.fiji.cairn.segment.blocks;
