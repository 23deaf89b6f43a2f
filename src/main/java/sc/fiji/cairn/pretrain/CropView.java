package sc.fiji.cairn.pretrain;

import java.util.SplittableRandom;

import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;

/**
 * The random views of global contrast: a window of 100 of 192 pixels, its corner from 10 to 70, stretched to the full
 * size; then brightness by up to 0.3 and contrast by up to 30 %. No mirroring and no rotation, so that directions keep
 * their meaning. The numbers are those of the code of Chaitanya et al. 2020, as shares of the side.
 */
final class CropView {

	private static final double SIDE = 100.0 / 192;
	private static final double NEAREST = 10.0 / 192;
	private static final double FARTHEST = 70.0 / 192;

	/** The changes of intensity alone, which the views of local contrast have, too. */
	static final IntensityAugmentation INTENSITY = new IntensityAugmentation(0.3, 0.3, 1, 0);

	private CropView() {}

	/** Draws a view of a slice. */
	static void draw(final SplittableRandom random, final SliceStack stack, final int slice,
		final Preparation preparation, final float[] out)
	{
		crop(random, stack, slice, preparation, out);
		INTENSITY.apply(random, out);
	}

	/** Draws the window of a view, with the intensities as they are. */
	static void crop(final SplittableRandom random, final SliceStack stack, final int slice,
		final Preparation preparation, final float[] out)
	{
		final int size = preparation.size();
		final double left = size * random.nextDouble(NEAREST, FARTHEST);
		final double top = size * random.nextDouble(NEAREST, FARTHEST);
		stack.sample(slice, Window.of(stack, preparation, PlaneMap.crop(left, top, SIDE * size, size)), out);
	}
}
