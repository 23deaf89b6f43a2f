// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;

/**
 * The fields of a header made of lines of text, as NRRD and MetaImage have it. The names of fields do not tell upper from
 * lower case.
 */
final class TextHeader implements AutoCloseable {

	/** No header is longer; what seems so is another kind of file. */
	private static final int LONGEST = 1 << 24;

	private final Path path;
	private final InputStream in;
	private final Map<String, String> fields = new LinkedHashMap<>();
	private long length;

	/** Opens a file to read its header line by line. */
	TextHeader(final Path path) throws IOException {
		this.path = path;
		in = new BufferedInputStream(Files.newInputStream(path));
	}

	Path path() {
		return path;
	}

	/** Returns the number of bytes read so far. */
	long length() {
		return length;
	}

	/** Reads the next line; returns null at the end of the file. */
	String line() throws IOException {
		final ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next = in.read();
		if (next < 0) return null;
		for (; next >= 0 && next != '\n'; next = in.read()) {
			line.write(next);
			if (++length > LONGEST) throw damaged("it does not end");
		}
		length++;
		return line.toString(StandardCharsets.UTF_8).stripTrailing();
	}

	/** Reads all further lines but empty ones. */
	List<String> rest() throws IOException {
		final List<String> lines = new ArrayList<>();
		for (String line = line(); line != null; line = line())
			if (!line.isBlank()) lines.add(line.strip());
		return lines;
	}

	void put(final String field, final String value) {
		fields.put(field.toLowerCase(Locale.ROOT), value);
	}

	/** Gets the value of the first of some fields that is there; null if none is. */
	String get(final String... names) {
		return Stream.of(names).map(name -> fields.get(name.toLowerCase(Locale.ROOT))).filter(value -> value != null)
			.findFirst().orElse(null);
	}

	/** Gets the value of a field that has to be there. */
	String require(final String name) {
		final String value = get(name);
		if (value == null || value.isBlank()) throw damaged("it has no " + name);
		return value;
	}

	/** Gets numbers; none if the fields are missing. */
	double[] numbers(final String... names) {
		final String value = get(names);
		if (value == null) return new double[0];
		try {
			return Stream.of(value.strip().split("[\\s,]+")).mapToDouble(word -> number(word)).toArray();
		}
		catch (final NumberFormatException e) {
			throw damaged(names[0] + " is '" + value + "'");
		}
	}

	/**
	 * Gets whole numbers that have to be there.
	 *
	 * @param count how many
	 */
	long[] integers(final String name, final int count) {
		require(name);
		final double[] numbers = numbers(name);
		if (numbers.length != count || !Arrays.stream(numbers).allMatch(number -> number == Math.rint(number) && Math.abs(
			number) < 1L << 53)) throw damaged(name + " is '" + get(name) + "'");
		return Arrays.stream(numbers).mapToLong(number -> (long) number).toArray();
	}

	/** Reads a number as C does, which writes nan and inf in any case. */
	static double number(final String word) {
		return switch (word.toLowerCase(Locale.ROOT)) {
			case "nan", "-nan", "???" -> Double.NaN;
			case "inf", "+inf", "-inf" -> word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
			default -> Double.parseDouble(word);
		};
	}

	/** Finds a data file, beside the header unless its path is absolute. */
	Path sibling(final String name) {
		try {
			return path.resolveSibling(name.strip());
		}
		catch (final InvalidPathException e) {
			throw damaged("'" + name + "' is no file name");
		}
	}

	/**
	 * Finds the data files that a pattern such as {@code slice%03d.raw} stands for.
	 *
	 * @param first number to fill in first
	 * @param last number not to go beyond
	 */
	List<Path> siblings(final String pattern, final long first, final long last, final long step) {
		if (step == 0 || (last - first) / step < 0 || (last - first) / step > LONGEST) throw damaged("its data files are '" +
			pattern + "' from " + first + " to " + last + " in steps of " + step);
		final List<Path> files = new ArrayList<>();
		// C has three letters for whole numbers, Java one.
		final String format = pattern.replaceAll("%(\\d*)[iu]", "%$1d");
		try {
			for (long i = first; step > 0 ? i <= last : i >= last; i += step)
				files.add(sibling(String.format(Locale.ROOT, format, i)));
		}
		catch (final IllegalFormatException e) {
			throw damaged("'" + pattern + "' is no pattern of file names");
		}
		return files;
	}

	CairnException damaged(final String how) {
		return new CairnException("The header of " + path + " is damaged (" + how +
			"): correct it, or copy or download the file again.");
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
