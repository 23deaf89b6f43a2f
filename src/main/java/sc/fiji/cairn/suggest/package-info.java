// SPDX-License-Identifier: BSD-2-Clause
/** What to label next: which slices or volumes of a data set teach a network most. */
package sc.fiji.cairn.suggest;
