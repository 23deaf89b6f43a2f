package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Seeds;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;

/**
 * Random changes of place within a slice. Image and labels are sampled through the same window, so they stay together.
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

	/** Knots of the displacement grid along each axis. */
	private static final int KNOTS = 5;

	public SpatialAugmentation {
		if (!(rotation >= 0 && rotation <= 180)) throw new CairnException(
			"The parameter rotation must be from 0 to 180 degrees, not " + rotation + ".");
		if (!(scaling >= 0 && scaling < 1)) throw new CairnException("The parameter scaling must be from 0 to below 1, not " +
			scaling + "; 0.15 means up to 15 % larger or smaller.");
		if (!(shift >= 0 && shift < 1 && bending >= 0 && bending < 1)) throw new CairnException(
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

	/** Gets the same with what a user wants otherwise; negative numbers stand for no wish. */
	public SpatialAugmentation with(final double wantedRotation, final double wantedScaling, final double wantedShift,
		final double wantedBending, final boolean mirrorX, final boolean mirrorY)
	{
		return new SpatialAugmentation(wantedRotation < 0 ? rotation : wantedRotation, wantedScaling < 0 ? scaling
			: wantedScaling, wantedShift < 0 ? shift : wantedShift, wantedBending < 0 ? bending : wantedBending, mirrorX,
			mirrorY, chance);
	}

	/** Draws a window onto a slice of a stack. */
	public Window draw(final SplittableRandom random, final SliceStack stack, final Preparation preparation) {
		final int size = preparation.size();
		final double angle = happens(random) ? Math.toRadians(rotation) * Seeds.symmetric(random) : 0;
		final double scale = happens(random) ? Math.exp(Math.log1p(scaling) * Seeds.symmetric(random)) : 1;
		final double shiftX = (shift * size + room(stack.width(), preparation.step(stack.spacingX()), size)) * Seeds.symmetric(
			random);
		final double shiftY = (shift * size + room(stack.height(), preparation.step(stack.spacingY()), size)) * Seeds.symmetric(
			random);
		final boolean mirrorX = random.nextBoolean() && flipX;
		final boolean mirrorY = random.nextBoolean() && flipY;
		final Window window = Window.of(stack, preparation, PlaneMap.around(size, angle, scale, mirrorX, mirrorY, shiftX,
			shiftY));
		if (bending > 0 && happens(random)) window.displace(field(random, size, preparation.step(stack.spacingX())), field(random, size,
			preparation.step(stack.spacingY())));
		return window;
	}

	private boolean happens(final SplittableRandom random) {
		return chance == 1 || random.nextDouble() < chance;
	}

	/** How far the window can move either way before it leaves a slice that is larger than itself. */
	private static double room(final int extent, final double step, final int size) {
		return Math.max(0, extent / step - size) / 2;
	}

	/**
	 * Displacements along one axis: normal at the knots of a coarse grid, smooth in between.
	 *
	 * @param step pixels of the slice per pixel of the window
	 * @return in pixels of the slice
	 */
	private float[] field(final SplittableRandom random, final int size, final double step) {
		final double[][] knots = new double[KNOTS][KNOTS];
		for (final double[] row : knots)
			for (int i = 0; i < KNOTS; i++)
				row[i] = bending * size * step * random.nextGaussian();
		final float[] field = new float[size * size];
		for (int v = 0, i = 0; v < size; v++) {
			final double y = v * (KNOTS - 1.0) / size;
			final int row = (int) y;
			final double fy = smooth(y - row);
			for (int u = 0; u < size; u++, i++) {
				final double x = u * (KNOTS - 1.0) / size;
				final int column = (int) x;
				final double fx = smooth(x - column);
				final double top = knots[row][column] * (1 - fx) + knots[row][column + 1] * fx;
				final double bottom = knots[row + 1][column] * (1 - fx) + knots[row + 1][column + 1] * fx;
				field[i] = (float) (top * (1 - fy) + bottom * fy);
			}
		}
		return field;
	}

	private static double smooth(final double t) {
		return t * t * (3 - 2 * t);
	}
}
