// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import java.util.SplittableRandom;

/**
 * Random numbers that are the same on every platform and in every version of Java.
 * <p>
 * Only {@link SplittableRandom#nextLong()} is used: how Java turns it into ranges and normal deviates has changed
 * between versions.
 * </p>
 */
final class PhantomRandom {

	private static final double ULP_OF_ONE = 0x1.0p-53;

	/** The sum of so many uniform numbers has variance 1. */
	private static final int NORMAL_TERMS = 12;

	private final SplittableRandom source;

	PhantomRandom(final long seed) {
		source = new SplittableRandom(seed);
	}

	/** Draws from 0 (included) to 1 (not included). */
	double unit() {
		return (source.nextLong() >>> 11) * ULP_OF_ONE;
	}

	/** Draws from an interval. */
	double between(final double low, final double high) {
		return low + (high - low) * unit();
	}

	/** Draws an angle in radians. */
	double angle() {
		return between(0, 2 * Math.PI);
	}

	/** Draws from a distribution of mean 0 and variance 1 that is close to the normal one. */
	double normal() {
		double sum = -NORMAL_TERMS / 2.0;
		for (int i = 0; i < NORMAL_TERMS; i++) sum += unit();
		return sum;
	}
}
