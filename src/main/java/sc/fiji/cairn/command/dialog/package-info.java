// SPDX-License-Identifier: BSD-2-Clause
/** The one dialog of all commands, made from their parameters, in plain ImageJ and in Fiji. */
package sc.fiji.cairn.command.dialog;

