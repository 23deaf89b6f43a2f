// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

/** Numbers of 16 bits, which Java itself reads from version 20 on. */
public final class Halves {

	private Halves() {}

	/** Reads an IEEE 754 half. */
	public static float half(final short bits) {
		final int exponent = bits >> 10 & 31;
		final int fraction = bits & 1023;
		final float value;
		if (exponent == 31) value = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
		else value = exponent == 0 ? fraction * 0x1p-24f : (1024 + fraction) * (float) Math.scalb(1.0, exponent - 25);
		return bits < 0 ? -value : value;
	}

	/** Reads a bfloat16, the upper half of a 32-bit float. */
	public static float brain(final short bits) {
		return Float.intBitsToFloat(bits << 16);
	}
}
