// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/**
 * Structures that look like parts of the organ but are not to be segmented: a vessel with a wall that runs through the
 * whole stack, a bare vein, a hollow cyst as wide as the organ and a solid nodule.
 */
final class Distractors {

	private static final double VESSEL_WALL = 1.3;
	private static final double CYST_WALL = 2;

	/** The cyst is longer along the stack than across by this factor. */
	private static final double CYST_STRETCH = 1.6;

	private final double[] vessel;
	private final double vesselLean;
	private final double vesselRadius;
	private final double[] vein;
	private final double[] veinLean;
	private final double veinRadius;
	private final double[] cyst;
	private final double cystRadius;
	private final double[] nodule;
	private final double noduleRadius;

	/** Draws places and sizes. */
	Distractors(final PhantomRandom random) {
		vessel = new double[] { random.between(-8, -3), random.between(4, 7) };
		vesselLean = random.between(-4, 4);
		vesselRadius = random.between(2, 3.2);
		vein = new double[] { random.between(4, 11), random.between(5, 8) };
		veinLean = new double[] { random.between(-6, 6), random.between(-5, 3) };
		veinRadius = random.between(1.6, 2.8);
		cyst = new double[] { random.between(-13, -8), random.between(-6, 2), random.between(0.15, 0.9) };
		cystRadius = random.between(3.6, 6.2);
		nodule = new double[] { random.between(-6, 13), random.between(-12, 8), random.between(0, 1) };
		noduleRadius = random.between(2.5, 4.5);
	}

	/**
	 * Tells what is at a point.
	 *
	 * @param x mm from the body's axis
	 * @param y the same
	 * @param position along the stack, 0 to 1
	 * @return null where there is no such structure
	 */
	Site at(final double x, final double y, final double position) {
		final double alongVessel = length(x - vessel[0] - vesselLean * (position - 0.5), y - vessel[1], 0);
		if (alongVessel < vesselRadius) return Site.of(Tissue.BLOOD);
		if (alongVessel < vesselRadius + VESSEL_WALL) return Site.of(Tissue.MYOCARDIUM);
		if (length(x - vein[0] - veinLean[0] * (position - 0.5), y - vein[1] - veinLean[1] * (position - 0.5),
			0) < veinRadius) return Site.of(Tissue.VENOUS_BLOOD);
		final double fromCyst = length(x - cyst[0], y - cyst[1], PhantomAnatomy.HEIGHT * (position - cyst[2]) / CYST_STRETCH);
		if (fromCyst < cystRadius - CYST_WALL) return Site.of(Tissue.BLOOD);
		if (fromCyst < cystRadius) return Site.of(Tissue.MYOCARDIUM);
		if (length(x - nodule[0], y - nodule[1], PhantomAnatomy.HEIGHT * (position - nodule[2])) < noduleRadius) {
			return Site.of(Tissue.NODULE);
		}
		return null;
	}

	private static double length(final double x, final double y, final double z) {
		return Math.sqrt(x * x + y * y + z * z);
	}
}
