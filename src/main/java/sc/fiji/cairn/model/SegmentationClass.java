// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.util.List;

import sc.fiji.cairn.CairnException;

/**
 * A class that a model tells apart.
 *
 * @param value its value in label images; 0 is background
 * @param name what it is called, for people
 */
public record SegmentationClass(int value, String name) {

	/**
	 * Makes sure that there are no more names than classes.
	 *
	 * @param names what the user calls the classes
	 * @param values label values of the classes, without background
	 * @throws CairnException if there are
	 */
	public static void requireNames(final List<String> names, final List<Integer> values) {
		if (names.size() > values.size()) throw CairnException.of("names", "The parameter names has " + names.size() +
			" names but the label images have " + values.size() + " classes " + values + "; give one name a class.");
	}
}
