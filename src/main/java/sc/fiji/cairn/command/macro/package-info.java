// SPDX-License-Identifier: BSD-2-Clause
/** Runs ImageJ macros without a display, with the suite's commands on board. */
package sc.fiji.cairn.command.macro;

