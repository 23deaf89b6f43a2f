package sc.fiji.cairn.cases;

/**
 * Where in a slice each pixel of a window looks: the one place where resampling, centring and augmentation meet,
 * so that a slice is interpolated only once.
 */
public final class Window {

	private final int width;
	private final int height;
	private final float[] x;
	private final float[] y;

	private final int spanX;
	private final int spanY;

	private Window(final int width, final int height, final double stepX, final double stepY) {
		this.width = width;
		this.height = height;
		spanX = span(stepX);
		spanY = span(stepY);
		x = new float[width * height];
		y = new float[width * height];
	}

	/**
	 * Puts the centre of the square window that the network is trained on, on the centre of the slices of a stack.
	 *
	 * @param preparation gives the size of the window and the spacing of its pixels
	 * @param map from pixels of the result to pixels of the centred window
	 */
	public static Window of(final SliceStack stack, final Preparation preparation, final PlaneMap map) {
		return of(stack, preparation, preparation.size(), preparation.size(), map);
	}

	/** Puts the centre of a window of any size on the centre of the slices of a stack. */
	public static Window of(final SliceStack stack, final Preparation preparation, final int width, final int height,
		final PlaneMap map)
	{
		final double stepX = preparation.step(stack.spacingX());
		final double stepY = preparation.step(stack.spacingY());
		final Window window = new Window(width, height, stepX, stepY);
		final Grid across = Grid.centred(stack.width(), stepX, width);
		final Grid down = Grid.centred(stack.height(), stepY, height);
		for (int v = 0, i = 0; v < height; v++) {
			for (int u = 0; u < width; u++, i++) {
				window.x[i] = (float) across.at(map.xu() * u + map.xv() * v + map.x());
				window.y[i] = (float) down.at(map.yu() * u + map.yv() * v + map.y());
			}
		}
		return window;
	}

	/**
	 * One axis of a regular grid over a slice: pixel u of it looks at {@code origin + step * u}.
	 *
	 * @param origin in pixels of the slice
	 * @param step pixels of the slice per pixel of the grid
	 */
	public record Grid(double origin, double step) {

		/** Puts the middle of {@code size} grid pixels on the middle of {@code extent} slice pixels, whole pixels apart. */
		public static Grid centred(final int extent, final double step, final int size) {
			final long before = Math.floorDiv(size - Math.round(extent / step), 2L);
			return new Grid(0.5 * (step - 1) - before * step, step);
		}

		/** Returns where in the slice a place of the grid lies. */
		public double at(final double u) {
			return origin + step * u;
		}

		/** Returns where in the grid a place of the slice lies. */
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
			least = Math.min(least, place);
			most = Math.max(most, place);
		}
		// NB: one more on either side, so that rounding does not matter.
		final int before = (int) Math.floor(least - 0.5f * span) - 1;
		final int behind = (int) Math.ceil(most + 0.5f * span) + 1;
		final int low = Math.min(before, 2 * (size - 1) - behind);
		final int high = Math.max(behind, -before);
		final int first = Math.max(0, Math.min(size - 1, low));
		return new int[] { first, Math.max(0, Math.min(size - 1, high)) - first + 1 };
	}

	/** Gets the part of a slice, whole rows of it, that the window looks at. */
	Box seen(final int sliceWidth, final int sliceHeight, final int slice) {
		final int[] rows = reached(y, spanY, sliceHeight);
		return new Box(0, rows[0], slice, sliceWidth, rows[1], 1);
	}

	/** Moves each place by a displacement, in pixels of the slice. */
	public void displace(final float[] dx, final float[] dy) {
		for (int i = 0; i < x.length; i++) {
			x[i] += dx[i];
			y[i] += dy[i];
		}
	}

	/** Returns the number of pixels along X. */
	public int width() {
		return width;
	}

	/** Returns the number of pixels along Y. */
	public int height() {
		return height;
	}

	/** Returns how many pixels of the slice, along X, one pixel of the window stands for. */
	int spanX() {
		return spanX;
	}

	/** Returns how many pixels of the slice, along Y, one pixel of the window stands for. */
	int spanY() {
		return spanY;
	}

	float x(final int i) {
		return x[i];
	}

	float y(final int i) {
		return y[i];
	}
}
