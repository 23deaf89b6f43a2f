// SPDX-License-Identifier: BSD-2-Clause
/** The commands in plain ImageJ, which has no SciJava of its own: one generic plugin stands in for all of them. */
package sc.fiji.cairn.command.ij1;

