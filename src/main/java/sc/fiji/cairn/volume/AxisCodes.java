// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in the body the axes of a volume lead: a letter for each of X, Y and Z, for right, left, anterior, posterior,
 * superior and inferior. {@code LAS} is to the left, to the front, to the head.
 *
 * @param code three letters; empty if the directions are not known
 */
public record AxisCodes(String code) {

	/** Those of volumes without orientation. */
	public static final AxisCodes UNKNOWN = new AxisCodes("");

	private static final String TOWARDS = "RAS";
	private static final String AWAY = "LPI";

	/** All orders of three axes. */
	private static final int[][] ORDERS = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	public AxisCodes {
		if (!code.isEmpty() && !isCode(code)) throw new IllegalArgumentException(code + " names no directions");
	}

	private static boolean isCode(final String code) {
		return code.length() == 3 && Arrays.stream(ORDERS).anyMatch(order -> {
			boolean fits = true;
			for (int axis = 0; axis < 3; axis++)
				fits &= code.charAt(axis) == TOWARDS.charAt(order[axis]) || code.charAt(axis) == AWAY.charAt(order[axis]);
			return fits;
		});
	}

	/**
	 * Finds the directions of a volume; of an oblique one the nearest. An affine that says no more than the spacing is what
	 * files have whose orientation was lost, so that it tells nothing.
	 */
	public static AxisCodes of(final Volume volume) {
		final List<Double> affine = volume.geometry().affine();
		if (affine.isEmpty() || !volume.axes().contains(Axis.Z) || isBare(affine)) return UNKNOWN;
		final double[][] cosine = new double[3][3];
		for (int axis = 0; axis < 3; axis++) {
			final double[] step = { affine.get(axis), affine.get(4 + axis), affine.get(8 + axis) };
			final double length = Orientation.length(step);
			if (!(length > 0)) return UNKNOWN;
			for (int world = 0; world < 3; world++)
				cosine[axis][world] = step[world] / length;
		}
		int[] best = ORDERS[0];
		for (final int[] order : ORDERS)
			if (sum(cosine, order) > sum(cosine, best)) best = order;
		final StringBuilder code = new StringBuilder();
		for (int axis = 0; axis < 3; axis++)
			code.append((cosine[axis][best[axis]] > 0 ? TOWARDS : AWAY).charAt(best[axis]));
		return new AxisCodes(code.toString());
	}

	private static boolean isBare(final List<Double> affine) {
		for (int i = 0; i < 12; i++)
			if (i % 5 == 0 ? affine.get(i) <= 0 : affine.get(i) != 0) return false;
		return true;
	}

	private static double sum(final double[][] cosine, final int[] order) {
		return Math.abs(cosine[0][order[0]]) + Math.abs(cosine[1][order[1]]) + Math.abs(cosine[2][order[2]]);
	}

	/** Finds the known directions that most volumes have; of equally many the first. */
	public static AxisCodes commonest(final List<AxisCodes> all) {
		final Map<String, Integer> counts = new TreeMap<>();
		all.forEach(one -> counts.merge(one.code, 1, Integer::sum));
		AxisCodes best = UNKNOWN;
		for (final AxisCodes one : all)
			if (one.isKnown() && (!best.isKnown() || counts.get(one.code) > counts.get(best.code))) best = one;
		return best;
	}

	/** Tells if the directions are known. */
	public boolean isKnown() {
		return !code.isEmpty();
	}

	/** Finds how to turn a volume with these directions to others; not at all if either are not known. */
	public Reorientation to(final AxisCodes wanted) {
		if (!isKnown() || !wanted.isKnown() || equals(wanted)) return Reorientation.NONE;
		final Integer[] from = new Integer[3];
		final Boolean[] flipped = new Boolean[3];
		for (int axis = 0; axis < 3; axis++) {
			final char letter = wanted.code.charAt(axis);
			final int same = code.indexOf(letter);
			from[axis] = same < 0 ? code.indexOf(opposite(letter)) : same;
			flipped[axis] = same < 0;
		}
		return new Reorientation(List.of(from), List.of(flipped));
	}

	private static char opposite(final char letter) {
		final int towards = TOWARDS.indexOf(letter);
		return towards < 0 ? TOWARDS.charAt(AWAY.indexOf(letter)) : AWAY.charAt(towards);
	}

	@Override
	public String toString() {
		return isKnown() ? code : "unknown";
	}
}
