package sc.fiji.cairn.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.DicomSlice.Tag;

/** The slices of one DICOM series, in the order of their positions. */
final class DicomSeries {

	/** Positions are rounded when they are written; beyond this share of the spacing a slice is missing. */
	private static final double TOLERANCE = 0.02;

	/** Cosines of directions differ by rounding only up to here. */
	private static final double COSINE = 1e-3;

	private static final int SHOWN = 4;

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
		final VoxelFiles files = new VoxelFiles(slices.stream().map(DicomSlice::part).toList(), Packing.NONE, first.type(),
			first.order(), sizes.stream().mapToLong(size -> size).toArray(), axes.indexOf(Axis.Y) + 1);
		return new Volume(name, axes, files.read(), geometry, Header.NONE);
	}

	private Geometry geometry() {
		final DicomSlice first = slices.get(0);
		final double[] known = first.spacing();
		final double[] spacing = known.length == 0 ? new double[] { 1, 1 } : known;
		final String unit = known.length == 0 ? Geometry.unknown().unit() : "mm";
		final boolean deep = slices.size() > 1;
		final double[] step = deep ? step() : new double[0];
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
	private double[] step() {
		final double[] start = slices.get(0).position();
		final double[] end = slices.get(slices.size() - 1).position();
		final double[] step = new double[3];
		for (int i = 0; i < 3; i++)
			step[i] = (end[i] - start[i]) / (slices.size() - 1);
		final double length = Orientation.length(step);
		for (int z = 1; z < slices.size(); z++) {
			final double[] before = slices.get(z - 1).position();
			final double[] position = slices.get(z).position();
			final double[] off = new double[3];
			final double[] here = new double[3];
			for (int i = 0; i < 3; i++) {
				here[i] = position[i] - before[i];
				off[i] = here[i] - step[i];
			}
			if (length > 0 && Orientation.length(here) > TOLERANCE * length && Orientation.length(off) <= TOLERANCE * length)
				continue;
			final boolean same = Orientation.length(here) <= TOLERANCE * length;
			throw new CairnException(String.format(Locale.ROOT,
				"The slices in %s are not evenly spaced: %s at (%s) and %s at (%s) are %s, while the mean is %.4g mm: %s.", path,
				slices.get(z - 1).file().getFileName(), text(before), slices.get(z).file().getFileName(), text(position), same
					? "at the same place" : String.format(Locale.ROOT, "%.4g mm apart", Orientation.length(here)), length, same
						? "keep one image for each position" : "add the missing slices, or resample the series before"));
		}
		return step;
	}

	private static String text(final double[] position) {
		return Arrays.stream(position).mapToObj(value -> String.format(Locale.ROOT, "%.5g", value)).collect(Collectors
			.joining(", "));
	}
}
