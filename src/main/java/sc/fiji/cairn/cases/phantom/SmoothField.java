// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/** A random function of space without fine detail: a sum of plane waves. Its variance is 1. */
final class SmoothField {

	private final double[][] waves;

	/**
	 * @param waves number of waves
	 * @param shortest shortest wavelength in mm
	 * @param longest longest wavelength in mm
	 */
	SmoothField(final PhantomRandom random, final int waves, final double shortest, final double longest) {
		this.waves = new double[waves][];
		for (int i = 0; i < waves; i++) {
			final double frequency = 2 * Math.PI / random.between(shortest, longest);
			final double azimuth = random.angle();
			final double up = random.between(-1, 1);
			final double flat = Math.sqrt(1 - up * up);
			this.waves[i] = new double[] { frequency * flat * StrictMath.cos(azimuth), frequency * flat * StrictMath.sin(
				azimuth), frequency * up, random.angle() };
		}
	}

	/** The value at a point in mm. */
	double at(final double x, final double y, final double z) {
		double sum = 0;
		for (final double[] wave : waves) sum += StrictMath.cos(wave[0] * x + wave[1] * y + wave[2] * z + wave[3]);
		return sum * Math.sqrt(2.0 / waves.length);
	}
}
