// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ij.gui.Roi;

import sc.fiji.cairn.CairnException;

/**
 * Tells which class a ROI belongs to.
 * <p>
 * If the classes have names, it is the class whose name the ROI's begins with, whatever the case. Otherwise it is that of the
 * ROI's group, or of a name {@code LABEL-SLICE} as {@link LabelRois} gives them; if not one ROI has either, all are of class
 * 1. A ROI whose name begins with {@value #BACKGROUND} is background.
 * </p>
 */
final class RoiClasses {

	static final String BACKGROUND = "background";

	private static final Pattern LABEL_AND_SLICE = Pattern.compile("([1-9]\\d{0,4})-([1-9]\\d*)");

	private final List<String> names;
	private final boolean single;

	/**
	 * @param rois all that there are
	 * @param names of class 1, 2, ...; empty to go by groups
	 */
	RoiClasses(final List<Roi> rois, final List<String> names) {
		this.names = List.copyOf(names);
		single = rois.stream().noneMatch(roi -> roi.getGroup() > 0 || labelled(roi).isPresent());
	}

	/**
	 * Gets the label value of a ROI.
	 *
	 * @throws CairnException if it does not tell its class
	 */
	int of(final Roi roi) {
		final String name = name(roi);
		if (!names.isEmpty()) return named(name).orElseThrow(() -> new CairnException("The name of the ROI " + roi.getName() +
			" begins with none of the names " + String.join(", ", names) + "; rename it, or leave names empty to go by groups."));
		if (name.startsWith(BACKGROUND)) return 0;
		if (roi.getGroup() > 0) return roi.getGroup();
		if (single) return 1;
		return labelled(roi).orElseThrow(() -> new CairnException("The ROI " + roi.getName() +
			" has no group, but others have one; give it the group of its class by More > Properties... of the ROI Manager."));
	}

	private Optional<Integer> named(final String name) {
		final Optional<Integer> longest = IntStream.range(0, names.size()).boxed().filter(i -> name.startsWith(names.get(i)
			.toLowerCase(Locale.ROOT))).max(Comparator.comparingInt(i -> names.get(i).length())).map(i -> i + 1);
		return longest.isEmpty() && name.startsWith(BACKGROUND) ? Optional.of(0) : longest;
	}

	private static Optional<Integer> labelled(final Roi roi) {
		final Matcher matcher = LABEL_AND_SLICE.matcher(name(roi));
		// NB: the ROI Manager calls ROIs YYYY-XXXX that have no name; there the second number is no slice.
		if (!matcher.matches() || !matcher.group(2).equals(Integer.toString(Math.max(1, roi.getZPosition())))) return Optional
			.empty();
		return Optional.of(Integer.valueOf(matcher.group(1)));
	}

	private static String name(final Roi roi) {
		return roi.getName() == null ? "" : roi.getName().strip().toLowerCase(Locale.ROOT);
	}
}
