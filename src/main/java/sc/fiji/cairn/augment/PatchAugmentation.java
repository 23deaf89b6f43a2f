package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.cases.Patch;
import sc.fiji.cairn.cases.PatchWindow;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Seeds;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.SpaceMap;

/**
 * Random changes of place within a volume: those of {@link SpatialAugmentation}, in 3D.
 * <p>
 * Patches are turned around Z by any angle that slices would be, in millimetres, so that things keep their shape. Where
 * voxels are about as long along Z as across, they are also turned around X and Y, but half as far, since scanners and
 * microscopes look at things the same way up, and bent along Z.
 * </p>
 *
 * @param places how far to go
 */
public record PatchAugmentation(SpatialAugmentation places, Preparation preparation) {

	/** Voxels longer than this, compared to their other sides, hold too little along Z to turn or bend there. */
	private static final double NEARLY_CUBES = 2;

	/** Share of the angle that patches are turned by around X and Y. */
	private static final double TILT = 0.5;

	/** Knots of the displacement grid along each axis. */
	private static final int KNOTS = 5;

	/** Draws a window onto a patch. */
	public PatchWindow draw(final SplittableRandom random, final Patch patch) {
		final boolean cubes = ratio() < NEARLY_CUBES && ratio() > 1 / NEARLY_CUBES;
		final double angle = happens(random) ? Math.toRadians(places.rotation()) : 0;
		final SpaceMap turn = SpaceMap.aroundZ(angle * Seeds.symmetric(random)).after(SpaceMap.aroundY(cubes ? TILT * angle *
			Seeds.symmetric(random) : 0)).after(SpaceMap.aroundX(cubes ? TILT * angle * Seeds.symmetric(random) : 0));
		final double scale = happens(random) ? Math.exp(Math.log1p(places.scaling()) * Seeds.symmetric(random)) : 1;
		final double shiftX = places.shift() * preparation.size() * Seeds.symmetric(random);
		final double shiftY = places.shift() * preparation.height() * Seeds.symmetric(random);
		final double shiftZ = places.shift() * preparation.depth() * Seeds.symmetric(random);
		final double mirrorX = random.nextBoolean() && places.flipX() ? -1 : 1;
		final double mirrorY = random.nextBoolean() && places.flipY() ? -1 : 1;
		// From voxels to millimetres, or what stands for them, and back.
		final SpaceMap map = SpaceMap.scaling(mirrorX / scale, mirrorY / scale, 1 / (scale * ratio())).after(turn).after(
			SpaceMap.scaling(1, 1, ratio()));
		final PatchWindow window = PatchWindow.of(new Patch(patch.stack(), patch.x() + shiftX, patch.y() + shiftY, patch.z() +
			shiftZ), preparation, map);
		if (places.bending() > 0 && happens(random)) bend(random, patch.stack(), cubes, window);
		return window;
	}

	/** How much longer voxels of the network are along Z than across. */
	private double ratio() {
		return preparation.spacing() == 0 || preparation.spacingZ() == 0 ? 1 : preparation.spacingZ() / preparation.spacing();
	}

	private boolean happens(final SplittableRandom random) {
		return places.chance() == 1 || random.nextDouble() < places.chance();
	}

	private void bend(final SplittableRandom random, final SliceStack stack, final boolean cubes,
		final PatchWindow window)
	{
		final float[] dx = field(random, places.bending() * preparation.size() * preparation.step(stack.spacingX()));
		final float[] dy = field(random, places.bending() * preparation.height() * preparation.step(stack.spacingY()));
		final float[] dz = cubes ? field(random, places.bending() * preparation.depth() * preparation.stepZ(stack.spacingZ()))
			: new float[dx.length];
		window.displace(dx, dy, dz);
	}

	/**
	 * Displacements along one axis: normal at the knots of a coarse grid, smooth in between.
	 *
	 * @param deviation standard deviation at the knots, in voxels of the volume
	 * @return in voxels of the volume
	 */
	private float[] field(final SplittableRandom random, final double deviation) {
		final double[] knots = new double[KNOTS * KNOTS * KNOTS];
		for (int i = 0; i < knots.length; i++)
			knots[i] = deviation * random.nextGaussian();
		final float[] field = new float[preparation.voxels()];
		final double[] plane = new double[KNOTS * KNOTS];
		final double[] row = new double[KNOTS];
		final double[] voxel = new double[1];
		for (int k = 0, i = 0; k < preparation.depth(); k++) {
			between(knots, k, preparation.depth(), plane);
			for (int j = 0; j < preparation.height(); j++) {
				between(plane, j, preparation.height(), row);
				for (int n = 0; n < preparation.size(); n++, i++) {
					between(row, n, preparation.size(), voxel);
					field[i] = (float) voxel[0];
				}
			}
		}
		return field;
	}

	/** Interpolates smoothly between knots, or rows or planes of them, where one of so many voxels lies. */
	private static void between(final double[] knots, final int voxel, final int voxels, final double[] out) {
		final double place = voxel * (KNOTS - 1.0) / voxels;
		final int before = (int) place;
		final double t = place - before;
		final double share = t * t * (3 - 2 * t);
		for (int i = 0; i < out.length; i++)
			out[i] = knots[before * out.length + i] * (1 - share) + knots[(before + 1) * out.length + i] * share;
	}
}
