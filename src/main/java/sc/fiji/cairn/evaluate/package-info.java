// SPDX-License-Identifier: BSD-2-Clause
/**
 * How well a segmentation agrees with the truth: overlap and surface distances per case and class, and their means over
 * a folder.
 */
package sc.fiji.cairn.evaluate;

