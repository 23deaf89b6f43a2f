// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

import java.util.function.ToDoubleFunction;

/**
 * Takes the image of a phantom: mean intensities that vary from case to case, texture, partial volume, blur in plane
 * and between slices, a smooth bias field, noise, 8 bits.
 */
final class PhantomScanner {

	/** Each pixel is sampled this often along X and along Y. */
	private static final int SAMPLES = 2;
	private static final double TISSUE_SPREAD = 5;
	private static final double TEXTURE = 8;
	private static final double WHITE = 255;
	private static final double SLICE_OVERLAP = 0.12;

	private final PhantomRandom random;
	private final Scanner scanner;
	private final double[] intensities = new double[Tissue.values().length];
	private final SmoothField texture;
	private final SmoothField bias;
	private final double gain;

	/** @param contrast the mean intensity of each tissue */
	PhantomScanner(final PhantomRandom random, final Scanner scanner, final ToDoubleFunction<Tissue> contrast) {
		this.random = random;
		this.scanner = scanner;
		for (final Tissue tissue : Tissue.values()) {
			intensities[tissue.ordinal()] = contrast.applyAsDouble(tissue) + TISSUE_SPREAD * random.normal();
		}
		intensities[Tissue.AIR.ordinal()] = contrast.applyAsDouble(Tissue.AIR);
		texture = new SmoothField(random, 12, 5, 16);
		bias = new SmoothField(random, 4, 50, 120);
		gain = random.between(0.88, 1.1);
	}

	/** Returns grey values of the grid, X fastest. */
	byte[] scan(final PhantomAnatomy anatomy, final PhantomGrid grid) {
		double[] values = ideal(anatomy, grid);
		values = blur(values, 1, grid.side(), scanner.blur());
		values = blur(values, grid.side(), grid.side(), scanner.blur());
		values = blur(values, grid.side() * grid.side(), grid.slices(), SLICE_OVERLAP);
		final byte[] bytes = new byte[values.length];
		for (int i = 0; i < bytes.length; i++) {
			final double field = gain * StrictMath.exp(scanner.bias() * bias.at(grid.x(i), grid.y(i), grid.z(i)));
			final double noisy = response(values[i] * field) + scanner.noise() * random.normal();
			bytes[i] = (byte) Math.max(0, Math.min(255, (int) Math.floor(noisy + 0.5)));
		}
		return bytes;
	}

	private double response(final double value) {
		return scanner.gamma() == 1 ? value : WHITE * StrictMath.pow(Math.max(0, value) / WHITE, scanner.gamma());
	}

	private double[] ideal(final PhantomAnatomy anatomy, final PhantomGrid grid) {
		final double[] values = new double[grid.count()];
		for (int i = 0; i < values.length; i++) {
			double sum = 0;
			boolean tissue = false;
			for (int s = 0; s < SAMPLES * SAMPLES; s++) {
				final double x = grid.x(i) + grid.pixel() * ((s % SAMPLES + 0.5) / SAMPLES - 0.5);
				final double y = grid.y(i) + grid.pixel() * ((s / SAMPLES + 0.5) / SAMPLES - 0.5);
				final Tissue here = anatomy.at(x, y, grid.position(i)).tissue();
				sum += intensities[here.ordinal()];
				tissue |= here != Tissue.AIR;
			}
			values[i] = sum / (SAMPLES * SAMPLES);
			if (tissue) values[i] += TEXTURE * texture.at(grid.x(i), grid.y(i), grid.z(i));
		}
		return values;
	}

	/** Mixes each voxel with its two neighbours along one axis. */
	private static double[] blur(final double[] values, final int stride, final int size, final double share) {
		final double[] blurred = new double[values.length];
		for (int i = 0; i < values.length; i++) {
			final int k = i / stride % size;
			final double before = values[k == 0 ? i : i - stride];
			final double after = values[k == size - 1 ? i : i + stride];
			blurred[i] = (1 - 2 * share) * values[i] + share * (before + after);
		}
		return blurred;
	}
}
