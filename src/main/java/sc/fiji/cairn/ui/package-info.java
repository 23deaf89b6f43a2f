// SPDX-License-Identifier: BSD-2-Clause
/** Windows. */
package sc.fiji.cairn.ui;
