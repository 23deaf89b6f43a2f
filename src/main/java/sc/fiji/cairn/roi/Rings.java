// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.awt.Polygon;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.gui.Roi;
import ij.gui.ShapeRoi;

/** Turns the outline of a label into polygons with holes. */
final class Rings {

	private Rings() {}

	/**
	 * Finds the polygons.
	 *
	 * @param roi along edges of pixels
	 * @return of each polygon its closed rings, the outer one first, then those of its holes
	 */
	static List<List<double[][]>> polygons(final Roi roi) {
		final List<Polygon> rings = rings(roi);
		final Map<Polygon, List<double[][]>> polygons = new LinkedHashMap<>();
		rings.stream().filter(ring -> around(ring, rings).size() % 2 == 0).forEach(ring -> polygons.computeIfAbsent(ring,
			outer -> new ArrayList<>()).add(points(ring)));
		for (final Polygon ring : rings) {
			final Optional<Polygon> outer = around(ring, rings).stream().filter(polygons::containsKey).min(Comparator.comparingLong(
				one -> (long) one.getBounds().width * one.getBounds().height));
			if (!polygons.containsKey(ring)) polygons.get(outer.orElseThrow()).add(points(ring));
		}
		return List.copyOf(polygons.values());
	}

	private static List<Polygon> rings(final Roi roi) {
		final List<Polygon> rings = new ArrayList<>();
		if (!(roi instanceof ShapeRoi shape)) {
			rings.add(roi.getPolygon());
			return rings;
		}
		final double[] point = new double[6];
		final int left = roi.getBounds().x;
		final int top = roi.getBounds().y;
		for (final PathIterator path = shape.getShape().getPathIterator(null); !path.isDone(); path.next()) {
			final int kind = path.currentSegment(point);
			if (kind == PathIterator.SEG_MOVETO) rings.add(new Polygon());
			if (kind != PathIterator.SEG_CLOSE) rings.get(rings.size() - 1).addPoint((int) Math.round(point[0]) + left, (int) Math.round(
				point[1]) + top);
		}
		rings.removeIf(ring -> ring.npoints < 4);
		return rings;
	}

	/** Lists the rings around a ring. */
	private static List<Polygon> around(final Polygon ring, final List<Polygon> rings) {
		int first = 0;
		for (int i = 1; i < ring.npoints; i++)
			if (ring.ypoints[i] < ring.ypoints[first] || ring.ypoints[i] == ring.ypoints[first] && ring.xpoints[i] < ring.xpoints[first])
				first = i;
		// The pixel below the leftmost of the highest points is within the ring.
		final double x = ring.xpoints[first] + 0.5;
		final double y = ring.ypoints[first] + 0.5;
		return rings.stream().filter(other -> other != ring && other.contains(x, y)).toList();
	}

	private static double[][] points(final Polygon ring) {
		final double[][] points = new double[ring.npoints + 1][];
		for (int i = 0; i < points.length; i++)
			points[i] = new double[] { ring.xpoints[i % ring.npoints], ring.ypoints[i % ring.npoints] };
		return points;
	}
}
