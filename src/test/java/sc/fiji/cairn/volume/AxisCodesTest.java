// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AxisCodesTest {

	private static Volume volume(final Double... affine) {
		return TestVolumes.floats("a", new Geometry(2, 3, 5, "mm", List.of(affine)), 4, 3, 2, (x, y, z) -> 100 * z + 10 * y +
			x);
	}

	/** All 48 ways in which axes can lead. */
	static Stream<String> all() {
		final List<String> all = new ArrayList<>();
		for (final String order : List.of("RAS", "RSA", "ARS", "ASR", "SRA", "SAR"))
			for (int flips = 0; flips < 8; flips++) {
				final StringBuilder code = new StringBuilder(order);
				for (int axis = 0; axis < 3; axis++)
					if ((flips >> axis & 1) > 0) code.setCharAt(axis, "LPI".charAt("RAS".indexOf(order.charAt(axis))));
				all.add(code.toString());
			}
		return all.stream();
	}

	@Test
	void theNearestDirectionsOfAnAffineAreFound() {
		// As other readers have them: nibabel.aff2axcodes of the same matrices.
		assertEquals("LAS", AxisCodes.of(volume(-2.0, 0.0, 0.0, 117.8551, -0.0, 1.9737, -0.3555, -35.7229, 0.0, 0.3232,
			2.1711, -7.2488)).code());
		assertEquals("PSR", AxisCodes.of(volume(0.0, -0.0016, 1.0, -87.8935, -0.9917, 0.1282, 0.0002, 147.3985, 0.1282,
			0.9917, 0.0016, -120.6173)).code());
		assertEquals("RAS", AxisCodes.of(volume(2.0, 0.0, 0.0, -4.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0)).code());
	}

	@Test
	void withoutOrientationNothingIsTurned() {
		final Volume none = volume();
		final Volume lost = volume(2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0);
		for (final Volume volume : List.of(none, lost)) {
			assertFalse(AxisCodes.of(volume).isKnown());
			assertSame(volume, AxisCodes.of(volume).to(new AxisCodes("LPI")).of(volume));
		}
		assertThrows(IllegalArgumentException.class, () -> new AxisCodes("RLS"));
	}

	@ParameterizedTest
	@MethodSource("all")
	void turningKeepsTheVoxelsInTheirPlaces(final String code) {
		final Volume volume = volume(-2.0, 0.1, 0.0, 40.0, 0.1, 3.0, -0.2, -30.0, 0.0, 0.2, 5.0, -7.0);
		final Reorientation turn = AxisCodes.of(volume).to(new AxisCodes(code));
		final Volume turned = turn.of(volume);
		assertEquals(code, AxisCodes.of(turned).code());
		final float[] values = Voxels.floats(turned.grid(0, 0));
		final long width = turned.size(Axis.X);
		final long height = turned.size(Axis.Y);
		for (int i = 0; i < values.length; i++) {
			final int value = (int) values[i];
			assertArrayEquals(world(volume, value % 10, value / 10 % 10, value / 100), world(turned, i % width, i / width %
				height, i / width / height), 1e-9);
		}
		final Volume back = turn.inverse().of(turned);
		assertArrayEquals(Voxels.floats(volume.grid(0, 0)), Voxels.floats(back.grid(0, 0)));
		assertEquals(volume.geometry().spacingZ(), back.geometry().spacingZ());
		for (int i = 0; i < 12; i++)
			assertEquals(volume.geometry().affine().get(i), back.geometry().affine().get(i), 1e-9);
	}

	private static double[] world(final Volume volume, final long x, final long y, final long z) {
		final List<Double> affine = volume.geometry().affine();
		final double[] world = new double[3];
		for (int row = 0; row < 3; row++)
			world[row] = affine.get(4 * row) * x + affine.get(4 * row + 1) * y + affine.get(4 * row + 2) * z + affine.get(4 *
				row + 3);
		return world;
	}

	@Test
	void ofEquallyCommonDirectionsTheFirstAreTaken() {
		final AxisCodes a = new AxisCodes("LAS");
		final AxisCodes b = new AxisCodes("RAS");
		assertEquals(b, AxisCodes.commonest(List.of(a, b, AxisCodes.UNKNOWN, AxisCodes.UNKNOWN, AxisCodes.UNKNOWN, b)));
		assertEquals(a, AxisCodes.commonest(List.of(AxisCodes.UNKNOWN, a, b)));
		assertEquals(AxisCodes.UNKNOWN, AxisCodes.commonest(List.of(AxisCodes.UNKNOWN)));
	}
}
