// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A slice, or a volume, that is worth a label.
 *
 * @param rank from 1, the most useful first
 * @param name base name of the case
 * @param image file of the volume
 * @param slice number of the slice, from 1, as ImageJ counts; empty for the whole volume
 * @param slices number of slices of the volume
 * @param uncertainty how unsure the model is of it, from 0 to 1; NaN where the strategy does not ask
 */
public record Suggestion(int rank, String name, Path image, OptionalInt slice, int slices, double uncertainty) {

	static Suggestion of(final int rank, final Candidate one) {
		return new Suggestion(rank, one.owner().name(), one.owner().image(), one.slice() == Candidate.WHOLE ? OptionalInt.empty()
			: OptionalInt.of(one.slice() + 1), one.depth(), one.uncertainty());
	}

	/** Says what it is: {@code a, slice 7 of 20}. */
	public String words() {
		return name + (slice.isEmpty() ? ", all " + slices + " slices" : ", slice " + slice.getAsInt() + " of " + slices);
	}
}
