package sc.fiji.cairn.cases;

/**
 * Takes the image of a phantom: mean intensities that vary from case to case, texture, partial volume, blur in plane
 * and between slices, a smooth bias field, noise, 8 bits.
 */
final class PhantomScanner {

	/** Each pixel is sampled this often along X and along Y. */
	private static final int SAMPLES = 2;
	private static final double TISSUE_SPREAD = 5;
	private static final double TEXTURE = 8;
	private static final double BIAS = 0.14;
	private static final double NOISE = 11;
	/** Share of a voxel in its neighbour's value. */
	private static final double BLUR = 0.2;
	private static final double SLICE_OVERLAP = 0.12;

	private final PhantomRandom random;
	private final double[] intensities = new double[Tissue.values().length];
	private final SmoothField texture;
	private final SmoothField bias;
	private final double gain;

	PhantomScanner(final PhantomRandom random, final Contrast contrast) {
		this.random = random;
		for (final Tissue tissue : Tissue.values()) {
			intensities[tissue.ordinal()] = contrast.intensity(tissue) + TISSUE_SPREAD * random.normal();
		}
		intensities[Tissue.AIR.ordinal()] = contrast.intensity(Tissue.AIR);
		texture = new SmoothField(random, 12, 5, 16);
		bias = new SmoothField(random, 4, 50, 120);
		gain = random.between(0.88, 1.1);
	}

	/** Returns grey values of the grid, X fastest. */
	byte[] scan(final PhantomAnatomy anatomy, final PhantomGrid grid) {
		double[] values = ideal(anatomy, grid);
		values = blur(values, 1, grid.sizeX(), BLUR);
		values = blur(values, grid.sizeX(), grid.sizeY(), BLUR);
		values = blur(values, grid.sizeX() * grid.sizeY(), grid.sizeZ(), SLICE_OVERLAP);
		final byte[] bytes = new byte[values.length];
		for (int i = 0; i < bytes.length; i++) {
			final double field = gain * StrictMath.exp(BIAS * bias.at(grid.x(i), grid.y(i), grid.z(i)));
			final double noisy = values[i] * field + NOISE * random.normal();
			bytes[i] = (byte) Math.max(0, Math.min(255, (int) Math.floor(noisy + 0.5)));
		}
		return bytes;
	}

	private double[] ideal(final PhantomAnatomy anatomy, final PhantomGrid grid) {
		final double[] values = new double[grid.count()];
		for (int i = 0; i < values.length; i++) {
			double sum = 0;
			boolean tissue = false;
			for (int s = 0; s < SAMPLES * SAMPLES; s++) {
				final double x = grid.x(i) + (s % SAMPLES + 0.5) / SAMPLES - 0.5;
				final double y = grid.y(i) + (s / SAMPLES + 0.5) / SAMPLES - 0.5;
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
