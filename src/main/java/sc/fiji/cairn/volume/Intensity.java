package sc.fiji.cairn.volume;

import sc.fiji.cairn.CairnException;

/**
 * How bright the voxels of an image are.
 *
 * @param min smallest value
 * @param max largest value
 * @param p1 first percentile, exact, as numpy's {@code percentile(values, 1, method='linear')}
 * @param p99 99th percentile
 */
public record Intensity(double min, double max, double p1, double p99) {

	/**
	 * Measures an array of voxels.
	 *
	 * @param values their order is changed
	 * @param name of the image, for the message
	 * @throws CairnException if a voxel is NaN or infinite, or all are equal: no network can learn from such an image
	 */
	public static Intensity of(final float[] values, final String name) {
		if (values.length == 0) throw new CairnException("The image " + name + " has no voxels: remove it.");
		float min = values[0];
		float max = values[0];
		for (final float value : values) {
			if (!Float.isFinite(value)) throw new CairnException("The image " + name +
				" has voxels that are NaN or infinite: replace them, for example by 0.");
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		if (min == max) throw new CairnException("The image " + name + " is constant (all voxels are " + min +
			"): remove it or check how it was exported.");
		final double[] percentiles = Voxels.percentiles(values, 1, 99);
		return new Intensity(min, max, percentiles[0], percentiles[1]);
	}
}
