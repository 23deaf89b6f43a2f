// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Reads one NRRD image (sections are those of teem.sourceforge.net/nrrd/format.html). */
final class NrrdReader {

	private static final Pattern MAGIC = Pattern.compile("NRRD(000\\d|00\\.01)");
	private static final Pattern FIELD = Pattern.compile("([^:]+):(=?)(.*)");
	private static final Pattern FILES = Pattern.compile(
		"(\\S*%\\S*)\\s+(-?\\d{1,15})\\s+(-?\\d{1,15})\\s+(-?\\d{1,15})(?:\\s+(\\d{1,9}))?");
	private static final int MAX_DIMENSIONS = 16;

	/** Section 5, type; without blanks and the words that C allows to leave out. */
	private static final Map<String, VoxelType> TYPES = Map.ofEntries(Map.entry("char", VoxelType.INT8), Map.entry("int8",
		VoxelType.INT8), Map.entry("uchar", VoxelType.UINT8), Map.entry("uint8", VoxelType.UINT8), Map.entry("short",
			VoxelType.INT16), Map.entry("int16", VoxelType.INT16), Map.entry("ushort", VoxelType.UINT16), Map.entry("uint16",
				VoxelType.UINT16), Map.entry("int", VoxelType.INT32), Map.entry("int32", VoxelType.INT32), Map.entry("uint",
					VoxelType.UINT32), Map.entry("uint32", VoxelType.UINT32), Map.entry("longlong", VoxelType.INT64), Map.entry(
						"int64", VoxelType.INT64), Map.entry("ulonglong", VoxelType.UINT64), Map.entry("uint64",
							VoxelType.UINT64), Map.entry("float", VoxelType.FLOAT32), Map.entry("double", VoxelType.FLOAT64));

	private final Path path;

	NrrdReader(final Path path) {
		this.path = path;
	}

	/** Reads the image. */
	Volume read() {
		try (TextHeader header = new TextHeader(path)) {
			readFields(header);
			final int rank = (int) header.integers("dimension", 1)[0];
			if (rank < 1 || rank > MAX_DIMENSIONS) throw header.damaged("its dimension is " + rank);
			final long[] sizes = header.integers("sizes", rank);
			final NrrdAxes axes = NrrdAxes.of(header, sizes);
			final VoxelType type = type(header);
			final Packing packing = packing(header);
			final ByteOrder order = order(header, type, packing);
			final VoxelFiles voxels = new VoxelFiles(parts(header, rank, sizes), packing, type, order, axes.sizes(), axes
				.span());
			return new Volume(ReadOnlyFormat.stem(path), axes.kept(), voxels.read(), axes.geometry(), axes.interval());
		}
		catch (final IOException e) {
			throw new CairnException("The file " + path + " cannot be read (" + e.getMessage() +
				"): check the file and its drive.", e);
		}
	}

	/** Reads up to the empty line before the data, or up to the list of data files (sections 1.2 and 3). */
	private void readFields(final TextHeader header) throws IOException {
		final String magic = header.line();
		if (magic == null || !MAGIC.matcher(magic).matches()) throw new CairnException("The file " + path +
			" is no NRRD file in spite of its name: rename it or convert it to NRRD.");
		for (String line = header.line(); line != null && !line.isEmpty(); line = header.line()) {
			if (line.startsWith("#")) continue;
			final Matcher field = FIELD.matcher(line);
			if (!field.matches()) throw header.damaged("'" + (line.length() > 40 ? line.substring(0, 40) + "..." : line) +
				"' is no field");
			// NB: with ":=" come keys and values of the user's own.
			if (!field.group(2).isEmpty()) continue;
			final String name = field.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s", "");
			header.put(name, field.group(3).strip());
			if (name.equals("datafile") && field.group(3).strip().startsWith("LIST")) return;
		}
	}

	private VoxelType type(final TextHeader header) {
		final String text = header.require("type").toLowerCase(Locale.ROOT);
		final boolean unsigned = text.startsWith("unsigned ");
		String name = text.replace("unsigned", "").replace("signed", "").replaceAll("\\s+", "").replaceFirst("_t$", "");
		if (name.matches(".*(short|longlong)int")) name = name.substring(0, name.length() - 3);
		final VoxelType type = TYPES.get(unsigned ? "u" + name : name);
		if (type == null) throw new CairnException("The file " + path + " holds voxels of the type '" + text +
			"', but Cairn needs integers or floating-point numbers: convert it.");
		return type;
	}

	private Packing packing(final TextHeader header) {
		final String encoding = header.require("encoding").toLowerCase(Locale.ROOT);
		return switch (encoding) {
			case "raw" -> Packing.NONE;
			case "gzip", "gz" -> Packing.DEFLATE;
			case "ascii", "text", "txt" -> Packing.TEXT;
			case "hex" -> Packing.HEX;
			default -> throw new CairnException("The file " + path + " is packed with '" + encoding +
				"', which Cairn does not unpack: save it with the encoding gzip or raw.");
		};
	}

	private ByteOrder order(final TextHeader header, final VoxelType type, final Packing packing) {
		final String endian = header.get("endian");
		if ("big".equalsIgnoreCase(endian)) return ByteOrder.BIG_ENDIAN;
		if ("little".equalsIgnoreCase(endian) || type.bytes() == 1 || packing == Packing.TEXT) return ByteOrder.LITTLE_ENDIAN;
		throw header.damaged("its endian is " + (endian == null ? "missing" : "'" + endian + "'") +
			" and should be little or big");
	}

	/** Finds the data files (section 3), slowest axis last. */
	private List<VoxelFiles.Part> parts(final TextHeader header, final int rank, final long[] sizes) throws IOException {
		final long lines = skip(header, "lineskip", 0);
		final long skip = skip(header, "byteskip", -1);
		final String data = header.get("datafile");
		if (data == null) return List.of(new VoxelFiles.Part(path, header.length(), lines, skip, LinearScaling.NONE));
		final Matcher pattern = FILES.matcher(data);
		final List<Path> files;
		int each = rank;
		if (data.startsWith("LIST")) {
			each = dimension(header, data.substring("LIST".length()).strip(), rank);
			files = header.rest().stream().map(header::sibling).toList();
		}
		else if (pattern.matches()) {
			each = dimension(header, pattern.group(5), rank);
			files = header.siblings(pattern.group(1), Long.parseLong(pattern.group(2)), Long.parseLong(pattern.group(3)), Long
				.parseLong(pattern.group(4)));
		}
		else {
			files = List.of(header.sibling(data));
		}
		// A file of as many dimensions as the image is a part along the slowest axis.
		final long wanted = each == rank ? files.size() : LongStream.of(sizes).skip(each).reduce(1, (a, b) -> a * b);
		if (files.isEmpty() || wanted != files.size()) throw header.damaged("it names " + files.size() +
			" data files where its sizes ask for " + wanted);
		return files.stream().map(file -> new VoxelFiles.Part(file, 0, lines, skip, LinearScaling.NONE)).toList();
	}

	private static int dimension(final TextHeader header, final String text, final int rank) {
		if (text == null || text.isEmpty()) return rank - 1;
		if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > rank) throw header.damaged(
			"its data files have the dimension '" + text + "'");
		return Integer.parseInt(text);
	}

	private static long skip(final TextHeader header, final String name, final long least) {
		if (header.get(name) == null) return 0;
		final long skip = header.integers(name, 1)[0];
		if (skip < least) throw header.damaged(name + " is " + skip);
		return skip;
	}
}
