// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.roi;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ij.gui.Roi;
import ij.plugin.Colors;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.LabelRule;

/**
 * What somebody means who has drawn ROIs without saying more: which classes there are, and whether what is between the ROIs
 * is background.
 * <p>
 * ROIs tell their class by their group; if none has one, by their name without a number that follows it ({@code cell-3}); if
 * none has a name with a letter, by their colour; and if all have the same, there is one class. {@value RoiClasses#BACKGROUND} is a name for what is none.
 * </p>
 *
 * @param rois the same ROIs, renamed if they go by colours
 * @param names of class 1, 2, ...; empty if the ROIs go by groups or there is one class without a name
 * @param by what tells the classes apart, in words; empty if there is one class
 * @param scribbles whether they are strokes, or some are background, so that nothing is known between them
 */
public record RoiReading(List<Roi> rois, List<String> names, String by, boolean scribbles) {

	/** Those that {@link LabelRois} gives, label and slice. What the ROI Manager gives has more digits. */
	private static final Pattern NUMBERED = Pattern.compile("[1-9]\\d{0,4}-[1-9]\\d*");

	/** The ROI Manager adds one to a name that is taken. */
	private static final Pattern NUMBER_AT_END = Pattern.compile("([\\s_.#-]+\\d+)+$");

	private static final Pattern LETTER = Pattern.compile("\\p{L}");

	public RoiReading {
		rois = List.copyOf(rois);
		names = List.copyOf(names);
	}

	/**
	 * Reads ROIs.
	 *
	 * @param known names of classes from before, which keep their numbers; those that have none are empty
	 * @throws CairnException if some have a name and others do not
	 */
	public static RoiReading of(final List<Roi> rois, final List<String> known) {
		final boolean scribbles = rois.stream().anyMatch(roi -> roi.isLine() || isBackground(stem(roi)));
		final List<Roi> classes = rois.stream().filter(roi -> !isBackground(stem(roi))).toList();
		if (classes.stream().anyMatch(roi -> roi.getGroup() > 0)) return new RoiReading(rois, List.of(), "the groups",
			scribbles);
		final List<String> stems = classes.stream().map(RoiReading::stem).toList();
		if (stems.stream().anyMatch(stem -> !stem.isEmpty())) {
			requireNames(classes, stems);
			return new RoiReading(rois, names(stems, known), "the names", scribbles);
		}
		final boolean numbered = classes.stream().anyMatch(roi -> roi.getName() != null && NUMBERED.matcher(roi.getName())
			.matches());
		final List<String> colours = classes.stream().map(RoiReading::colour).toList();
		if (!numbered && colours.stream().distinct().count() > 1) return new RoiReading(coloured(rois), names(colours, known),
			"the colours", scribbles);
		return new RoiReading(rois, List.of(), numbered ? "the names" : "", scribbles);
	}

	/** Reads ROIs whose classes have been named. */
	public static RoiReading named(final List<Roi> rois, final List<String> names) {
		return new RoiReading(rois, names, "the names", rois.stream().anyMatch(roi -> roi.isLine() || isBackground(stem(
			roi))));
	}

	/** Says which classes there are. */
	public String classes() {
		if (by.isEmpty()) return "one class";
		return (names.isEmpty() ? "classes" : String.join(", ", names)) + ", by " + by + " of the ROIs";
	}

	private static boolean isBackground(final String stem) {
		return stem.toLowerCase(Locale.ROOT).startsWith(RoiClasses.BACKGROUND);
	}

	private static String stem(final Roi roi) {
		if (roi.getName() == null || !LETTER.matcher(roi.getName()).find()) return "";
		return NUMBER_AT_END.matcher(roi.getName().strip()).replaceFirst("");
	}

	private static void requireNames(final List<Roi> rois, final List<String> stems) {
		final int unnamed = stems.indexOf("");
		if (unnamed < 0) return;
		final String name = Optional.ofNullable(rois.get(unnamed).getName()).orElse("without a name");
		throw new CairnException("The ROI " + name + " does not say its class, but others do, such as " + stems.stream().filter(
			stem -> !stem.isEmpty()).findFirst().orElseThrow() + "; rename it by its class in the ROI Manager, or delete it.");
	}

	/** Lists what is known, and what is new in the order in which it comes. Upper and lower case are one. */
	private static List<String> names(final List<String> found, final List<String> known) {
		final TreeMap<String, Integer> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		final List<String> names = new ArrayList<>();
		Stream.concat(known.stream(), found.stream()).forEach(name -> {
			// NB: classes without a name keep their number, too; no ROI is called so.
			final String unique = name.isEmpty() ? "class " + (names.size() + 1) : name;
			if (all.putIfAbsent(unique, names.size()) == null) names.add(unique);
		});
		if (names.size() >= LabelRule.LARGEST) throw new CairnException("The ROIs have " + names.size() +
			" different names; name each by its class.");
		return names;
	}

	private static String colour(final Roi roi) {
		final Color colour = roi.getFillColor() != null ? roi.getFillColor() : roi.getStrokeColor();
		return Colors.colorToString(colour == null ? Roi.getColor() : colour).toLowerCase(Locale.ROOT);
	}

	private static List<Roi> coloured(final List<Roi> rois) {
		return rois.stream().map(roi -> {
			if (isBackground(stem(roi))) return roi;
			final Roi copy = (Roi) roi.clone();
			copy.setName(colour(roi));
			return copy;
		}).toList();
	}
}
