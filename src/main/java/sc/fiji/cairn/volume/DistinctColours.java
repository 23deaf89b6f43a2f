package sc.fiji.cairn.volume;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes colours that are easy to tell apart: each is the one farthest, in CIELAB, from black and all before it (the idea
 * of Glasbey et al., Color Research and Application 32, 2007).
 */
final class DistinctColours {

	private static final int STEP = 17;

	/** Darker ones look like background in an overlay, lighter ones like bright tissue. */
	private static final double DARKEST = 30;
	private static final double LIGHTEST = 90;

	private DistinctColours() {}

	/** Makes a number of colours, always the same ones; black is not among them. */
	static List<Color> of(final int count) {
		final List<Color> candidates = candidates();
		final double[][] lab = candidates.stream().map(DistinctColours::lab).toArray(double[][]::new);
		final double[] nearest = new double[lab.length];
		Arrays.fill(nearest, Double.POSITIVE_INFINITY);
		// Red first: the habit for a single class.
		double[] last = lab(Color.RED);
		final List<Color> chosen = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int best = 0;
			for (int c = 0; c < lab.length; c++) {
				nearest[c] = Math.min(nearest[c], i == 0 ? -distance(lab[c], last) : distance(lab[c], last));
				if (nearest[c] > nearest[best]) best = c;
			}
			if (i == 0) Arrays.fill(nearest, Double.POSITIVE_INFINITY);
			chosen.add(candidates.get(best));
			last = lab[best];
		}
		return chosen;
	}

	private static List<Color> candidates() {
		final List<Color> candidates = new ArrayList<>();
		for (int red = 0; red < 256; red += STEP) {
			for (int green = 0; green < 256; green += STEP) {
				for (int blue = 0; blue < 256; blue += STEP) {
					final Color colour = new Color(red, green, blue);
					final double lightness = lab(colour)[0];
					if (lightness >= DARKEST && lightness <= LIGHTEST) candidates.add(colour);
				}
			}
		}
		return candidates;
	}

	private static double distance(final double[] a, final double[] b) {
		return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
	}

	/** Converts sRGB to CIELAB under D65 (IEC 61966-2-1, CIE 15). */
	private static double[] lab(final Color colour) {
		final double r = linear(colour.getRed());
		final double g = linear(colour.getGreen());
		final double b = linear(colour.getBlue());
		final double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
		final double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
		final double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
		return new double[] { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
	}

	private static double linear(final int value) {
		final double v = value / 255.0;
		return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
	}

	private static double root(final double t) {
		return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
	}
}
