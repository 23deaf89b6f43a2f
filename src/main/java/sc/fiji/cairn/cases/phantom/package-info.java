// SPDX-License-Identifier: BSD-2-Clause
/** Synthetic volumes with labels, for examples and tests. */
package sc.fiji.cairn.cases.phantom;
