// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The colours of the suite, which people with any kind of colour vision can tell apart: of classes in label images,
 * overlays, previews and figures, and of curves in charts.
 * <p>
 * The first seven are those of Okabe and Ito (Color Universal Design, 2008), without black. Each further one is that
 * farthest, in CIELAB, from black and all before it to the kind of vision that sees the least difference (the idea of
 * Glasbey et al., Color Research and Application 32, 2007).
 * </p>
 */
public final class DistinctColours {

	/** So many classes have a colour of their own. */
	private static final int COUNT = 255;

	private static final Color VERMILION = new Color(0xD55E00);
	private static final Color SKY_BLUE = new Color(0x56B4E9);
	private static final Color YELLOW = new Color(0xF0E442);
	private static final Color BLUE = new Color(0x0072B2);
	private static final Color PURPLE = new Color(0xCC79A7);
	private static final Color ORANGE = new Color(0xE69F00);
	private static final Color GREEN = new Color(0x009E73);

	/** Ordered so that the first few differ most to every kind of vision. */
	private static final List<Color> FIRST = List.of(VERMILION, SKY_BLUE, YELLOW, BLUE, PURPLE, ORANGE, GREEN);

	/** Dark enough for lines on white, in such an order, too. */
	private static final List<Color> LINES = List.of(BLUE, VERMILION, SKY_BLUE, PURPLE, ORANGE, GREEN);

	private static final int STEP = 17;

	/** Darker ones look like background in an overlay, lighter ones like bright tissue. */
	private static final double DARKEST = 30;
	private static final double LIGHTEST = 90;

	private static final List<Color> ALL = all();

	private DistinctColours() {}

	/** Gets the colours of class 1, 2, ... up to a number of them, at most 255; black is not among them. */
	public static List<Color> of(final int count) {
		return ALL.subList(0, count);
	}

	/** Gets the colour of a class from 1 on; from class 256 on they repeat. */
	public static Color ofClass(final int label) {
		return ALL.get(Math.floorMod(label - 1, COUNT));
	}

	/** Gets the colour of a curve on white, from 0 on; they repeat. */
	public static Color ofCurve(final int index) {
		return LINES.get(index % LINES.size());
	}

	private static List<Color> all() {
		final List<Color> candidates = candidates();
		final List<double[][]> seen = candidates.stream().map(DistinctColours::seen).toList();
		final double[] nearest = new double[seen.size()];
		Arrays.fill(nearest, Double.POSITIVE_INFINITY);
		avoid(Color.BLACK, seen, nearest);
		FIRST.forEach(colour -> avoid(colour, seen, nearest));
		final List<Color> chosen = new ArrayList<>(FIRST);
		while (chosen.size() < COUNT) {
			int best = 0;
			for (int c = 1; c < nearest.length; c++)
				if (nearest[c] > nearest[best]) best = c;
			chosen.add(candidates.get(best));
			avoid(candidates.get(best), seen, nearest);
		}
		return List.copyOf(chosen);
	}

	private static List<Color> candidates() {
		final List<Color> candidates = new ArrayList<>();
		for (int red = 0; red < 256; red += STEP) {
			for (int green = 0; green < 256; green += STEP) {
				for (int blue = 0; blue < 256; blue += STEP) {
					final Color colour = new Color(red, green, blue);
					final double lightness = ColourVision.NORMAL.lab(colour)[0];
					if (lightness >= DARKEST && lightness <= LIGHTEST) candidates.add(colour);
				}
			}
		}
		return candidates;
	}

	/** Gets a colour as each kind of vision sees it. */
	private static double[][] seen(final Color colour) {
		return Arrays.stream(ColourVision.values()).map(vision -> vision.lab(colour)).toArray(double[][]::new);
	}

	/** Updates how near candidates are to the colours so far, to who sees the least difference. */
	private static void avoid(final Color colour, final List<double[][]> candidates, final double[] nearest) {
		final double[][] seen = seen(colour);
		for (int c = 0; c < nearest.length; c++)
			for (int vision = 0; vision < seen.length; vision++)
				nearest[c] = Math.min(nearest[c], ColourVision.distance(seen[vision], candidates.get(c)[vision]));
	}
}
