package sc.fiji.cairn.pretrain;

import java.util.SplittableRandom;

import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;

/**
 * The random views of slices that contrast compares. None is mirrored or turned far, so that directions keep their
 * meaning; local contrast takes the changes of intensity alone.
 */
public enum Views {

	/**
	 * A window of 100 of 192 pixels, its corner from 10 to 70, stretched to the full size; brightness by up to 0.3 and
	 * contrast by up to 30 % (Chaitanya et al. 2020, code; here as shares of the side).
	 */
	CROPS(null, new IntensityAugmentation(0.3, 0.3, 1, 0)),

	/** Turned, scaled and bent, each in two of three views; intensities stay (Zeng et al. 2021, code). */
	ZENG(new SpatialAugmentation(15, 0.3, 0, 0.007, false, false, 0.67), new IntensityAugmentation(0, 0, 1, 0)),

	/** Turned, scaled and bent in half of the views; brightness, gamma and noise (Hu et al. 2021, code). */
	HU(new SpatialAugmentation(15, 0.3, 0, 0.025, false, false, 0.5), new IntensityAugmentation(0.5, 0, 2, 0.3));

	private static final double SIDE = 100.0 / 192;
	private static final double NEAREST = 10.0 / 192;
	private static final double FARTHEST = 70.0 / 192;

	private final SpatialAugmentation spatial;
	private final IntensityAugmentation intensity;

	/** Makes views; without changes of place, windows are cut out. */
	Views(final SpatialAugmentation spatial, final IntensityAugmentation intensity) {
		this.spatial = spatial;
		this.intensity = intensity;
	}

	/**
	 * Draws a view of a slice.
	 *
	 * @param random decides place and intensities
	 * @param slice along Z, from 0
	 * @param preparation how slices become input; it has the size of the view
	 * @param out receives the intensities (channels, Y, X), X fastest
	 */
	public void draw(final SplittableRandom random, final SliceStack stack, final int slice, final Preparation preparation,
		final float[] out)
	{
		place(random, stack, slice, preparation, out);
		intensity.apply(random, out, stack.channels());
	}

	/** Draws the window of a view, as {@link #draw} does, with the intensities as they are. */
	public void place(final SplittableRandom random, final SliceStack stack, final int slice, final Preparation preparation,
		final float[] out)
	{
		stack.sample(slice, spatial == null ? crop(random, stack, preparation) : spatial.draw(random, stack, preparation),
			out);
	}

	private static Window crop(final SplittableRandom random, final SliceStack stack, final Preparation preparation) {
		final int size = preparation.size();
		final double left = size * random.nextDouble(NEAREST, FARTHEST);
		final double top = size * random.nextDouble(NEAREST, FARTHEST);
		return Window.of(stack, preparation, PlaneMap.crop(left, top, SIDE * size, size));
	}

	/** Gets the changes of intensity alone. */
	public IntensityAugmentation intensity() {
		return intensity;
	}
}
