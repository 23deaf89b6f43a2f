// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.VoxelType;
import sc.fiji.cairn.volume.imagej.ImageJOpener;

/** What the tags of a DICOM file say about its pixels and their place (PS3.3, section C.7.6). */
final class DicomSlice {

	/** Tags, as ImageJ writes them. */
	enum Tag {
		TRANSFER_SYNTAX("0002,0010"), SERIES("0020,000E"), SERIES_NUMBER("0020,0011"), SERIES_NAME("0008,103E"), POSITION(
			"0020,0032"), ORIENTATION("0020,0037"), SPACING("0028,0030"), IMAGER_SPACING("0018,1164"), SLICE_SPACING(
				"0018,0088"), THICKNESS("0018,0050"), SAMPLES("0028,0002"), PLANAR("0028,0006"), FRAMES("0028,0008"), ROWS(
					"0028,0010"), COLUMNS("0028,0011"), BITS("0028,0100"), SIGNED("0028,0103"), INTERCEPT("0028,1052"), SLOPE(
						"0028,1053"), FLOATS("7FE0,0008"), PIXELS("7FE0,0010");

		private final String code;
		private final String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');

		Tag(final String code) {
			this.code = code;
		}
	}

	private static final Pattern LINE = Pattern.compile("([0-9A-F]{4},[0-9A-F]{4})  ?(>?)[^:]*: ?(.*)");

	/** Deflated, as well as all that come after explicit big-endian (PS3.5, annex A). */
	private static final Pattern PACKED = Pattern.compile("1\\.2\\.840\\.10008\\.1\\.2\\.(1\\.\\d+|[4-9].*)");

	private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";

	private final Path file;
	private final Map<String, List<String>> tags = new LinkedHashMap<>();
	private final Map<String, List<String>> nested = new LinkedHashMap<>();

	private DicomSlice(final Path file) {
		this.file = file;
		for (final String line : ImageJOpener.dicomTags(file).split("\n")) {
			final Matcher matcher = LINE.matcher(line);
			if (matcher.matches()) (matcher.group(2).isEmpty() ? tags : nested).computeIfAbsent(matcher.group(1), any -> new ArrayList<>())
				.add(matcher.group(3).strip());
		}
	}

	/**
	 * Reads the tags of a file.
	 *
	 * @throws CairnException if its pixels are packed, or not what Cairn reads
	 */
	static DicomSlice read(final Path file) {
		final DicomSlice slice = new DicomSlice(file);
		if (PACKED.matcher(slice.text(Tag.TRANSFER_SYNTAX)).matches()) throw new CairnException("The DICOM file " + file +
			" has packed pixels (transfer syntax " + slice.text(Tag.TRANSFER_SYNTAX) +
			"), which Cairn does not unpack: convert it to an uncompressed one, for example with dcmdjpeg or gdcmconv.");
		if (slice.text(Tag.PIXELS).isEmpty() && slice.text(Tag.FLOATS).isEmpty()) throw new CairnException("The DICOM file " +
			file + " holds no image, or is cut off: remove it, or copy it again.");
		slice.type();
		return slice;
	}

	/** Tells whether a file is a DICOMDIR, which lists others. */
	static boolean isDirectory(final Path file) {
		return file.getFileName().toString().equalsIgnoreCase("DICOMDIR");
	}

	Path file() {
		return file;
	}

	/**
	 * Gets a value as text, empty if it is not there. The same tag may come again within sequences, where that of several
	 * frames has all that is not the same for them.
	 */
	String text(final Tag tag) {
		return Stream.of(tags, nested).filter(map -> map.containsKey(tag.code)).map(map -> map.get(tag.code).get(0)).findFirst()
			.orElse("");
	}

	/**
	 * Gets numbers.
	 *
	 * @return none if they are not there
	 * @throws CairnException if they are no numbers
	 */
	double[] numbers(final Tag tag) {
		return numbers(tag, text(tag));
	}

	private double[] numbers(final Tag tag, final String text) {
		if (text.isEmpty()) return new double[0];
		try {
			return Stream.of(text.split("\\\\")).mapToDouble(word -> Double.parseDouble(word.strip())).toArray();
		}
		catch (final NumberFormatException e) {
			throw new CairnException("The DICOM file " + file + " is damaged (tag " + tag.code + " is '" + text +
				"'): copy it again.", e);
		}
	}

	/** Gets a number. */
	double number(final Tag tag, final double otherwise) {
		final double[] numbers = numbers(tag);
		return numbers.length > 0 ? numbers[0] : otherwise;
	}

	int columns() {
		return (int) number(Tag.COLUMNS, 0);
	}

	int rows() {
		return (int) number(Tag.ROWS, 0);
	}

	int frames() {
		return (int) Math.max(1, number(Tag.FRAMES, 1));
	}

	int samples() {
		return (int) Math.max(1, number(Tag.SAMPLES, 1));
	}

	/** Tells whether each colour is a plane of its own. */
	boolean isPlanar() {
		return samples() > 1 && number(Tag.PLANAR, 0) == 1;
	}

	/** Gets the type of the pixels. */
	VoxelType type() {
		final boolean signed = number(Tag.SIGNED, 0) == 1;
		return switch ((int) number(Tag.BITS, 16)) {
			case 8 -> signed ? VoxelType.INT8 : VoxelType.UINT8;
			case 16 -> signed ? VoxelType.INT16 : VoxelType.UINT16;
			case 32 -> !text(Tag.FLOATS).isEmpty() ? VoxelType.FLOAT32 : signed ? VoxelType.INT32 : VoxelType.UINT32;
			default -> throw new CairnException("The DICOM file " + file + " has pixels of " + text(Tag.BITS) +
				" bits, but Cairn reads 8, 16 and 32: convert it.");
		};
	}

	ByteOrder order() {
		return text(Tag.TRANSFER_SYNTAX).equals(BIG_ENDIAN) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
	}

	/**
	 * Gets where the pixels are: one part, or one a frame if frames have slopes and intercepts of their own (PS3.3, section
	 * C.7.6.16.2.9).
	 *
	 * @throws CairnException if it cannot be told which frame has which
	 */
	List<VoxelFiles.Part> parts() {
		final long start = (long) number(text(Tag.FLOATS).isEmpty() ? Tag.PIXELS : Tag.FLOATS, 0);
		final List<String> slopes = perFrame(Tag.SLOPE);
		final List<String> intercepts = perFrame(Tag.INTERCEPT);
		if (Stream.of(slopes, intercepts).allMatch(values -> values.stream().distinct().count() <= 1)) return List.of(part(
			start, slopes, intercepts, 0));
		final long frame = (long) columns() * rows() * samples() * type().bytes();
		return IntStream.range(0, frames()).mapToObj(i -> part(start + i * frame, slopes, intercepts, i)).toList();
	}

	private VoxelFiles.Part part(final long start, final List<String> slopes, final List<String> intercepts, final int frame) {
		return new VoxelFiles.Part(file, start, 0, 0, new LinearScaling(value(Tag.SLOPE, slopes, frame, 1), value(
			Tag.INTERCEPT, intercepts, frame, 0)));
	}

	private double value(final Tag tag, final List<String> values, final int frame, final double otherwise) {
		if (values.isEmpty()) return otherwise;
		final double[] numbers = numbers(tag, values.get(values.size() == 1 ? 0 : frame));
		return numbers.length > 0 ? numbers[0] : otherwise;
	}

	/**
	 * Gets what a tag says of each frame. Vendors repeat it in sequences of their own; what they repeat has to be the same.
	 *
	 * @return one value a frame, or one for all; none if the tag is not there
	 * @throws CairnException if it cannot be told which frame has which
	 */
	private List<String> perFrame(final Tag tag) {
		final List<String> outer = tags.getOrDefault(tag.code, List.of());
		final List<String> inner = nested.getOrDefault(tag.code, List.of());
		final List<String> all = Stream.concat(outer.stream(), inner.stream()).toList();
		if (frames() == 1 || all.size() <= 1) return all.stream().limit(1).toList();
		final Optional<List<String>> each = Stream.of(all, inner).flatMap(values -> split(values).stream()).findFirst();
		if (each.isPresent()) return each.get();
		if (!outer.isEmpty() || all.stream().distinct().count() == 1) return all.subList(0, 1);
		throw new CairnException("The DICOM file " + file + " holds " + frames() + " frames, but " + all.size() +
			" values of " + tag.words + " (tag " + tag.code +
			"), so that it cannot be told which frame has which: convert it to NIfTI with a tool that knows the scanner.");
	}

	/** Takes the first of each frame's values if a frame has several and they agree. */
	private Optional<List<String>> split(final List<String> values) {
		final int each = values.size() / frames();
		if (each == 0 || values.size() % frames() > 0) return Optional.empty();
		final List<String> first = IntStream.range(0, frames()).mapToObj(i -> values.get(i * each)).toList();
		final boolean agree = IntStream.range(0, values.size()).allMatch(i -> values.get(i).equals(first.get(i / each)));
		return agree ? Optional.of(first) : Optional.empty();
	}

	/** Gets the distances of pixels along X and Y in mm; none if they are not known. */
	double[] spacing() {
		final double[] spacing = numbers(text(Tag.SPACING).isEmpty() ? Tag.IMAGER_SPACING : Tag.SPACING);
		// NB: the tag has the distance of rows first.
		return spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0 ? new double[] { spacing[1], spacing[0] }
			: new double[0];
	}

	/** Tells whether position and orientation are known. */
	boolean isPlaced() {
		return numbers(Tag.POSITION).length == 3 && numbers(Tag.ORIENTATION).length == 6;
	}

	/** Gets the centre of the first pixel in mm, to the left, to the back, to the head. */
	double[] position() {
		return numbers(Tag.POSITION);
	}

	/**
	 * Gets the positions of all frames; none if the file does not tell them.
	 *
	 * @throws CairnException if it cannot be told which frame lies where, or several lie at one place
	 */
	List<double[]> positions() {
		final List<String> texts = perFrame(Tag.POSITION);
		final long places = texts.stream().distinct().count();
		if (places < texts.size()) throw new CairnException("The DICOM file " + file + " holds " + frames() + " frames at " +
			places + " positions, so several images are at one place, such as magnitude and phase or several times: " +
			"split it into one stack for each.");
		final List<double[]> positions = texts.stream().map(text -> numbers(Tag.POSITION, text)).toList();
		return positions.size() == frames() && positions.stream().allMatch(position -> position.length == 3) ? positions : List
			.of();
	}

	/** Gets the direction of rows, along which X grows. */
	double[] across() {
		return Arrays.copyOf(numbers(Tag.ORIENTATION), 3);
	}

	/** Gets the direction of columns, along which Y grows. */
	double[] down() {
		return Arrays.copyOfRange(numbers(Tag.ORIENTATION), 3, 6);
	}
}
