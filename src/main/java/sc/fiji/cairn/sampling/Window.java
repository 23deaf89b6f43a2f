// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import net.imglib2.FinalInterval;

import sc.fiji.cairn.volume.Axis;

/**
 * Where in a volume each voxel of a window looks: the one place where resampling, centring and augmentation meet, so that
 * a volume is interpolated only once. The window of a 2D network is one slice deep.
 */
public final class Window {

	private final int spanX;
	private final int spanY;
	private final int spanZ;
	private final float[] x;
	private final float[] y;
	private final float[] z;

	private Window(final int voxels, final double stepX, final double stepY, final double stepZ) {
		spanX = span(stepX);
		spanY = span(stepY);
		spanZ = span(stepZ);
		x = new float[voxels];
		y = new float[voxels];
		z = new float[voxels];
	}

	/**
	 * Puts the centre of the window on a place of a volume.
	 *
	 * @param preprocessing gives the lengths of the window and the spacing of its voxels
	 * @param map from voxels of the result to voxels of the window, around its centre
	 */
	public static Window of(final Place place, final Preprocessing preprocessing, final SpaceMap map) {
		final PreparedVolume stack = place.stack();
		final double stepX = preprocessing.step(stack.spacingX());
		final double stepY = preprocessing.step(stack.spacingY());
		final double stepZ = preprocessing.stepZ(stack.spacingZ());
		final int width = preprocessing.size();
		final int height = preprocessing.height();
		final int depth = preprocessing.slices();
		final Window window = new Window(preprocessing.voxels(), stepX, stepY, stepZ);
		final Grid across = Grid.centred(stack.width(), stepX, width);
		final Grid down = Grid.centred(stack.height(), stepY, height);
		final Grid deep = Grid.centred(stack.depth(), stepZ, depth);
		final double cu = 0.5 * (width - 1);
		final double cv = 0.5 * (height - 1);
		final double cw = 0.5 * (depth - 1);
		for (int k = 0, i = 0; k < depth; k++) {
			for (int j = 0; j < height; j++) {
				final double x = map.x(0, j - cv, k - cw) + cu + place.x();
				final double y = map.y(0, j - cv, k - cw) + cv + place.y();
				final double z = map.z(0, j - cv, k - cw) + cw + place.z();
				for (int n = 0; n < width; n++, i++) {
					final double u = n - cu;
					window.x[i] = (float) across.at(map.xu() * u + x);
					window.y[i] = (float) down.at(map.yu() * u + y);
					window.z[i] = (float) deep.at(map.zu() * u + z);
				}
			}
		}
		return window;
	}

	/**
	 * One axis of a regular grid over a volume: sample u of it looks at {@code origin + step * u}.
	 *
	 * @param origin in samples of the volume
	 * @param step samples of the volume per sample of the grid
	 */
	public record Grid(double origin, double step) {

		/** Puts the middle of {@code size} samples on the middle of {@code extent} samples of the volume, whole ones apart. */
		public static Grid centred(final int extent, final double step, final int size) {
			final long before = Math.floorDiv(size - Math.round(extent / step), 2L);
			return new Grid(0.5 * (step - 1) - before * step, step);
		}

		/** Returns where in the volume a place of the grid lies. */
		public double at(final double u) {
			return origin + step * u;
		}

		/** Returns where in the grid a place of the volume lies. */
		public double inverse(final double x) {
			return (x - origin) / step;
		}
	}

	/** Returns how many samples of an axis one sample of a grid with some step stands for, whose mean it shows. */
	public static int span(final double step) {
		return (int) Math.max(1, Math.round(step));
	}

	/** Reflects a coordinate at the first and last sample of an axis as often as needed. */
	public static int mirror(final int i, final int size) {
		if (i >= 0 && i < size) return i;
		if (size == 1) return 0;
		final int period = 2 * size - 2;
		final int m = Math.floorMod(i, period);
		return m < size ? m : period - m;
	}

	/**
	 * Finds the samples of an axis that places are interpolated from or nearest to, mirrored ones included.
	 *
	 * @param span samples that each place stands for
	 * @return the first one, and how many there are
	 */
	static int[] reached(final float[] places, final int span, final int size) {
		float least = Float.POSITIVE_INFINITY;
		float most = Float.NEGATIVE_INFINITY;
		for (final float place : places) {
			if (place < least) least = place;
			if (place > most) most = place;
		}
		// NB: the slice of a 2D network alone.
		if (least == most && least == Math.rint(least) && span == 1) return new int[] { mirror((int) least, size), 1 };
		// NB: one more on either side, so that rounding does not matter.
		final int before = (int) Math.floor(least - 0.5f * span) - 1;
		final int behind = (int) Math.ceil(most + 0.5f * span) + 1;
		final int low = Math.min(before, 2 * (size - 1) - behind);
		final int high = Math.max(behind, -before);
		final int first = Math.max(0, Math.min(size - 1, low));
		return new int[] { first, Math.max(0, Math.min(size - 1, high)) - first + 1 };
	}

	/** Gets the part (X, Y, Z) of a volume that the window looks at. */
	FinalInterval seen(final PreparedVolume stack) {
		final int[] columns = reached(x, spanX, stack.width());
		final int[] rows = reached(y, spanY, stack.height());
		final int[] slices = reached(z, spanZ, stack.depth());
		return FinalInterval.createMinSize(columns[0], rows[0], slices[0], columns[1], rows[1], slices[1]);
	}

	/** Moves each place along an axis by a displacement, in voxels of the volume. */
	public void displace(final Axis axis, final float[] by) {
		final float[] places = places(axis);
		for (int i = 0; i < places.length; i++)
			places[i] += by[i];
	}

	/** Gets where each voxel of the window looks along an axis, in voxels of the volume, X fastest; not to be changed. */
	float[] places(final Axis axis) {
		return axis == Axis.X ? x : axis == Axis.Y ? y : z;
	}

	/** Returns how many voxels of the volume, along X, one voxel of the window stands for. */
	int spanX() {
		return spanX;
	}

	/** Returns the same along Y. */
	int spanY() {
		return spanY;
	}

	/** Returns the same along Z. */
	int spanZ() {
		return spanZ;
	}

	/** Returns the number of voxels of the window. */
	public int voxels() {
		return x.length;
	}

	float x(final int i) {
		return x[i];
	}

	float y(final int i) {
		return y[i];
	}

	float z(final int i) {
		return z[i];
	}
}
