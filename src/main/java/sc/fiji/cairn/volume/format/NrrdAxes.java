// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Orientation;

/**
 * What the axes of an NRRD image mean and where they lead (sections 4 and 6 of teem.sourceforge.net/nrrd/format.html).
 * Axes with one sample that are not in space are left out.
 */
final class NrrdAxes {

	private static final Pattern VECTOR = Pattern.compile("\\(([^)]*)\\)|none");
	private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|(\\S+)");
	private static final List<Axis> SPATIAL = List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME);

	private final TextHeader header;
	private final long[] sizes;
	private final List<double[]> directions;
	private final List<String> kinds;

	/** One for each dimension, null for those that are left out. */
	private final Axis[] axes;

	private NrrdAxes(final TextHeader header, final long[] sizes) {
		this.header = header;
		this.sizes = sizes;
		directions = vectors("spacedirections");
		if (!directions.isEmpty() && directions.size() != sizes.length) throw header.damaged("it has " + directions.size() +
			" space directions for " + sizes.length + " dimensions");
		kinds = words("kinds");
		axes = new Axis[sizes.length];
		int spatial = 0;
		for (int d = 0; d < sizes.length; d++) {
			Axis axis = axis(d);
			if (axis == Axis.X) axis = spatial < SPATIAL.size() ? SPATIAL.get(spatial++) : Axis.CHANNEL;
			if (sizes[d] == 1 && (axis == Axis.CHANNEL || axis == Axis.TIME)) continue;
			if (Arrays.asList(axes).contains(axis)) throw new CairnException("The file " + header.path() +
				" has several axes of " + axis.name().toLowerCase(Locale.ROOT) + "s: split it along one of them.");
			axes[d] = axis;
		}
		if (!Arrays.asList(axes).contains(Axis.Y)) throw new CairnException("The file " + header.path() +
			" is no image, for it has fewer than two axes in space: check its kinds and space directions.");
	}

	/**
	 * Finds out what the axes mean.
	 *
	 * @param sizes samples along each
	 * @throws CairnException if the header says what cannot be, or there are several axes of channels
	 */
	static NrrdAxes of(final TextHeader header, final long[] sizes) {
		return new NrrdAxes(header, sizes);
	}

	/** Gives X for any axis in space. */
	private Axis axis(final int d) {
		final String kind = d < kinds.size() ? kinds.get(d).toLowerCase(Locale.ROOT) : "";
		return switch (kind) {
			case "domain", "space", "", "none", "???" -> {
				if (directions.isEmpty()) yield Axis.X;
				if (directions.get(d) == null) yield Axis.CHANNEL;
				final double[] direction = directions.get(d);
				// In spaces such as right-anterior-superior-time the last coordinate is time.
				yield direction.length == 4 && Orientation.length(Arrays.copyOf(direction, 3)) == 0 ? Axis.TIME : Axis.X;
			}
			case "time" -> Axis.TIME;
			case "complex" -> throw new CairnException("The file " + header.path() +
				" holds complex numbers, but Cairn needs real ones: convert it, for example to its magnitude.");
			default -> Axis.CHANNEL;
		};
	}

	/** Returns the axes that are kept, fastest first. */
	List<Axis> kept() {
		return Stream.of(axes).filter(Objects::nonNull).toList();
	}

	/** Returns the number of samples along the axes that are kept. */
	long[] sizes() {
		return IntStream.range(0, sizes.length).filter(d -> axes[d] != null).mapToLong(d -> sizes[d]).toArray();
	}

	/** Returns the number of leading axes that make a plane. */
	int span() {
		return Math.max(kept().indexOf(Axis.X), kept().indexOf(Axis.Y)) + 1;
	}

	/** Returns how long a frame takes. */
	Header interval() {
		final int time = Arrays.asList(axes).indexOf(Axis.TIME);
		return time < 0 ? Header.NONE : FrameHeader.of(spacing(time), unit(time));
	}

	/** Returns the place of the voxels. */
	Geometry geometry() {
		final int[] spatial = Stream.of(Axis.X, Axis.Y, Axis.Z).mapToInt(axis -> Arrays.asList(axes).indexOf(axis)).filter(
			d -> d >= 0).toArray();
		final boolean known = IntStream.of(spatial).anyMatch(d -> !Double.isNaN(spacing(d)));
		final String unit = unit(spatial[0]).isEmpty() ? known ? "mm" : Geometry.unknown().unit() : unit(spatial[0]);
		final double[] spacings = new double[3];
		Arrays.fill(spacings, 1);
		for (int i = 0; i < spatial.length; i++) {
			final double spacing = spacing(spatial[i]);
			if (!Double.isNaN(spacing)) spacings[i] = spacing * Lengths.factor(unit(spatial[i]), unit);
		}
		return new Geometry(spacings[0], spacings[1], spacings[2], unit, affine(spatial));
	}

	/** Gets the distance of samples along an axis, NaN if nothing is said. */
	private double spacing(final int d) {
		if (!directions.isEmpty() && directions.get(d) != null) {
			final double length = Orientation.length(directions.get(d));
			if (length > 0) return length;
		}
		final double spacing = number("spacings", d);
		if (spacing != 0 && Double.isFinite(spacing)) return Math.abs(spacing);
		final List<String> centers = words("centers", "centerings");
		final boolean nodes = d < centers.size() && centers.get(d).equals("node");
		final double extent = Math.abs(number("axismaxs", d) - number("axismins", d));
		final double derived = extent / (nodes ? sizes[d] - 1 : sizes[d]);
		return derived > 0 && Double.isFinite(derived) ? derived : Double.NaN;
	}

	private double number(final String field, final int d) {
		final double[] numbers = header.numbers(field);
		return d < numbers.length ? numbers[d] : Double.NaN;
	}

	/** Gets the unit of an axis as ImageJ spells it, empty if there is none. */
	private String unit(final int d) {
		final boolean oriented = !directions.isEmpty() && directions.get(d) != null;
		final List<String> units = words(oriented ? "spaceunits" : "units");
		// All directions have the same coordinates, whose units should be the same as well.
		final int index = oriented ? axes[d] == Axis.TIME ? units.size() - 1 : 0 : d;
		final String unit = index >= 0 && index < units.size() ? units.get(index).strip() : "";
		return unit.equals("???") || unit.equals("none") ? "" : unit;
	}

	/** Gets the affine if the space is one of a patient. */
	private List<Double> affine(final int[] spatial) {
		final String space = header.get("space") == null ? "" : header.get("space").toLowerCase(Locale.ROOT);
		final boolean left = space.startsWith("left-") || space.matches("l[ap]st?");
		final boolean posterior = space.contains("-posterior-") || space.matches("lpst?");
		final boolean anatomical = space.matches("(right|left)-(anterior|posterior)-superior(-time)?|(ras|las|lps)t?");
		final List<double[]> origins = vectors("spaceorigin");
		if (!anatomical || directions.isEmpty() || IntStream.of(spatial).anyMatch(d -> directions.get(d) == null ||
			directions.get(d).length < 3)) return List.of();
		final double[] origin = origins.isEmpty() || origins.get(0) == null ? new double[3] : origins.get(0);
		if (origin.length < 3 || !Arrays.stream(origin).allMatch(Double::isFinite)) throw header.damaged("its space origin is '" +
			header.get("spaceorigin") + "'");
		return Orientation.affine(IntStream.of(spatial).mapToObj(directions::get).toList(), origin, left ? -1 : 1, posterior
			? -1 : 1, 1);
	}

	/** Gets vectors such as {@code (1,0,0)}; null for {@code none}. */
	private List<double[]> vectors(final String field) {
		final List<double[]> vectors = new ArrayList<>();
		if (header.get(field) == null) return vectors;
		final Matcher matcher = VECTOR.matcher(header.get(field));
		while (matcher.find()) {
			try {
				final double[] vector = matcher.group(1) == null ? null : Stream.of(matcher.group(1).split(",")).mapToDouble(
					word -> TextHeader.number(word.strip())).toArray();
				vectors.add(vector == null || Double.isNaN(vector[0]) ? null : vector);
			}
			catch (final NumberFormatException e) {
				throw header.damaged(field + " is '" + header.get(field) + "'");
			}
		}
		return vectors;
	}

	private List<String> words(final String... fields) {
		final List<String> words = new ArrayList<>();
		if (header.get(fields) == null) return words;
		final Matcher matcher = QUOTED.matcher(header.get(fields));
		while (matcher.find())
			words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
		return words;
	}
}
