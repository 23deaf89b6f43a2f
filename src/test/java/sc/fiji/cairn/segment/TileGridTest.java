package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TileGridTest {

	@Test
	void coresCoverEveryPixelOnceAndSeeAllTheyNeed() {
		for (final int multiple : new int[] { 1, 4, 16 })
			for (int extent = multiple; extent <= 40 * multiple; extent += multiple)
				for (final int core : new int[] { 1, 7, 32, 100 })
					for (final int reach : new int[] { 0, 5, 46 })
						check(new TileGrid(extent, core, reach, multiple));
	}

	private static void check(final TileGrid grid) {
		int next = 0;
		for (final TileGrid.Span span : grid.spans()) {
			assertEquals(next, span.from(), grid.toString());
			assertTrue(span.to() > span.from(), grid.toString());
			assertTrue(span.start() == 0 || span.start() <= span.from() - grid.reach(), grid.toString());
			assertTrue(span.end() == grid.extent() || span.end() >= span.to() + grid.reach(), grid.toString());
			assertTrue(span.start() >= 0 && span.end() <= grid.extent(), grid.toString());
			assertEquals(0, span.start() % grid.multiple());
			assertEquals(0, span.length() % grid.multiple());
			next = span.to();
		}
		assertEquals(grid.extent(), next, grid.toString());
	}
}
