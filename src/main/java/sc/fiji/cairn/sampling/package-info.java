// SPDX-License-Identifier: BSD-2-Clause
/** Prepared volumes, in memory or in scratch files, and the windows through which a network sees them. */
package sc.fiji.cairn.sampling;
