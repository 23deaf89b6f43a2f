package sc.fiji.cairn.cases;

/**
 * Where in a volume each voxel of a 3D window looks: what {@link Window} is for slices, the one place where resampling,
 * along Z too, centring and augmentation meet, so that a volume is interpolated only once.
 */
public final class PatchWindow {

	private final int spanX;
	private final int spanY;
	private final int spanZ;
	private final float[] x;
	private final float[] y;
	private final float[] z;

	private PatchWindow(final int voxels, final double stepX, final double stepY, final double stepZ) {
		spanX = Window.span(stepX);
		spanY = Window.span(stepY);
		spanZ = Window.span(stepZ);
		x = new float[voxels];
		y = new float[voxels];
		z = new float[voxels];
	}

	/**
	 * Puts the centre of the window on a place of a volume.
	 *
	 * @param preparation gives the lengths of the window and the spacing of its voxels
	 * @param map from voxels of the result to voxels of the centred window, around the centre
	 */
	public static PatchWindow of(final Patch patch, final Preparation preparation, final SpaceMap map) {
		final SliceStack stack = patch.stack();
		final double stepX = preparation.step(stack.spacingX());
		final double stepY = preparation.step(stack.spacingY());
		final double stepZ = preparation.stepZ(stack.spacingZ());
		final int width = preparation.size();
		final int height = preparation.height();
		final int depth = preparation.depth();
		final PatchWindow window = new PatchWindow(preparation.voxels(), stepX, stepY, stepZ);
		final Window.Grid across = Window.Grid.centred(stack.width(), stepX, width);
		final Window.Grid down = Window.Grid.centred(stack.height(), stepY, height);
		final Window.Grid deep = Window.Grid.centred(stack.depth(), stepZ, depth);
		final double cu = 0.5 * (width - 1);
		final double cv = 0.5 * (height - 1);
		final double cw = 0.5 * (depth - 1);
		for (int k = 0, i = 0; k < depth; k++) {
			for (int j = 0; j < height; j++) {
				for (int n = 0; n < width; n++, i++) {
					final double u = n - cu;
					final double v = j - cv;
					final double w = k - cw;
					window.x[i] = (float) across.at(map.xu() * u + map.xv() * v + map.xw() * w + cu + patch.x());
					window.y[i] = (float) down.at(map.yu() * u + map.yv() * v + map.yw() * w + cv + patch.y());
					window.z[i] = (float) deep.at(map.zu() * u + map.zv() * v + map.zw() * w + cw + patch.z());
				}
			}
		}
		return window;
	}

	/** Gets the part of a volume, whole rows of it, that the window looks at. */
	Box seen(final SliceStack stack) {
		final int[] rows = Window.reached(y, spanY, stack.height());
		final int[] slices = Window.reached(z, spanZ, stack.depth());
		return new Box(0, rows[0], slices[0], stack.width(), rows[1], slices[1]);
	}

	/** Moves each place by a displacement, in voxels of the volume. */
	public void displace(final float[] dx, final float[] dy, final float[] dz) {
		for (int i = 0; i < x.length; i++) {
			x[i] += dx[i];
			y[i] += dy[i];
			z[i] += dz[i];
		}
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
	int voxels() {
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
