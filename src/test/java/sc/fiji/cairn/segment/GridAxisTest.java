// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.segment.GridAxis.Span;

class GridAxisTest {

	@Test
	void spansHoldAllThatScoresNeed() {
		for (final int multiple : new int[] { 1, 4, 16 })
			for (final double step : new double[] { 1, 0.37, 2.6 })
				for (int extent = 1; extent < 70; extent += 6)
					for (final int reach : new int[] { 0, 5, 46 })
						check(GridAxis.of(extent, step, 8, multiple, reach));
	}

	private static void check(final GridAxis axis) {
		assertEquals(0, axis.size() % axis.multiple());
		assertTrue(axis.size() >= 8 && axis.size() * axis.step() >= axis.extent(), axis.toString());
		for (int from = 0; from < axis.extent(); from += 5) {
			final int count = Math.min(7, axis.extent() - from);
			final Span needed = axis.needed(from, count);
			final Span seen = axis.seen(needed);
			assertTrue(needed.start() >= 0 && needed.end() <= axis.size() && needed.length() > 0, axis.toString());
			assertTrue(seen.start() == 0 || seen.start() <= needed.start() - axis.reach(), axis.toString());
			assertTrue(seen.end() == axis.size() || seen.end() >= needed.end() + axis.reach(), axis.toString());
			assertEquals(0, seen.start() % axis.multiple());
			assertEquals(0, seen.length() % axis.multiple());
			final InterpolationWeights taps = axis.out(from, count, needed);
			for (final int at : taps.at())
				assertTrue(at >= 0 && at < needed.length(), axis.toString());
		}
	}

	@Test
	void windowsCoverTheAxisAndDependOnItAlone() {
		for (int size = 8; size <= 80; size += 4) {
			final GridAxis axis = GridAxis.of(size, 1, 8, 4, 0);
			final List<Span> all = axis.windows(8, new Span(0, size));
			assertEquals(0, all.get(0).start());
			assertEquals(size, all.get(all.size() - 1).end());
			for (int i = 1; i < all.size(); i++)
				assertTrue(all.get(i).start() - all.get(i - 1).start() <= 4);
			final Span part = new Span(size / 3, size / 3 + 2);
			assertEquals(all.stream().filter(span -> span.start() < part.end() && span.end() > part.start()).toList(), axis
				.windows(8, part));
		}
	}

	/** What the grid of a network sees of a row, brought back to the row. */
	private static float[] thereAndBack(final float[] row, final GridAxis axis) {
		final Span whole = new Span(0, axis.size());
		final InterpolationWeights one = new InterpolationWeights(0, 1, 1, new int[1], new float[] { 1 });
		final InterpolationWeights in = axis.in(whole);
		final float[] seen = new float[axis.size()];
		final float[] part = new float[in.count()];
		System.arraycopy(row, in.first(), part, 0, in.count());
		InterpolationWeights.apply(part, 0, one, one, in, seen, 0);
		final float[] back = new float[row.length];
		InterpolationWeights.apply(seen, 0, one, one, axis.out(0, row.length, whole), back, 0);
		return back;
	}

	@Test
	void withoutResamplingValuesAreCopied() {
		final float[] row = { 3, Float.MAX_VALUE, -1, 7.3f, 2 };
		assertEquals(List.of(3f, Float.MAX_VALUE, -1f, 7.3f, 2f), floats(thereAndBack(row, GridAxis.of(5, 1, 32, 8, 3))));
	}

	private static List<Float> floats(final float[] values) {
		return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
	}

	@Test
	void rampsComeBackAtTheirPlaceFromOtherResolutions() {
		for (final double spacing : new double[] { 0.5, 0.7, 1.3, 2, 8 }) {
			final int extent = (int) Math.ceil(40 / spacing);
			final float[] ramp = new float[extent];
			for (int i = 0; i < extent; i++)
				ramp[i] = (float) (spacing * i);
			final float[] back = thereAndBack(ramp, GridAxis.of(extent, 1 / spacing, 8, 4, 0));
			// Away from the borders, where ramps are mirrored.
			final int rim = (int) Math.ceil(2 / spacing);
			for (int i = rim; i < extent - rim; i++)
				assertEquals(ramp[i], back[i], 1e-3, spacing + " mm at " + i);
		}
	}

	@Test
	void coarseGridsShowMeans() {
		final float[] row = new float[12];
		for (int i = 0; i < 12; i++)
			row[i] = i % 3 == 1 ? 3 : 0;
		final GridAxis axis = GridAxis.of(12, 3, 4, 1, 0);
		final InterpolationWeights one = new InterpolationWeights(0, 1, 1, new int[1], new float[] { 1 });
		final float[] seen = new float[4];
		InterpolationWeights.apply(row, 0, one, one, axis.in(new Span(0, 4)), seen, 0);
		for (final float value : seen)
			assertEquals(1, value, 1e-6);
	}

	@Test
	void allThreeAxesAreInterpolated() {
		final float[] cube = new float[27];
		for (int i = 0; i < 27; i++)
			cube[i] = i % 3 + 10 * (i / 3 % 3) + 100 * (i / 9);
		final InterpolationWeights taps = new InterpolationWeights(0, 3, 2, new int[] { 0, 1, 1, 2 }, new float[] { 0.75f, 0.25f, 0.5f, 0.5f });
		final float[] out = new float[9];
		InterpolationWeights.apply(cube, 0, taps, taps, taps, out, 1);
		for (int i = 0; i < 8; i++) {
			final double[] at = { 0.25, 1.5 };
			assertEquals(at[i % 2] + 10 * at[i / 2 % 2] + 100 * at[i / 4], out[i + 1], 1e-4);
		}
	}
}
