// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/** How bright a phantom's tissues are: the same anatomy in two contrasts makes two domains. */
public enum Contrast {

	/** Blood is bright, muscle dark, as in cine MR. */
	A(8, 92, 185, 165, 74, 150, 205, 124, 128, 32, 146),

	/** Blood is dark, muscle bright, and fat suppressed. */
	B(8, 135, 62, 56, 162, 74, 36, 100, 112, 16, 84);

	private final double[] intensities;

	/** @param intensities one per tissue, in the order of {@link Tissue} */
	Contrast(final double... intensities) {
		this.intensities = intensities;
	}

	/** The tissue's mean intensity, from 0 to 255. */
	double intensity(final Tissue tissue) {
		return intensities[tissue.ordinal()];
	}
}
