// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

/** Places of 2D networks, which see slices. */
final class SlicePlaces {

	private SlicePlaces() {}

	/** Gets the places in volumes of some depths. */
	static List<Centres> of(final List<Integer> depths) {
		return depths.stream().map(depth -> new Centres(Centres.Line.MIDDLE, Centres.Line.MIDDLE, Centres.Line.of(depth, 1,
			1))).toList();
	}

	/** Gets a view of a slice. */
	static Draw view(final int stack, final int slice) {
		return new Draw(stack, 0, 0, slice, 0, true);
	}
}
