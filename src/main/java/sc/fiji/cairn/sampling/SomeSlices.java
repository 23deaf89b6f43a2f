// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Draws one of some slices of a volume, each as likely. */
record SomeSlices(PreparedVolume stack, List<Integer> slices) implements PlaceSource {

	/** Takes the slices that meet a condition. */
	static SomeSlices of(final PreparedVolume stack, final IntPredicate condition) {
		return new SomeSlices(stack, IntStream.range(0, stack.depth()).filter(condition).boxed().toList());
	}

	@Override
	public Place draw(final SplittableRandom random) {
		return Place.slice(stack, slices.get(random.nextInt(slices.size())));
	}
}
