// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

/**
 * A linear map of space around a point: (u, v, w), along X, Y and Z, to the products with its rows.
 *
 * @param xu what a step along X moves along X; the others likewise
 */
public record SpaceMap(double xu, double xv, double xw, double yu, double yv, double yw, double zu, double zv,
	double zw)
{

	/** Leaves every point where it is. */
	public static final SpaceMap IDENTITY = new SpaceMap(1, 0, 0, 0, 1, 0, 0, 0, 1);

	/** Turns around the Z axis, X towards Y, by an angle in radians. */
	public static SpaceMap aroundZ(final double angle) {
		final double cos = Math.cos(angle);
		final double sin = Math.sin(angle);
		return new SpaceMap(cos, -sin, 0, sin, cos, 0, 0, 0, 1);
	}

	/** Turns around the Y axis, Z towards X, by an angle in radians. */
	public static SpaceMap aroundY(final double angle) {
		final double cos = Math.cos(angle);
		final double sin = Math.sin(angle);
		return new SpaceMap(cos, 0, sin, 0, 1, 0, -sin, 0, cos);
	}

	/** Turns around the X axis, Y towards Z, by an angle in radians. */
	public static SpaceMap aroundX(final double angle) {
		final double cos = Math.cos(angle);
		final double sin = Math.sin(angle);
		return new SpaceMap(1, 0, 0, 0, cos, -sin, 0, sin, cos);
	}

	/** Scales, or mirrors, along the axes. */
	public static SpaceMap scaling(final double x, final double y, final double z) {
		return new SpaceMap(x, 0, 0, 0, y, 0, 0, 0, z);
	}

	/** Returns where a point goes along X. */
	public double x(final double u, final double v, final double w) {
		return xu * u + xv * v + xw * w;
	}

	/** Returns where a point goes along Y. */
	public double y(final double u, final double v, final double w) {
		return yu * u + yv * v + yw * w;
	}

	/** Returns where a point goes along Z. */
	public double z(final double u, final double v, final double w) {
		return zu * u + zv * v + zw * w;
	}

	/** Does another map first, then this. */
	public SpaceMap after(final SpaceMap first) {
		return new SpaceMap( //
			xu * first.xu + xv * first.yu + xw * first.zu, xu * first.xv + xv * first.yv + xw * first.zv, //
			xu * first.xw + xv * first.yw + xw * first.zw, //
			yu * first.xu + yv * first.yu + yw * first.zu, yu * first.xv + yv * first.yv + yw * first.zv, //
			yu * first.xw + yv * first.yw + yw * first.zw, //
			zu * first.xu + zv * first.yu + zw * first.zu, zu * first.xv + zv * first.yv + zw * first.zv, //
			zu * first.xw + zv * first.yw + zw * first.zw);
	}
}
