// SPDX-License-Identifier: BSD-2-Clause
/** Who has called a command: the one room for the talk with ImageJ about macros, the threads they run in and how they end. */
package sc.fiji.cairn.command.caller;

