// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/**
 * The organ to be segmented: a chamber (class 1) in a wall (class 2) that narrows to an apex, and a crescent (class 3)
 * on one side of its upper part.
 * <p>
 * The chamber holds two strands of muscle. They belong to the chamber although they look like the wall, so that
 * intensity alone does not tell the classes apart.
 * </p>
 */
final class Heart {

	private static final int CHAMBER = 1;
	private static final int WALL = 2;
	private static final int CRESCENT = 3;

	/** Where along the organ, from base (0) to apex (1), it is widest. */
	private static final double WIDEST = 0.3;
	private static final double NARROWING_AT_BASE = 0.25;

	/** Where along the organ the crescent and the strands end. */
	private static final double CRESCENT_END = 0.72;
	private static final double STRANDS_START = 0.25;
	private static final double STRANDS_END = 0.75;
	private static final double STRAND_RADIUS = 1.5;
	private static final double STRAND_DEPTH = 0.7;
	private static final double STRANDS_APART = 0.8 * Math.PI;

	/** How much thicker than the mean the wall is on its thick side. */
	private static final double UNEVEN = 0.25;

	private final double base;
	private final double apex;
	private final double[] centre;
	private final double[] lean;
	private final double bend;
	private final double radius;
	private final double thickness;
	private final double thickSide;
	private final double[] lobes;
	private final double[] lobePhases;
	private final double crescent;
	private final double crescentSide;
	private final double crescentReach;
	private final double strandSide;

	/** Draws shape, size and pose. */
	Heart(final PhantomRandom random) {
		base = random.between(0.02, 0.16);
		apex = random.between(0.8, 0.97);
		centre = new double[] { 3.5 + random.between(-3, 3), -3 + random.between(-3, 3) };
		lean = new double[] { random.between(1, 8), random.between(-5, 3) };
		bend = random.between(-6, 6);
		radius = random.between(7, 9.8);
		thickness = random.between(2.2, 3.6);
		thickSide = random.angle();
		lobes = new double[] { random.between(0.02, 0.15), random.between(0, 0.08) };
		lobePhases = new double[] { random.angle(), random.angle() };
		crescent = random.between(3.6, 6.2);
		crescentSide = Math.PI + random.between(-0.5, 0.5);
		crescentReach = random.between(0.95, 1.45);
		strandSide = random.between(0.5, 1.2);
	}

	/**
	 * Tells what is at a point.
	 *
	 * @param x mm from the body's axis
	 * @param y the same
	 * @param position along the stack, 0 to 1
	 * @return null outside the organ
	 */
	Site at(final double x, final double y, final double position) {
		final double along = (position - base) / (apex - base);
		if (along < 0 || along >= 1) return null;
		final double dx = x - centre[0] - lean[0] * (along - 0.5) - bend * (along - 0.5) * (along - 0.5);
		final double dy = y - centre[1] - lean[1] * (along - 0.5);
		final double distance = Math.sqrt(dx * dx + dy * dy);
		final double angle = StrictMath.atan2(dy, dx);
		final double outer = radius * profile(along) * (1 + lobes[0] * StrictMath.cos(2 * angle - lobePhases[0]) +
			lobes[1] * StrictMath.cos(3 * angle - lobePhases[1]));
		final double inner = outer - thickness * (1 + UNEVEN * StrictMath.cos(angle - thickSide));
		if (distance < inner) return new Site(isStrand(dx, dy, along, inner) ? Tissue.MYOCARDIUM : Tissue.BLOOD,
			CHAMBER);
		if (distance < outer) return new Site(Tissue.MYOCARDIUM, WALL);
		if (distance < outer + crescentWidth(angle, along)) return new Site(Tissue.VENOUS_BLOOD, CRESCENT);
		return null;
	}

	private static double profile(final double along) {
		if (along < WIDEST) {
			final double towardsBase = 1 - along / WIDEST;
			return 1 - NARROWING_AT_BASE * towardsBase * towardsBase;
		}
		final double towardsApex = (along - WIDEST) / (1 - WIDEST);
		return Math.sqrt(1 - towardsApex * towardsApex);
	}

	private double crescentWidth(final double angle, final double along) {
		if (along >= CRESCENT_END) return 0;
		final double away = Math.abs(StrictMath.IEEEremainder(angle - crescentSide, 2 * Math.PI)) / crescentReach;
		if (away >= 1) return 0;
		return crescent * Math.sqrt(1 - along / CRESCENT_END) * Math.sqrt(1 - away * away);
	}

	private boolean isStrand(final double dx, final double dy, final double along, final double inner) {
		if (along < STRANDS_START || along > STRANDS_END) return false;
		for (final double side : new double[] { strandSide, strandSide + STRANDS_APART }) {
			final double sx = dx - STRAND_DEPTH * inner * StrictMath.cos(side);
			final double sy = dy - STRAND_DEPTH * inner * StrictMath.sin(side);
			if (sx * sx + sy * sy < STRAND_RADIUS * STRAND_RADIUS) return true;
		}
		return false;
	}
}
