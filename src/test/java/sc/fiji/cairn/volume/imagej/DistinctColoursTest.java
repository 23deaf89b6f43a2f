// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that the colours of classes and curves can be told apart, by other simulations of missing cones than the one that
 * chose them.
 */
class DistinctColoursTest {

	/** So many classes should be told apart whichever two of them touch. */
	private static final int OFTEN = 12;

	/** Just noticeable difference in CIELAB for large, adjacent areas: Mahy, Van Eycken and Oosterlinck, Color Research and Application 19, 1994. */
	private static final double NOTICEABLE = 2.3;

	/** Degrees of vision of a mark 3.5 mm wide at 60 cm, about 13 pixels. */
	private static final double SMALL = 1 / 3.0;

	/**
	 * Simulations of Brettel, Viénot and Mollon (Journal of the Optical Society of America A 14, 1997), and of Viénot, Brettel
	 * and Mollon (Color Research and Application 24, 1999), on linear sRGB.
	 */
	private enum Vision {
		NORMAL, PROTANOPIA, DEUTERANOPIA, TRITANOPIA;

		private static final double[][] PROTAN = { { 0.11238, 0.88762, 0 }, { 0.11238, 0.88762, 0 }, { 0.00401, -0.00401, 1 } };
		private static final double[][] DEUTAN = { { 0.29275, 0.70725, 0 }, { 0.29275, 0.70725, 0 }, { -0.02234, 0.02234, 1 } };
		private static final double[] PLANE = { 0.03901, -0.02788, -0.01113 };
		private static final double[][] ABOVE = { { 1.01277, 0.13548, -0.14826 }, { -0.01243, 0.86812, 0.14431 }, { 0.07589,
			0.80500, 0.11911 } };
		private static final double[][] BELOW = { { 0.93678, 0.18979, -0.12657 }, { 0.06154, 0.81526, 0.12320 }, { -0.37562,
			1.12767, 0.24796 } };

		private double[] lab(final Color colour) {
			final double[] light = { ColourVision.linear(colour.getRed()), ColourVision.linear(colour.getGreen()), ColourVision
				.linear(colour.getBlue()) };
			final double[] seen = switch (this) {
				case NORMAL -> light;
				case PROTANOPIA -> times(PROTAN, light);
				case DEUTERANOPIA -> times(DEUTAN, light);
				case TRITANOPIA -> times(dot(PLANE, light) >= 0 ? ABOVE : BELOW, light);
			};
			return ColourVision.lab(bound(seen[0]), bound(seen[1]), bound(seen[2]));
		}

		private static double bound(final double light) {
			return Math.min(1, Math.max(0, light));
		}

		private static double dot(final double[] a, final double[] b) {
			return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
		}

		private static double[] times(final double[][] matrix, final double[] v) {
			return new double[] { dot(matrix[0], v), dot(matrix[1], v), dot(matrix[2], v) };
		}
	}

	/**
	 * Gets the difference of two colours in units of what half of all people notice between small marks apart from each
	 * other: Stone, Szafir and Setlur, An engineering model for color difference as a function of size, Color and Imaging
	 * Conference 2014.
	 */
	private static double ofSmallMarks(final double[] a, final double[] b) {
		return Math.hypot(Math.hypot((a[0] - b[0]) / (5.079 + 0.751 / SMALL), (a[1] - b[1]) / (5.339 + 1.541 / SMALL)), (a[2] -
			b[2]) / (5.349 + 2.871 / SMALL));
	}

	private static void assertApart(final Color one, final Color other, final Vision vision, final double least,
		final ToDoubleBiFunction<double[], double[]> difference)
	{
		final double apart = difference.applyAsDouble(vision.lab(one), vision.lab(other));
		assertTrue(apart >= least, () -> String.format(Locale.ROOT, "%08X and %08X: %.2f", one.getRGB(), other.getRGB(), apart));
	}

	private static void assertAllApart(final List<Color> colours, final Vision vision) {
		for (int i = 0; i < colours.size(); i++)
			for (int j = 0; j < i; j++)
				assertApart(colours.get(i), colours.get(j), vision, 1, DistinctColoursTest::ofSmallMarks);
	}

	@ParameterizedTest
	@EnumSource(Vision.class)
	void aDozenClassesAreToldApartWhateverConesAreMissing(final Vision vision) {
		assertAllApart(DistinctColours.of(OFTEN), vision);
		DistinctColours.of(OFTEN).forEach(colour -> assertApart(colour, Color.BLACK, vision, 1,
			DistinctColoursTest::ofSmallMarks));
	}

	@ParameterizedTest
	@EnumSource(Vision.class)
	void sixCurvesAreToldApartWhateverConesAreMissing(final Vision vision) {
		final List<Color> curves = List.of(0, 1, 2, 3, 4, 5).stream().map(DistinctColours::ofCurve).toList();
		assertAllApart(curves, vision);
		curves.forEach(colour -> assertApart(colour, Color.WHITE, vision, 1, DistinctColoursTest::ofSmallMarks));
	}

	@ParameterizedTest
	@EnumSource(Vision.class)
	void eachClassIsToldFromTheNext(final Vision vision) {
		for (int label = 1; label < 255; label++)
			assertApart(DistinctColours.ofClass(label), DistinctColours.ofClass(label + 1), vision, NOTICEABLE,
				ColourVision::distance);
	}

	@Test
	void pureRedAndGreenWouldNotDo() {
		// What the test is able to find: these are one colour to who has no cones for middle waves.
		final double[] red = Vision.DEUTERANOPIA.lab(new Color(0xB00000));
		final double[] green = Vision.DEUTERANOPIA.lab(new Color(0x007600));
		assertTrue(ofSmallMarks(red, green) < 1, "" + ofSmallMarks(red, green));
	}

	@Test
	void thereAreColoursForAllClassesAndThenTheyRepeat() {
		final List<Color> colours = DistinctColours.of(255);
		assertEquals(255, colours.stream().distinct().count());
		assertEquals(colours.subList(0, 5), DistinctColours.of(5));
		assertEquals(colours.get(254), DistinctColours.ofClass(255));
		assertEquals(colours.get(0), DistinctColours.ofClass(256));
		assertEquals(LabelImages.colours(3), List.of(DistinctColours.ofClass(1), DistinctColours.ofClass(2), DistinctColours
			.ofClass(3)));
	}
}
