// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import sc.fiji.cairn.network.Design;

/** Describes networks by numbers, of which 0 leaves the choice open as in macros. */
public final class TestNetworks {

	private TestNetworks() {}

	/** The common one, for slices. */
	public static NetworkOptions of(final int width, final int levels, final int size) {
		return of(width, levels, size, 0);
	}

	/** The common one, for slices. */
	public static NetworkOptions of(final int width, final int levels, final int size, final double spacing) {
		return of(Design.COMMON, width, levels, size, spacing, Dimensions.TWO, 0);
	}

	/** One of any design. */
	public static NetworkOptions of(final Design design, final int width, final int levels, final int size, final double spacing,
		final Dimensions dimensions, final int depth)
	{
		return new NetworkOptions(design, width == 0 ? design.width() : width, levels == 0 ? design.levels() : levels, given(size),
			spacing == 0 ? OptionalDouble.empty() : OptionalDouble.of(spacing), dimensions, given(depth));
	}

	private static OptionalInt given(final int number) {
		return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
	}
}
