// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases.phantom;

/**
 * The shapes of one phantom: a body whose cross-section changes from slice to slice, with the organ to be segmented and
 * what surrounds it.
 * <p>
 * Lungs shrink and the liver grows along the stack, and body and spine change width, so that a slice tells where it
 * lies.
 * </p>
 */
final class PhantomAnatomy {

	/** Height of the stack in mm. */
	static final double HEIGHT = 40;

	private static final double SPINE_Y = 11.5;

	private final double centreX;
	private final double centreY;
	private final double cosine;
	private final double sine;
	private final double scale;
	private final double fat;
	private final double lungs;
	private final double liver;
	private final Heart heart;
	private final Distractors distractors;

	/**
	 * Draws all shapes.
	 *
	 * @param size of the body across, relative to the usual one
	 */
	PhantomAnatomy(final PhantomRandom random, final double size) {
		centreX = random.between(-1.5, 1.5);
		centreY = random.between(-1.5, 1.5);
		final double turn = random.between(-0.2, 0.2);
		cosine = StrictMath.cos(turn);
		sine = StrictMath.sin(turn);
		scale = size * random.between(0.9, 1.06);
		fat = random.between(1.2, 2.8);
		lungs = random.between(0.45, 0.7);
		liver = random.between(0.4, 0.6);
		heart = new Heart(random);
		distractors = new Distractors(random);
	}

	/**
	 * Tells what is at a point.
	 *
	 * @param imageX mm from the image's centre
	 * @param imageY the same
	 * @param position along the stack, 0 to 1
	 */
	Site at(final double imageX, final double imageY, final double position) {
		final double x = (cosine * (imageX - centreX) + sine * (imageY - centreY)) / scale;
		final double y = (cosine * (imageY - centreY) - sine * (imageX - centreX)) / scale;
		final double width = 21.5 - 3 * position;
		final double depth = 16 + 2.5 * position;
		if (outside(x, y, width, depth)) return Site.of(Tissue.AIR);
		if (outside(x, y, width - fat, depth - fat)) return Site.of(Tissue.FAT);
		final Site organ = heart.at(x, y, position);
		if (organ != null) return organ;
		final double spine = Math.sqrt(x * x + (y - SPINE_Y) * (y - SPINE_Y));
		if (spine < 2 + position) return Site.of(Tissue.MARROW);
		if (spine < 3.2 + position) return Site.of(Tissue.BONE);
		final Site distractor = distractors.at(x, y, position);
		return distractor != null ? distractor : Site.of(surroundings(x, y, position));
	}

	private Tissue surroundings(final double x, final double y, final double position) {
		final double lung = 1 - position / lungs;
		if (lung > 0 && !outside(Math.abs(x) - 11.5, y, 5.5 * Math.sqrt(lung), 9.5 * Math.sqrt(lung))) {
			return Tissue.LUNG;
		}
		final double growth = (position - liver) / (1 - liver);
		if (growth > 0 && !outside(x + 9, y + 1, 10 * Math.sqrt(growth), 12 * Math.sqrt(growth))) return Tissue.LIVER;
		return Tissue.MUSCLE;
	}

	private static boolean outside(final double x, final double y, final double a, final double b) {
		return x * x / (a * a) + y * y / (b * b) >= 1;
	}
}
