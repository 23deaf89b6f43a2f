// SPDX-License-Identifier: BSD-2-Clause
/** Regions of interest of ImageJ from and to labels. */
package sc.fiji.cairn.roi;
