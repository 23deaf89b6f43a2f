// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.SplittableRandom;

import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.SpaceMap;
import sc.fiji.cairn.sampling.View;

/**
 * The random views of slices that contrast compares. None is mirrored or turned far, so that directions keep their
 * meaning; local contrast takes the changes of intensity alone.
 */
public enum ViewAugmentation {

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
	ViewAugmentation(final SpatialAugmentation spatial, final IntensityAugmentation intensity) {
		this.spatial = spatial;
		this.intensity = intensity;
	}

	/**
	 * Draws a view of a place.
	 *
	 * @param random decides window and intensities
	 * @param preprocessing how volumes become input; it has the size of the view
	 * @param out receives the intensities (channels, Z, Y, X), X fastest
	 */
	public void draw(final SplittableRandom random, final Place place, final Preprocessing preprocessing, final float[] out) {
		window(random, place, preprocessing).sample(out);
		intensity.apply(random, out, place.stack().channels());
	}

	/** Draws the window of a view, as {@link #draw} does, with the intensities as they are. */
	public View window(final SplittableRandom random, final Place place, final Preprocessing preprocessing) {
		return spatial == null ? crop(random, place, preprocessing) : new View(place.stack(), spatial.draw(random, place,
			preprocessing));
	}

	private static View crop(final SplittableRandom random, final Place place, final Preprocessing preprocessing) {
		final double x = preprocessing.size() * corner(random);
		final double y = preprocessing.height() * corner(random);
		final boolean flat = preprocessing.isFlat();
		final double z = flat ? 0 : preprocessing.depth() * corner(random);
		return View.of(place.moved(x, y, z), preprocessing, SpaceMap.scaling(SIDE, SIDE, flat ? 1 : SIDE));
	}

	/** Draws how far the middle of a crop is from that of the window, as a share of its side. */
	private static double corner(final SplittableRandom random) {
		return random.nextDouble(NEAREST, FARTHEST) + SIDE / 2 - 0.5;
	}

	/** Gets the changes of intensity alone. */
	public IntensityAugmentation intensity() {
		return intensity;
	}
}
