// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Orientation;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Reads one MetaImage. */
final class MetaImageReader {

	private static final List<Axis> AXES = List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME);

	/** NB: long has four bytes here, whatever it has elsewhere; eight have those named LONG_LONG. */
	private static final Map<String, VoxelType> TYPES = Map.ofEntries(Map.entry("CHAR", VoxelType.INT8), Map.entry(
		"ASCII_CHAR", VoxelType.INT8), Map.entry("UCHAR", VoxelType.UINT8), Map.entry("SHORT", VoxelType.INT16), Map.entry(
			"USHORT", VoxelType.UINT16), Map.entry("INT", VoxelType.INT32), Map.entry("UINT", VoxelType.UINT32), Map.entry(
				"LONG", VoxelType.INT32), Map.entry("ULONG", VoxelType.UINT32), Map.entry("LONG_LONG", VoxelType.INT64), Map
					.entry("ULONG_LONG", VoxelType.UINT64), Map.entry("FLOAT", VoxelType.FLOAT32), Map.entry("DOUBLE",
						VoxelType.FLOAT64));

	private final Path path;

	MetaImageReader(final Path path) {
		this.path = path;
	}

	/** Reads the image. */
	Volume read() {
		try (TextHeader header = new TextHeader(path)) {
			readFields(header);
			final int rank = (int) header.integers("NDims", 1)[0];
			if (rank < 2) throw header.damaged("NDims is " + rank);
			final long[] sizes = header.integers("DimSize", rank);
			if (LongStream.of(sizes).skip(AXES.size()).anyMatch(size -> size != 1)) throw new CairnException("The file " +
				path + " has more than four dimensions: split it into files of up to four.");
			final long channels = header.get("ElementNumberOfChannels") == null ? 1 : header.integers(
				"ElementNumberOfChannels", 1)[0];
			final List<Axis> axes = new ArrayList<>();
			final List<Long> dimensions = new ArrayList<>();
			if (channels != 1) add(axes, dimensions, Axis.CHANNEL, channels);
			for (int d = 0; d < Math.min(rank, AXES.size()); d++)
				if (d < 3 || sizes[d] > 1) add(axes, dimensions, AXES.get(d), sizes[d]);
			final Packing packing = isTrue(header, "CompressedData", false) ? Packing.DEFLATE : isTrue(header, "BinaryData",
				true) ? Packing.NONE : Packing.TEXT;
			final boolean big = isTrue(header, "BinaryDataByteOrderMSB", false) || isTrue(header, "ElementByteOrderMSB", false);
			final VoxelFiles voxels = new VoxelFiles(parts(header, sizes, packing), packing, type(header), big
				? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, dimensions.stream().mapToLong(size -> size).toArray(), axes
					.indexOf(Axis.Y) + 1);
			final double[] spacing = header.numbers("ElementSpacing", "ElementSize");
			return new Volume(ReadOnlyFormat.stem(path), axes, voxels.read(), geometry(header, rank), axes.contains(Axis.TIME) &&
				spacing.length > 3 ? FrameHeader.of(spacing[3], "") : Header.NONE);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + path + " cannot be read (" + e.getMessage() +
				"): check the file and its drive.", e);
		}
	}

	private static void add(final List<Axis> axes, final List<Long> dimensions, final Axis axis, final long size) {
		axes.add(axis);
		dimensions.add(size);
	}

	/** Reads up to the data, before which ElementDataFile is the last field. */
	private void readFields(final TextHeader header) throws IOException {
		while (header.get("ElementDataFile") == null) {
			final String line = header.line();
			if (line == null) throw header.damaged("it has no ElementDataFile");
			final int sign = line.indexOf('=');
			if (line.isBlank() || line.startsWith("#")) continue;
			if (sign < 1) throw new CairnException("The file " + path +
				" is no MetaImage file in spite of its name: rename it or convert it.");
			header.put(line.substring(0, sign).strip(), line.substring(sign + 1).strip());
		}
		final String kind = header.get("ObjectType");
		if (kind != null && !kind.equalsIgnoreCase("Image")) throw new CairnException("The file " + path + " holds a " +
			kind + ", not an image: choose another file.");
	}

	private static boolean isTrue(final TextHeader header, final String name, final boolean otherwise) {
		final String value = header.get(name);
		return value == null || value.isBlank() ? otherwise : "tTyY1".indexOf(value.charAt(0)) >= 0;
	}

	private VoxelType type(final TextHeader header) {
		final String name = header.require("ElementType");
		final VoxelType type = TYPES.get(name.replaceFirst("^MET_", "").replaceFirst("_ARRAY$", ""));
		if (type == null) throw new CairnException("The file " + path + " holds voxels of the type '" + name +
			"', but Cairn needs integers or floating-point numbers: convert it.");
		return type;
	}

	private List<VoxelFiles.Part> parts(final TextHeader header, final long[] sizes, final Packing packing)
		throws IOException
	{
		final LinearScaling scaling = new LinearScaling(first(header.numbers("ElementToIntensityFunctionSlope"), 1), first(
			header.numbers("ElementToIntensityFunctionOffset"), 0));
		final String data = header.require("ElementDataFile");
		if (data.equalsIgnoreCase("LOCAL")) return List.of(new VoxelFiles.Part(path, header.length(), 0, 0, scaling));
		final String[] words = data.split("\\s+");
		final List<Path> files;
		int each = sizes.length;
		if (words[0].equals("LIST")) {
			each = words.length > 1 && words[1].matches("\\d") ? Integer.parseInt(words[1]) : sizes.length - 1;
			files = header.rest().stream().map(header::sibling).toList();
		}
		else if (words.length > 3 && words[0].contains("%") && Arrays.stream(words).skip(1).limit(3).allMatch(word -> word
			.matches("-?\\d{1,15}")))
		{
			each = sizes.length - 1;
			files = header.siblings(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
		}
		else {
			files = List.of(header.sibling(data));
		}
		final long wanted = LongStream.of(sizes).skip(each).reduce(1, (a, b) -> a * b);
		if (files.size() < wanted || wanted < 1) throw header.damaged("it names " + files.size() +
			" data files where DimSize asks for " + wanted);
		final long skip = (long) first(header.numbers("HeaderSize"), 0);
		if (skip < -1 || skip < 0 && packing != Packing.NONE) throw header.damaged("HeaderSize is " + skip);
		// As in ITK, the bytes to skip are those of the file; what follows more files than are needed is left alone.
		return files.subList(0, (int) wanted).stream().map(file -> new VoxelFiles.Part(file, Math.max(0, skip), 0, Math.min(0,
			skip), scaling)).toList();
	}

	private static double first(final double[] numbers, final double otherwise) {
		return numbers.length > 0 && Double.isFinite(numbers[0]) ? numbers[0] : otherwise;
	}

	private static Geometry geometry(final TextHeader header, final int rank) {
		final double[] given = header.numbers("ElementSpacing", "ElementSize");
		final double[] spacing = { 1, 1, 1 };
		for (int d = 0; d < Math.min(3, Math.min(rank, given.length)); d++)
			if (given[d] != 0 && Double.isFinite(given[d])) spacing[d] = Math.abs(given[d]);
		final double[] matrix = header.numbers("TransformMatrix", "Orientation", "Rotation");
		final double[] offset = header.numbers("Offset", "Position", "Origin");
		if (matrix.length != 0 && matrix.length != rank * rank) throw header.damaged("TransformMatrix has " + matrix.length +
			" numbers");
		if (offset.length != 0 && offset.length != rank) throw header.damaged("Offset has " + offset.length + " numbers");
		final boolean oriented = rank >= 3 && matrix.length + offset.length > 0;
		final String distance = header.get("DistanceUnits");
		final String unit = distance != null && Lengths.millimetres(distance).isPresent() ? distance : given.length > 0 ||
			oriented ? "mm" : Geometry.unknown().unit();
		return new Geometry(spacing[0], spacing[1], spacing[2], unit, oriented ? affine(spacing, matrix, offset, rank) : List
			.of());
	}

	private static List<Double> affine(final double[] spacing, final double[] matrix, final double[] offset,
		final int rank)
	{
		final List<double[]> steps = new ArrayList<>();
		for (int d = 0; d < 3; d++) {
			final double[] step = new double[3];
			for (int i = 0; i < 3; i++)
				step[i] = spacing[d] * (matrix.length > 0 ? matrix[d * rank + i] : d == i ? 1 : 0);
			steps.add(step);
		}
		return Orientation.affine(steps, offset.length > 0 ? offset : new double[3], -1, -1, 1);
	}
}
