// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.awt.Color;

/**
 * How people see colours: all cones, or one kind of them missing, simulated by the matrices of Machado, Oliveira and
 * Fernandes (IEEE Transactions on Visualization and Computer Graphics 15, 2009) for the strongest form.
 */
enum ColourVision {

	/** All kinds of cones. */
	NORMAL(new double[][] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }),

	/** Without the cones for long waves: reds are dark. */
	PROTANOPIA(new double[][] { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882,
		-0.048116, 1.051998 } }),

	/** Without the cones for middle waves: reds and greens are alike. */
	DEUTERANOPIA(new double[][] { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820,
		0.042940, 0.968881 } }),

	/** Without the cones for short waves: blues and greens are alike. */
	TRITANOPIA(new double[][] { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733,
		0.691367, 0.303900 } });

	private final double[][] matrix;

	ColourVision(final double[][] matrix) {
		this.matrix = matrix;
	}

	/** Gets what a colour looks like, in CIELAB under D65. */
	double[] lab(final Color colour) {
		final double[] seen = new double[3];
		final double[] light = { linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue()) };
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++)
				seen[i] += matrix[i][j] * light[j];
		for (int i = 0; i < 3; i++)
			seen[i] = Math.min(1, Math.max(0, seen[i]));
		return lab(seen[0], seen[1], seen[2]);
	}

	/** Gets how far apart two colours are, in CIELAB (CIE 1976). */
	static double distance(final double[] a, final double[] b) {
		return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
	}

	/** Converts linear sRGB from 0 to 1 to CIELAB under D65 (IEC 61966-2-1, CIE 15). */
	static double[] lab(final double r, final double g, final double b) {
		final double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
		final double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
		final double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
		return new double[] { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
	}

	/** Converts a value of sRGB from 0 to 255 to a share of light. */
	static double linear(final int value) {
		final double v = value / 255.0;
		return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
	}

	private static double root(final double t) {
		return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
	}
}
