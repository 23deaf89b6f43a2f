// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Decimals;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Orientation;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.format.DicomSlice.Tag;

/** The slices of one DICOM series, in the order of their positions. */
final class DicomSeries {

	/** Positions are rounded when they are written; beyond this share of the spacing a slice is missing. */
	private static final double TOLERANCE = 0.02;

	/** Cosines of directions differ by rounding only up to here. */
	private static final double COSINE = 1e-3;

	private static final int SHOWN = 4;

	/** Digits of lengths in messages. */
	private static final int DIGITS = 6;

	private final Path path;
	private final List<DicomSlice> slices;

	private DicomSeries(final Path path, final List<DicomSlice> slices) {
		this.path = path;
		this.slices = slices;
	}

	/**
	 * Reads a volume.
	 *
	 * @param path file or folder, for messages
	 * @throws CairnException if the slices are of several series, differ in size, or are not evenly spaced
	 */
	static Volume read(final String name, final Path path, final List<DicomSlice> slices) {
		requireOneSeries(path, slices);
		return new DicomSeries(path, sort(path, slices)).volume(name);
	}

	private static void requireOneSeries(final Path path, final List<DicomSlice> slices) {
		final Map<String, String> names = new LinkedHashMap<>();
		for (final DicomSlice slice : slices)
			names.putIfAbsent(slice.text(Tag.SERIES), "'" + (slice.text(Tag.SERIES_NUMBER) + " " + slice.text(Tag.SERIES_NAME))
				.strip() + "' (" + slice.file().getFileName() + ")");
		if (names.size() > 1) throw new CairnException("The folder " + path + " holds " + names.size() + " DICOM series, " +
			names.values().stream().limit(SHOWN).collect(Collectors.joining(", ")) + (names.size() > SHOWN ? ", ..." : "") +
			": put each into a folder of its own.");
	}

	private static List<DicomSlice> sort(final Path path, final List<DicomSlice> slices) {
		if (slices.size() == 1) return slices;
		final DicomSlice first = slices.get(0);
		for (final DicomSlice slice : slices) {
			if (!slice.isPlaced()) throw new CairnException("The DICOM file " + slice.file() +
				" does not say where it lies (Image Position, Image Orientation), so that the order of the slices in " + path +
				" is not known: convert the series to NIfTI with a tool that knows the scanner.");
			if (slice.frames() > 1) throw new CairnException("The DICOM file " + slice.file() + " holds " + slice.frames() +
				" frames, but lies among other files: open it by itself.");
			final double[] spacing = slice.spacing();
			if (slice.columns() != first.columns() || slice.rows() != first.rows() || slice.type() != first.type() || slice
				.samples() != first.samples() || slice.isPlanar() != first.isPlanar() || slice.order() != first.order() ||
				!close(slice.across(), first.across()) || !close(slice.down(), first.down()) || !Arrays.equals(spacing, first
					.spacing())) throw new CairnException("The DICOM files " + first.file() + " and " + slice.file().getFileName() +
						" differ in size, pixel spacing, type or orientation: keep those of one stack in " + path + ".");
		}
		final double[] normal = Orientation.normal(first.across(), first.down());
		return slices.stream().sorted(Comparator.comparingDouble(slice -> Orientation.dot(slice.position(), normal)))
			.toList();
	}

	private static boolean close(final double[] u, final double[] v) {
		return IntStream.range(0, u.length).allMatch(i -> Math.abs(u[i] - v[i]) <= COSINE);
	}

	private Volume volume(final String name) {
		final DicomSlice first = slices.get(0);
		final long depth = slices.size() > 1 ? slices.size() : first.frames();
		final List<Axis> axes = new ArrayList<>(List.of(Axis.X, Axis.Y));
		final List<Long> sizes = new ArrayList<>(List.of((long) first.columns(), (long) first.rows()));
		if (first.samples() > 1) {
			final int place = first.isPlanar() ? 2 : 0;
			axes.add(place, Axis.CHANNEL);
			sizes.add(place, (long) first.samples());
		}
		if (depth > 1) {
			axes.add(Axis.Z);
			sizes.add(depth);
		}
		final Geometry geometry = geometry();
		final VoxelFiles files = new VoxelFiles(slices.stream().flatMap(slice -> slice.parts().stream()).toList(), Packing.NONE, first.type(),
			first.order(), sizes.stream().mapToLong(size -> size).toArray(), axes.indexOf(Axis.Y) + 1);
		return new Volume(name, axes, files.read(), geometry, Header.NONE);
	}

	private Geometry geometry() {
		final DicomSlice first = slices.get(0);
		final double[] known = first.spacing();
		final double[] spacing = known.length == 0 ? new double[] { 1, 1 } : known;
		final String unit = known.length == 0 ? Geometry.unknown().unit() : "mm";
		final List<double[]> positions = slices.size() > 1 ? slices.stream().map(DicomSlice::position).toList() : first
			.positions();
		final boolean deep = first.isPlaced() && positions.size() > 1;
		final double[] step = deep ? step(positions) : new double[0];
		// NB: the thickness of slices is not their distance, but for lack of it.
		final double given = first.number(Tag.SLICE_SPACING, first.number(Tag.THICKNESS, 1));
		final double depth = deep ? Math.abs(Orientation.dot(step, Orientation.normal(first.across(), first.down()))) : first
			.frames() > 1 && given > 0 ? given : 1;
		if (!first.isPlaced() || known.length == 0) return new Geometry(spacing[0], spacing[1], depth, unit, List.of());
		final List<double[]> steps = new ArrayList<>(List.of(scaled(first.across(), spacing[0]), scaled(first.down(),
			spacing[1])));
		steps.add(deep ? step : scaled(Orientation.normal(first.across(), first.down()), depth));
		return new Geometry(spacing[0], spacing[1], depth, unit, Orientation.affine(steps, first.position(), -1, -1, 1));
	}

	private static double[] scaled(final double[] vector, final double factor) {
		return Arrays.stream(vector).map(value -> value * factor).toArray();
	}

	/** Gets the way from a slice to the next, which is the same for all. */
	private double[] step(final List<double[]> positions) {
		final List<double[]> ways = new ArrayList<>();
		for (int z = 1; z < positions.size(); z++)
			ways.add(way(positions.get(z - 1), positions.get(z)));
		final double usual = ways.stream().mapToDouble(Orientation::length).sorted().skip(ways.size() / 2).findFirst()
			.orElseThrow();
		final double[] step = scaled(way(positions.get(0), positions.get(positions.size() - 1)), 1.0 / ways.size());
		final int worst = IntStream.range(0, ways.size()).boxed().max(Comparator.comparingDouble(z -> Orientation.length(way(
			ways.get(z), step)) + Math.abs(Orientation.length(ways.get(z)) - usual))).orElseThrow();
		if (usual > 0 && Orientation.length(way(ways.get(worst), step)) <= TOLERANCE * usual) return step;
		final double found = Orientation.length(ways.get(worst));
		throw new CairnException("The slices in " + path + " are not evenly spaced: " + place(worst, positions) + " and " +
			place(worst + 1, positions) + " are " + (found <= TOLERANCE * usual
				? "at the same place; keep one image for each position" : Decimals.text(found, DIGITS) + " mm apart and others " +
					Decimals.text(usual, DIGITS) + " mm; add the missing slices, or resample the series before") + ".");
	}

	private static double[] way(final double[] from, final double[] to) {
		return new double[] { to[0] - from[0], to[1] - from[1], to[2] - from[2] };
	}

	private String place(final int z, final List<double[]> positions) {
		return (slices.size() > 1 ? slices.get(z).file().getFileName() : "frame " + (z + 1)) + " at (" + Arrays.stream(positions
			.get(z)).mapToObj(value -> Decimals.text(value, DIGITS)).collect(Collectors.joining(", ")) + ")";
	}
}
