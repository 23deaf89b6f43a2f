// SPDX-License-Identifier: BSD-2-Clause
/** Figures, tables and pages. */
package sc.fiji.cairn.report;
