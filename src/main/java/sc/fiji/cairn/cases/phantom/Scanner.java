// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/**
 * Where phantoms come from in practice: scanners that differ in contrast, brightness, noise, sharpness and size of their
 * voxels, and in how large the people are that they see.
 */
public enum Scanner {

	/** The one whose phantoms have labels: 48 x 48 x 20 voxels of 1 x 1 x 2 mm. */
	A(0, 1, 11, 0.14, 0.2, 1, new PhantomGrid(48, 20)),

	/** Coarse and noisy: 40 x 40 x 16 voxels of 1.2 x 1.2 x 2.5 mm. */
	B(0.08, 0.85, 15, 0.14, 0.2, 0.95, new PhantomGrid(40, 16)),

	/** Fine and uneven: 60 x 60 x 20 voxels of 0.8 x 0.8 x 2 mm. */
	C(0.14, 1, 13, 0.2, 0.2, 1, new PhantomGrid(60, 20)),

	/** Blurred, of little contrast, of children: 48 x 48 x 25 voxels of 1 x 1 x 1.6 mm. */
	D(0.2, 1.15, 9, 0.14, 0.25, 0.92, new PhantomGrid(48, 25));

	private final double share;
	private final double gamma;
	private final double noise;
	private final double bias;
	private final double blur;
	private final double size;
	private final PhantomGrid grid;

	/**
	 * @param share of {@link Contrast#B} in the contrast; the rest is {@link Contrast#A}
	 * @param gamma exponent of the grey values as shares of the whole range
	 * @param noise standard deviation of grey values
	 * @param bias logarithm of the brightness, standard deviation over the image
	 * @param blur share of a voxel in its neighbour's value
	 * @param size of the bodies, relative to the usual one
	 */
	Scanner(final double share, final double gamma, final double noise, final double bias, final double blur,
		final double size, final PhantomGrid grid)
	{
		this.share = share;
		this.gamma = gamma;
		this.noise = noise;
		this.bias = bias;
		this.blur = blur;
		this.size = size;
		this.grid = grid;
	}

	double intensity(final Tissue tissue) {
		return (1 - share) * Contrast.A.intensity(tissue) + share * Contrast.B.intensity(tissue);
	}

	double gamma() {
		return gamma;
	}

	double noise() {
		return noise;
	}

	double bias() {
		return bias;
	}

	double blur() {
		return blur;
	}

	double size() {
		return size;
	}

	PhantomGrid grid() {
		return grid;
	}
}
