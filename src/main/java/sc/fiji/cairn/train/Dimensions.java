// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.Locale;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.Fingerprint;

/** Whether a network sees slices or volumes. */
public enum Dimensions {

	/** Slices. */
	TWO,

	/** Volumes. */
	THREE,

	/**
	 * Volumes where slices are less than {@value #FAR} times as far apart as pixels, and half of the stacks have at least
	 * {@value #DEEP} of them; else slices, which are not known to do worse there.
	 */
	AUTO;

	private static final double FAR = 2;
	private static final int DEEP = 16;

	/**
	 * Gets what a parameter asks for.
	 *
	 * @param text {@code 2}, {@code 3} or {@code auto}
	 */
	public static Dimensions of(final String text) {
		return switch (text) {
			case "2" -> TWO;
			case "3" -> THREE;
			case "auto" -> AUTO;
			default -> throw CairnException.of("dimensions", "The parameter dimensions must be 2, 3 or auto, not '" + text + "'.");
		};
	}

	/** Tells whether a network is to see volumes. */
	public boolean isVolumes(final Fingerprint fingerprint) {
		if (this != AUTO) return this == THREE;
		return fingerprint.hasSpacing() && fingerprint.anisotropy() < FAR && fingerprint.depth().median() >= DEEP;
	}

	/** Says why a choice was made. */
	public String reason(final Fingerprint fingerprint) {
		final String answer = isVolumes(fingerprint) ? "3D" : "2D";
		if (!fingerprint.hasSpacing()) return "The network is " + answer + ", because the distance of slices is not known; set the scale of the images, or dimensions=3.";
		return String.format(Locale.ROOT, "The network is %s, because slices are %.1f times as far apart as pixels, and " +
			"stacks usually have %.0f; 3D is for less than %.0f times, and at least %d slices.", answer, fingerprint.anisotropy(),
			fingerprint.depth().median(), FAR, DEEP);
	}
}
