// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.SplittableRandom;

/** Where the places of a batch are drawn from: slices for 2D networks. Safe for use by several threads. */
@FunctionalInterface
public interface PlaceSource {

	/** Draws a place. */
	Place draw(SplittableRandom random);
}
