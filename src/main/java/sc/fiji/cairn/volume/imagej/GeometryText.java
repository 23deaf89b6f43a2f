// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;

/**
 * The place of a volume as lines of text in the Info property of an ImageJ image, which has no other room for an
 * orientation and whose TIFF files round the pixel size:
 *
 * <pre>
 * Cairn-size: 35 51 35
 * Cairn-spacing: 1.0 1.0 1.2
 * Cairn-affine: 1.0 0.0 0.0 -17.5 0.0 1.0 0.0 -25.5 0.0 0.0 1.2 -21.0
 * </pre>
 * <p>
 * The lines count only as long as they fit the image: same size, and a pixel size that differs by rounding only. So an
 * image that was scaled or cropped to another size loses its old orientation.
 * </p>
 */
public final class GeometryText {

	private static final String SIZE = "Cairn-size: ";
	private static final String SPACING = "Cairn-spacing: ";
	private static final String AFFINE = "Cairn-affine: ";

	/** TIFF files of ImageJ keep six decimals of pixels per unit: this is better for pixels of up to 100 units. */
	private static final double ROUNDING = 1e-4;

	private GeometryText() {}

	/**
	 * Replaces the lines in a text.
	 *
	 * @param info may be null
	 */
	public static String add(final String info, final Volume volume) {
		final Geometry geometry = volume.geometry();
		final StringBuilder text = new StringBuilder(remove(info));
		if (text.length() > 0) text.append('\n');
		text.append(SIZE).append(volume.size(Axis.X)).append(' ').append(volume.size(Axis.Y)).append(' ').append(volume
			.size(Axis.Z)).append('\n');
		text.append(SPACING).append(geometry.spacingX()).append(' ').append(geometry.spacingY()).append(' ').append(
			geometry.spacingZ()).append('\n');
		if (!geometry.affine().isEmpty()) text.append(AFFINE).append(geometry.affine().stream().map(String::valueOf)
			.collect(Collectors.joining(" "))).append('\n');
		return text.toString();
	}

	/** Removes the lines from a text, which may be null. */
	static String remove(final String info) {
		if (info == null) return "";
		return info.lines().filter(line -> Stream.of(SIZE, SPACING, AFFINE).noneMatch(line::startsWith)).collect(
			Collectors.joining("\n"));
	}

	/**
	 * Makes a geometry exact by the lines of a text.
	 *
	 * @param info may be null
	 * @param size samples along X, Y, Z
	 * @param rounded what the calibration of the image says
	 * @return {@code rounded} itself if there are no lines or they do not fit
	 */
	static Geometry refine(final String info, final List<Double> size, final Geometry rounded) {
		if (info == null || !size.equals(numbers(info, SIZE))) return rounded;
		final List<Double> spacing = numbers(info, SPACING);
		if (spacing.size() != 3 || !near(spacing.get(0), rounded.spacingX()) || !near(spacing.get(1), rounded.spacingY()) ||
			!near(spacing.get(2), rounded.spacingZ())) return rounded;
		final List<Double> affine = numbers(info, AFFINE);
		return new Geometry(spacing.get(0), spacing.get(1), spacing.get(2), rounded.unit(), affine.size() == 12 ? affine
			: List.of());
	}

	private static boolean near(final double exact, final double rounded) {
		return Math.abs(exact - rounded) <= ROUNDING * Math.abs(exact);
	}

	/** Gets the numbers of a line; none if it is missing or someone has edited it into something else. */
	private static List<Double> numbers(final String info, final String key) {
		final String line = info.lines().filter(candidate -> candidate.startsWith(key)).findFirst().orElse(key);
		final String[] words = line.substring(key.length()).trim().split("\\s+");
		if (!Arrays.stream(words).allMatch(word -> word.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"))) return List.of();
		return Arrays.stream(words).map(Double::valueOf).toList();
	}
}
