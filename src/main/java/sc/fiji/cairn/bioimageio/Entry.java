// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;

/**
 * A value in the description of a package, or what is missing there.
 *
 * @param file the package, for messages
 * @param path where the value stands, such as {@code inputs[0].axes}
 * @param value map, list, text, number, truth, or null
 */
record Entry(Path file, String path, Object value) {

	/** Tells whether there is a value. */
	boolean isThere() {
		return value != null;
	}

	/** Gets the value of a key; one that is missing if this is no map. */
	Entry at(final String key) {
		return new Entry(file, path.isEmpty() ? key : path + "." + key, value instanceof Map<?, ?> map ? map.get(key) : null);
	}

	/** Gets the items of a list, none if it is missing. */
	List<Entry> items() {
		if (value == null) return List.of();
		if (!(value instanceof List<?> list)) throw wrong("a list");
		return IntStream.range(0, list.size()).mapToObj(i -> new Entry(file, path + "[" + i + "]", list.get(i))).toList();
	}

	String text() {
		if (!(value instanceof String text)) throw wrong("a text");
		return text;
	}

	String text(final String otherwise) {
		return isThere() ? text() : otherwise;
	}

	double number() {
		if (!(value instanceof Double number)) throw wrong("a number");
		return number;
	}

	double number(final double otherwise) {
		return isThere() ? number() : otherwise;
	}

	/** Gets a whole number that is not negative. */
	int whole() {
		final double number = number();
		if (number != Math.rint(number) || number < 0 || number > 1 << 20) throw wrong("a whole number");
		return (int) number;
	}

	int whole(final int otherwise) {
		return isThere() ? whole() : otherwise;
	}

	private CairnException wrong(final String kind) {
		return new CairnException("The description in the package " + file + " is broken: " + path + (value == null ? " is missing"
			: " is not " + kind) + "; download the package again, or ask its maker.");
	}

	/** Gets the refusal of a package that is sound. */
	CairnException unfit(final String reason) {
		return new CairnException("The package " + file + " cannot be run here, because " + reason +
			"; use a program that runs all of bioimage.io, such as deepImageJ.");
	}
}
