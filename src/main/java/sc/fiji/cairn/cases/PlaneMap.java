package sc.fiji.cairn.cases;

/**
 * An affine map of the plane: (u, v) to (xu u + xv v + x, yu u + yv v + y), in pixels.
 */
public record PlaneMap(double xu, double xv, double x, double yu, double yv, double y) {

	/** Leaves every point where it is. */
	public static final PlaneMap IDENTITY = new PlaneMap(1, 0, 0, 0, 1, 0);

	/** Stretches a square part of the window, given by its corner and side, to the whole of it. */
	public static PlaneMap crop(final double left, final double top, final double side, final int size) {
		final double scale = side / size;
		// NB: pixels are squares around their coordinates, so borders are mapped to borders.
		final double half = 0.5 * (scale - 1);
		return new PlaneMap(scale, 0, left + half, 0, scale, top + half);
	}

	/**
	 * Turns, scales, mirrors and shifts around the centre of the window.
	 *
	 * @param angle in radians
	 * @param scale how much larger things become; negative values are not allowed
	 * @param mirrorX whether X runs backwards
	 * @param mirrorY whether Y runs backwards
	 * @param shiftX how far things move along X, in pixels
	 * @param shiftY the same along Y
	 */
	public static PlaneMap around(final int size, final double angle, final double scale, final boolean mirrorX,
		final boolean mirrorY, final double shiftX, final double shiftY)
	{
		final double centre = 0.5 * (size - 1);
		final double cos = Math.cos(angle) / scale;
		final double sin = Math.sin(angle) / scale;
		final double sx = mirrorX ? -1 : 1;
		final double sy = mirrorY ? -1 : 1;
		final double cu = centre + shiftX;
		final double cv = centre + shiftY;
		return new PlaneMap(sx * cos, sx * sin, centre - sx * (cos * cu + sin * cv), -sy * sin, sy * cos, centre - sy *
			(-sin * cu + cos * cv));
	}
}
