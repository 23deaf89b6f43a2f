package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Stacks;
import sc.fiji.cairn.cases.Window;

class ScoreGridTest {

	private static final int SIZE = 32;

	/** What the network's grid sees of a slice, brought back to the slice. */
	private static float[] thereAndBack(final SliceStack stack) {
		final Preparation preparation = new Preparation(SIZE, 1);
		final float[] seen = new float[SIZE * SIZE];
		stack.sample(0, Window.of(stack, preparation, PlaneMap.IDENTITY), seen);
		return new ScoreGrid(stack, preparation, SIZE, SIZE, 1).toStack(seen);
	}

	@Test
	void withoutResamplingScoresAreCopied() {
		final SliceStack stack = Stacks.noise("a", 21, 1, 4);
		final float[] back = thereAndBack(stack);
		final float[] pixels = new float[SIZE * SIZE];
		stack.sample(0, Window.of(stack, new Preparation(SIZE, 0), PlaneMap.IDENTITY), pixels);
		for (int y = 0; y < 21; y++)
			for (int x = 0; x < 21; x++)
				assertEquals(pixels[(y + 5) * SIZE + x + 5], back[y * 21 + x]);
	}

	@Test
	void rampsComeBackAtTheirPlaceFromOtherResolutions() {
		for (final double spacing : new double[] { 0.5, 0.7, 1.3, 2 }) {
			final int width = (int) (20 / spacing);
			final int height = (int) (15 / spacing);
			final SliceStack stack = Stacks.of("a", width, height, 1, spacing, (x, y, z) -> spacing * (x + 3 * y));
			final float[] back = thereAndBack(stack);
			assertEquals(width * height, back.length);
			// Away from the borders, where ramps are mirrored.
			final int rim = (int) Math.ceil(2 / spacing);
			for (int y = rim; y < height - rim; y++)
				for (int x = rim; x < width - rim; x++)
					assertEquals(spacing * (x + 3 * y), back[y * width + x], 1e-3, spacing + " mm at " + x + ", " + y);
		}
	}
}
