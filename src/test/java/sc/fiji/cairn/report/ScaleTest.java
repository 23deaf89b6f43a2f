// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Tests {@link Scale}. */
class ScaleTest {

	private static List<String> ticks(final Scale scale) {
		return scale.ticks(5).stream().map(tick -> tick.stripTrailingZeros().toPlainString()).toList();
	}

	@Test
	void ratiosAreDistances() {
		final Scale scale = Scale.of(new double[] { 0.1, 10, Double.NaN, 1, 0, -3 }, true);
		assertEquals(0.5, scale.position(1), 1e-9);
		assertTrue(scale.position(0.1) > 0 && scale.position(10) < 1);
		assertEquals(List.of("0.1", "1", "10"), ticks(scale));
		assertFalse(scale.holds(0));
		assertEquals(List.of("0.5", "1", "2"), ticks(new Scale(0.4, 3, true)));
	}

	@Test
	void aNarrowRangeHasRoundNumbersToo() {
		assertTrue(ticks(new Scale(2.1, 2.9, true)).size() > 2, "no power of ten lies between");
	}

	@Test
	void withoutValuesThereIsAnAxisAllTheSame() {
		assertTrue(ticks(Scale.of(new double[0], true)).size() > 1);
		assertTrue(ticks(Scale.of(new double[0], false)).size() > 1);
		assertTrue(ticks(Scale.of(new double[] { 0.7 }, true)).size() > 1);
		assertTrue(ticks(Scale.of(new double[] { 0.7 }, false)).size() > 1);
	}

	@Test
	void aSpikeDoesNotSqueezeTheRest() {
		final double[] values = new double[1000];
		for (int i = 0; i < values.length; i++)
			values[i] = 1 + i / 1000.0;
		values[500] = 1e6;
		assertTrue(Scale.of(values, false).max() < 3);
	}
}
