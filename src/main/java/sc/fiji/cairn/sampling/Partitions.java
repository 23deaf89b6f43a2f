// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import sc.fiji.cairn.CairnException;

/**
 * Cuts a stack of slices into consecutive parts of equal size, up to one slice, that cover every slice.
 * <p>
 * Part k of S holds the slices from round(k n / S) up to, not including, round((k + 1) n / S). (The published code of
 * Chaitanya et al. 2020 uses parts of floor(n / S) slices and never draws the rest.)
 * </p>
 *
 * @param slices number of slices n
 * @param count number of parts S
 */
public record Partitions(int slices, int count) {

	public Partitions {
		if (count < 1) throw CairnException.of("partitions", "The parameter partitions must be at least 1, not " + count + ".");
		if (slices < count) throw new CairnException("A stack of " + slices + " slices cannot be cut into " + count +
			" partitions; use fewer.");
	}

	/** Returns the first slice of a part. */
	public int start(final int part) {
		return (int) Math.round((double) part * slices / count);
	}

	/** Returns the slice after the last one of a part. */
	public int end(final int part) {
		return start(part + 1);
	}
}
