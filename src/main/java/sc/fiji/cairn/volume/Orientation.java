// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.ArrayList;
import java.util.List;

/** Computes affines from directions and origins in the coordinates that a file format uses. */
public final class Orientation {

	private Orientation() {}

	/**
	 * Makes an affine of the form that {@link Geometry} has.
	 *
	 * @param steps from a voxel to the next along X, Y, Z, each with three coordinates; or along X and Y only
	 * @param origin coordinates of the centre of the first voxel
	 * @param right 1 if the first coordinate grows to the patient's right, -1 if to the left
	 * @param anterior 1 if the second coordinate grows to the front, -1 if to the back
	 * @param unit unit of the coordinates as a multiple of the geometry's unit
	 */
	public static List<Double> affine(final List<double[]> steps, final double[] origin, final int right, final int anterior,
		final double unit)
	{
		final List<double[]> columns = new ArrayList<>(steps);
		if (columns.size() == 2) columns.add(normal(steps.get(0), steps.get(1)));
		columns.add(origin);
		final int[] signs = { right, anterior, 1 };
		final List<Double> affine = new ArrayList<>();
		for (int row = 0; row < 3; row++)
			for (final double[] column : columns)
				// NB: adding 0 turns -0 into 0.
				affine.add(signs[row] * unit * column[row] + 0.0);
		return affine;
	}

	/** Gets the unit vector that is perpendicular to two others and makes a right-handed system with them. */
	public static double[] normal(final double[] u, final double[] v) {
		final double[] normal = { u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0] };
		final double length = length(normal);
		for (int i = 0; i < 3; i++)
			normal[i] /= length;
		return normal;
	}

	public static double length(final double[] vector) {
		return Math.sqrt(dot(vector, vector));
	}

	public static double dot(final double[] u, final double[] v) {
		double sum = 0;
		for (int i = 0; i < u.length; i++)
			sum += u[i] * v[i];
		return sum;
	}
}
