// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;

/** The images of a file that holds several, which are chosen by their numbers, from 1. */
public final class Series {

	/** Enough to recognise a file by in a message; plates have hundreds. */
	private static final int NAMES = 5;

	private Series() {
		// Only static methods.
	}

	/**
	 * Makes the failure for a file of which one image has to be chosen.
	 *
	 * @param path of the file, or its address
	 * @param numbers of its images, from 1
	 * @param names what they are called; empty where they have no name
	 */
	public static CairnException several(final Object path, final List<Integer> numbers, final List<String> names) {
		final String list = IntStream.range(0, Math.min(NAMES, numbers.size())).mapToObj(i -> numbers.get(i) + (names.get(i)
			.isBlank() ? "" : " " + names.get(i).strip())).collect(Collectors.joining(", "));
		return new CairnException("The file " + path + " holds " + numbers.size() + " images (" + list + (numbers
			.size() > NAMES ? ", ..." : "") + "); choose one by its number as \"series\" of Cairn Segment or Cairn Segment Folder, or " +
			"save it as a TIFF file of its own.");
	}

	/** Makes the failure for a number that no image has. */
	public static CairnException missing(final Object path, final int series, final int count) {
		return new CairnException("The file " + path + " holds " + Volume.count(count, "image") + ", but series=" + series +
			" is asked for; choose a number " + (count == 1 ? "of 0 or 1." : "from 1 to " + count + "."));
	}
}
