// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.SpaceMap;
import sc.fiji.cairn.sampling.Window;
import sc.fiji.cairn.sampling.WindowRoom;
import sc.fiji.cairn.volume.Axis;

/**
 * Random changes of place within a slice or a volume. Image and labels are sampled through the same window, so they stay
 * together.
 * <p>
 * The windows of 3D networks are turned around Z by any angle that slices would be, in millimetres, so that things keep
 * their shape. Where voxels are about as long along Z as across, they are also turned around X and Y, but half as far, since
 * scanners and microscopes look at things the same way up, and bent along Z.
 * </p>
 *
 * @param rotation largest angle either way, in degrees
 * @param scaling largest change of size either way, as a share
 * @param shift largest move either way along each axis, as a share of the window
 * @param bending standard deviation of smooth displacements, as a share of the window
 * @param flipX whether left and right may be exchanged
 * @param flipY whether top and bottom may be exchanged
 * @param chance probability that an image is turned, that it is scaled, and that it is bent; 1 for always
 */
public record SpatialAugmentation(double rotation, double scaling, double shift, double bending, boolean flipX,
	boolean flipY, double chance)
{

	/** Voxels longer than this, compared to their other sides, hold too little along Z to turn or bend there. */
	private static final double NEARLY_CUBES = 2;

	/** Share of the angle that windows are turned by around X and Y. */
	private static final double TILT = 0.5;

	public SpatialAugmentation {
		if (!(rotation >= 0 && rotation <= 180)) throw CairnException.of("rotation",
			"The parameter rotation must be from 0 to 180 degrees, not " + rotation + ".");
		if (!(scaling >= 0 && scaling < 1)) throw CairnException.of("scaling", "The parameter scaling must be from 0 to below 1, not " +
			scaling + "; 0.15 means up to 15 % larger or smaller.");
		if (!(shift >= 0 && shift < 1 && bending >= 0 && bending < 1)) throw CairnException.of("shift",
			"The parameters shift and bending must be from 0 to below 1.");
		if (!(chance >= 0 && chance <= 1)) throw new CairnException("The chance of a change must be from 0 to 1, not " +
			chance + ".");
	}

	/** Changes every image. */
	public SpatialAugmentation(final double rotation, final double scaling, final double shift, final double bending,
		final boolean flipX, final boolean flipY)
	{
		this(rotation, scaling, shift, bending, flipX, flipY, 1);
	}

	/** Lists the axes along which images are mirrored. */
	public List<Axis> mirroring() {
		return Stream.of(Axis.X, Axis.Y).filter(axis -> axis == Axis.X ? flipX : flipY).toList();
	}

	/**
	 * Draws a window onto a place. Slices are moved about, and then turned, around their middle; if they are larger than the
	 * window, in all their extent. The windows of 3D networks are turned around the place, which is moved.
	 */
	public Window draw(final SplittableRandom random, final Place place, final Preprocessing preprocessing) {
		final boolean flat = preprocessing.isFlat();
		final double ratio = preprocessing.elongation();
		final boolean cubes = !flat && ratio < NEARLY_CUBES && ratio > 1 / NEARLY_CUBES;
		final WindowRoom room = new WindowRoom(place.stack(), preprocessing);
		final SpaceMap turn = turn(random, flat, cubes);
		final double scale = happens(random) ? Math.exp(Math.log1p(scaling) * Seeds.symmetric(random)) : 1;
		final double x = (shift * preprocessing.size() + (flat ? room.across() : 0)) * Seeds.symmetric(random);
		final double y = (shift * preprocessing.height() + (flat ? room.down() : 0)) * Seeds.symmetric(random);
		final double z = flat ? 0 : shift * preprocessing.depth() * Seeds.symmetric(random);
		final double mirrorX = random.nextBoolean() && flipX ? -1 : 1;
		final double mirrorY = random.nextBoolean() && flipY ? -1 : 1;
		// From voxels to millimetres, or what stands for them, and back.
		final SpaceMap map = SpaceMap.scaling(mirrorX / scale, mirrorY / scale, 1 / (scale * ratio)).after(turn).after(SpaceMap
			.scaling(1, 1, ratio));
		final Window window = Window.of(flat ? place.moved(map.x(-x, -y, 0), map.y(-x, -y, 0), 0) : place.moved(x, y, z),
			preprocessing, map);
		if (bending > 0 && happens(random)) bend(random, place.stack(), preprocessing, cubes, window);
		return window;
	}

	private SpaceMap turn(final SplittableRandom random, final boolean flat, final boolean cubes) {
		if (!happens(random)) return SpaceMap.IDENTITY;
		final double most = Math.toRadians(rotation);
		final double angle = most * Seeds.symmetric(random);
		// NB: slices have always been turned the other way round.
		if (flat) return SpaceMap.aroundZ(-angle);
		return SpaceMap.aroundZ(angle).after(SpaceMap.aroundY(cubes ? TILT * most * Seeds.symmetric(random) : 0)).after(SpaceMap
			.aroundX(cubes ? TILT * most * Seeds.symmetric(random) : 0));
	}

	private boolean happens(final SplittableRandom random) {
		return chance == 1 || random.nextDouble() < chance;
	}

	private void bend(final SplittableRandom random, final PreparedVolume stack, final Preprocessing preprocessing,
		final boolean cubes, final Window window)
	{
		window.displace(Axis.X, Bending.draw(random, bending * preprocessing.size() * preprocessing.step(stack.spacingX()),
			preprocessing));
		window.displace(Axis.Y, Bending.draw(random, bending * preprocessing.height() * preprocessing.step(stack.spacingY()),
			preprocessing));
		if (cubes) window.displace(Axis.Z, Bending.draw(random, bending * preprocessing.depth() * preprocessing.stepZ(stack
			.spacingZ()), preprocessing));
	}
}
