// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

/** What a dimension of a {@link Volume} means. */
public enum Axis {
	X, Y, Z, CHANNEL, TIME
}
