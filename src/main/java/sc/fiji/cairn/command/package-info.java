// SPDX-License-Identifier: BSD-2-Clause
/** SciJava commands: each takes parameters, calls one engine, and hands out the results. */
package sc.fiji.cairn.command;

