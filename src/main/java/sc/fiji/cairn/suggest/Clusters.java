// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Groups of weighted points around their means (Lloyd 1982), some of whose centres are given and stay; the others begin
 * far from each other (Arthur &amp; Vassilvitskii 2007).
 */
final class Clusters {

	private static final int ROUNDS = 30;

	private final List<float[]> points;
	private final double[] weights;
	private final int fixed;
	private final List<float[]> centres;
	private final int[] owner;

	private Clusters(final List<float[]> points, final double[] weights, final List<float[]> fixed) {
		this.points = points;
		this.weights = weights;
		this.fixed = fixed.size();
		centres = new ArrayList<>(fixed);
		owner = new int[points.size()];
	}

	/**
	 * Divides points.
	 *
	 * @param weights how much each counts, not negative
	 * @param fixed centres that are given; may be empty
	 * @param count number of further centres
	 */
	static Clusters of(final List<float[]> points, final double[] weights, final List<float[]> fixed, final int count,
		final Random random)
	{
		final Clusters clusters = new Clusters(points, weights, fixed);
		clusters.begin(count, random);
		for (int round = 0; round < ROUNDS && clusters.assign(); round++)
			clusters.move();
		return clusters;
	}

	/** Draws centres among the points, the likelier the further a point is from all centres before. */
	private void begin(final int count, final Random random) {
		final double[] cost = new double[points.size()];
		for (int i = 0; i < cost.length; i++)
			cost[i] = centres.isEmpty() ? weights[i] : weights[i] * nearest(points.get(i), centres);
		for (int n = 0; n < count; n++) {
			final float[] next = points.get(draw(cost, random));
			centres.add(next.clone());
			for (int i = 0; i < cost.length; i++) {
				final double own = weights[i] * distance(points.get(i), next);
				cost[i] = n == 0 && fixed == 0 ? own : Math.min(cost[i], own);
			}
		}
		Arrays.fill(owner, -1);
	}

	private static int draw(final double[] shares, final Random random) {
		double left = random.nextDouble() * Arrays.stream(shares).sum();
		int i = 0;
		while (i < shares.length - 1 && (left -= shares[i]) > 0)
			i++;
		return i;
	}

	/** Gives each point to its nearest centre; returns true if any has changed. */
	private boolean assign() {
		boolean changed = false;
		for (int i = 0; i < owner.length; i++) {
			int best = 0;
			double least = Double.POSITIVE_INFINITY;
			for (int c = 0; c < centres.size(); c++) {
				final double distance = distance(points.get(i), centres.get(c));
				if (distance >= least) continue;
				least = distance;
				best = c;
			}
			changed |= owner[i] != best;
			owner[i] = best;
		}
		return changed;
	}

	/** Moves the centres that are not given to the means of their points. */
	private void move() {
		for (int c = fixed; c < centres.size(); c++) {
			final double[] sum = new double[centres.get(c).length];
			double total = 0;
			for (int i = 0; i < owner.length; i++) {
				if (owner[i] != c || weights[i] == 0) continue;
				total += weights[i];
				for (int d = 0; d < sum.length; d++)
					sum[d] += weights[i] * points.get(i)[d];
			}
			for (int d = 0; d < sum.length && total > 0; d++)
				centres.get(c)[d] = (float) (sum[d] / total);
		}
	}

	/** Gets the points of the groups whose centres are not given, nearest to the centre first; those of most weight first. */
	List<int[]> byWeight() {
		return IntStream.range(fixed, centres.size()).boxed().sorted(Comparator.comparingDouble(this::weight).reversed()).map(
			this::members).toList();
	}

	private double weight(final int centre) {
		return IntStream.range(0, owner.length).filter(i -> owner[i] == centre).mapToDouble(i -> weights[i]).sum();
	}

	private int[] members(final int centre) {
		return IntStream.range(0, owner.length).filter(i -> owner[i] == centre).boxed().sorted(Comparator.comparingDouble(
			i -> distance(points.get(i), centres.get(centre)))).mapToInt(Integer::intValue).toArray();
	}

	/** Returns the squared distance to the nearest of some places; infinite if there is none. */
	static double nearest(final float[] point, final List<float[]> places) {
		double least = Double.POSITIVE_INFINITY;
		for (final float[] place : places)
			least = Math.min(least, distance(point, place));
		return least;
	}

	/** Returns the squared distance of two points. */
	static double distance(final float[] a, final float[] b) {
		double sum = 0;
		for (int d = 0; d < a.length; d++)
			sum += (a[d] - b[d]) * (double) (a[d] - b[d]);
		return sum;
	}
}
