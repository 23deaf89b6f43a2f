// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the border of a class in a slice as a smooth closed line.
 * <p>
 * The border runs along the edges of pixels; its corners are cut twice (Chaikin's algorithm), which moves it by less than
 * half a pixel.
 * </p>
 */
final class Outline {

	private static final int CUTS = 2;

	/** A corner of the pixel grid, or a point between. */
	private record Point(double x, double y) {}

	private final int[] labels;
	private final int width;
	private final int height;
	private final int label;

	private Outline(final int[] labels, final int width, final int label) {
		this.labels = labels;
		this.width = width;
		this.height = labels.length / width;
		this.label = label;
	}

	/**
	 * Finds the border of a class.
	 *
	 * @param labels class numbers, X fastest
	 * @param width number of pixels along X
	 * @param label the class
	 * @return closed lines in pixel coordinates: the first pixel covers 0 to 1; empty if the class does not occur
	 */
	static Path2D of(final int[] labels, final int width, final int label) {
		return new Outline(labels, width, label).path();
	}

	private Path2D path() {
		final Map<Point, Deque<Point>> edges = edges();
		final Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
		while (!edges.isEmpty()) {
			final Point start = edges.keySet().iterator().next();
			final List<Point> loop = new ArrayList<>();
			Point here = start;
			do {
				final Deque<Point> ends = edges.get(here);
				final Point next = ends.removeFirst();
				if (ends.isEmpty()) edges.remove(here);
				loop.add(new Point((here.x + next.x) / 2, (here.y + next.y) / 2));
				here = next;
			}
			while (!here.equals(start));
			append(path, smooth(loop));
		}
		return path;
	}

	/** Collects the edges between inside and outside, by their start; the inside lies to the right of each. */
	private Map<Point, Deque<Point>> edges() {
		final Map<Point, Deque<Point>> edges = new HashMap<>();
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				if (!inside(x, y)) continue;
				if (!inside(x, y - 1)) add(edges, x, y, x + 1, y);
				if (!inside(x + 1, y)) add(edges, x + 1, y, x + 1, y + 1);
				if (!inside(x, y + 1)) add(edges, x + 1, y + 1, x, y + 1);
				if (!inside(x - 1, y)) add(edges, x, y + 1, x, y);
			}
		}
		return edges;
	}

	private boolean inside(final int x, final int y) {
		return x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] == label;
	}

	private static void add(final Map<Point, Deque<Point>> edges, final int x, final int y, final int toX,
		final int toY)
	{
		edges.computeIfAbsent(new Point(x, y), point -> new ArrayDeque<>()).addLast(new Point(toX, toY));
	}

	private static List<Point> smooth(final List<Point> loop) {
		List<Point> points = loop;
		for (int cut = 0; cut < CUTS; cut++) {
			final List<Point> finer = new ArrayList<>();
			for (int i = 0; i < points.size(); i++) {
				final Point a = points.get(i);
				final Point b = points.get((i + 1) % points.size());
				finer.add(new Point(0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y));
				finer.add(new Point(0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y));
			}
			points = finer;
		}
		return points;
	}

	private static void append(final Path2D path, final List<Point> loop) {
		path.moveTo(loop.get(0).x, loop.get(0).y);
		loop.subList(1, loop.size()).forEach(point -> path.lineTo(point.x, point.y));
		path.closePath();
	}
}
