// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.prefs.Preferences;
import java.util.stream.Stream;

import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.cases.NameList;

/**
 * What users have chosen in dialogs, for the next dialog to offer. Nothing of it reaches a macro or script.
 * <p>
 * Files and folders are of kinds, which attributes of parameters tell: a model that one command writes is offered by the next
 * one that reads such models. Each kind keeps the last few, of which the latest counts that is still there. Everything is kept
 * in a node of Java's preferences of its own.
 * </p>
 */
public final class LastUsed {

	/** Attribute whose value is the kind of a file or folder, or several joined by semicolons. */
	public static final String KIND = "kind";

	/** Attribute, without a value, of parameters that are never offered again. */
	public static final String ONCE = "once";

	/** Attribute, without a value, of results that are offered again, because nothing is replaced by that. */
	public static final String AGAIN = "again";

	static final String IMAGES = "images";
	static final String LABELS = "labels";
	static final String PREDICTIONS = "predictions";
	static final String TRAINING = "training";

	/** A model that has only been pretrained. */
	static final String PRETRAINED = "pretrained";

	/** A model that segments. */
	static final String SEGMENTER = "segmenter";

	/** Any model. */
	static final String MODEL = PRETRAINED + ";" + SEGMENTER;

	private static final String NODE = "sc/fiji/cairn/dialogs";
	private static final int MOST = 5;

	/**
	 * What a user has chosen.
	 *
	 * @param time when, in milliseconds
	 */
	public record Choice(long time, String text) {

		private static Optional<Choice> read(final String stored) {
			final int end = stored.indexOf(' ');
			return end > 0 && stored.substring(0, end).matches("\\d{1,18}") ? Optional.of(new Choice(Long.parseLong(stored
				.substring(0, end)), stored.substring(end + 1))) : Optional.empty();
		}

		private String written() {
			return time + " " + text;
		}
	}

	private LastUsed() {
		// Only static methods.
	}

	/** Tells whether a parameter may be offered what was chosen before: most, but no results, and no images, which differ each time. */
	private static boolean isOffered(final ModuleItem<?> item) {
		final String style = item.getWidgetStyle();
		final boolean result = Group.OUTPUT.equals(Group.of(item)) || FileWidget.SAVE_STYLE.equals(style);
		final boolean image = item.getType() == String.class && FileWidget.OPEN_STYLE.equals(style);
		return !item.is(ONCE) && !image && (!result || item.is(AGAIN));
	}

	/** Gets the kinds of a parameter; none if it says none. */
	static List<String> kinds(final ModuleItem<?> item) {
		return item.get(KIND) == null ? List.of() : NameList.split(item.get(KIND));
	}

	/** Tells whether a parameter is a model. */
	public static boolean isModel(final ModuleItem<?> item) {
		return kinds(item).stream().anyMatch(NameList.split(MODEL)::contains);
	}

	/** Gets what was chosen for a parameter when its command was last confirmed, or later as one of its kind. */
	public static Optional<String> of(final String label, final String key, final ModuleItem<?> item) {
		if (!isOffered(item)) return Optional.empty();
		final List<Choice> choices = new ArrayList<>();
		Choice.read(commands(label).get(key, "")).ifPresent(choices::add);
		kinds(item).forEach(kind -> choices.addAll(ofKind(kind)));
		return choices.stream().filter(choice -> isThere(item, choice.text())).max(Comparator.comparingLong(Choice::time)).map(
			Choice::text);
	}

	/** Remembers what was chosen for a parameter, for this command and as one of its kind. */
	public static void chosen(final String label, final String key, final ModuleItem<?> item, final String text,
		final boolean usual)
	{
		final List<String> kinds = kinds(item);
		if (usual && kinds.isEmpty() || !isOffered(item)) commands(label).remove(key);
		else put(commands(label), key, text);
		// NB: a list of folders is no folder, and of which kind some model is nobody has said.
		if (!text.isBlank() && !text.contains(";") && kinds.size() == 1) kinds.forEach(kind -> gave(kind, text));
	}

	/** Remembers a file or folder as the latest of its kind, or its kinds. */
	static void gave(final String kinds, final String text) {
		for (final String kind : NameList.split(kinds)) {
			final List<Choice> before = ofKind(kind).stream().filter(choice -> !choice.text().equals(text)).toList();
			put(kinds(), kind + 0, text);
			for (int i = 1; i < MOST; i++) {
				if (i <= before.size()) kinds().put(kind + i, before.get(i - 1).written());
				else kinds().remove(kind + i);
			}
		}
	}

	/** Gets the folder in which the file or folder lies that was chosen last and is still there. */
	public static Optional<File> folder() {
		return Stream.of(IMAGES, LABELS, PREDICTIONS, TRAINING, PRETRAINED, SEGMENTER).flatMap(kind -> ofKind(kind).stream())
			.sorted(Comparator.comparingLong(Choice::time).reversed()).map(choice -> new File(choice.text()).getAbsoluteFile()
				.getParentFile()).filter(folder -> folder != null && folder.isDirectory()).findFirst();
	}

	/** Gets the last ones of a kind, the latest first. */
	private static List<Choice> ofKind(final String kind) {
		final List<Choice> choices = new ArrayList<>();
		for (int i = 0; i < MOST; i++)
			Choice.read(kinds().get(kind + i, "")).ifPresent(choices::add);
		return choices;
	}

	private static void put(final Preferences node, final String key, final String text) {
		final String stored = new Choice(System.currentTimeMillis(), text).written();
		// NB: Java refuses longer ones.
		if (stored.length() <= Preferences.MAX_VALUE_LENGTH) node.put(key, stored);
		else node.remove(key);
	}

	/** Files that have been moved away are no longer offered. */
	private static boolean isThere(final ModuleItem<?> item, final String text) {
		final String style = item.getWidgetStyle();
		if (style == null || style.isEmpty() || text.isBlank()) return true;
		return new File(text).exists() || NameList.split(text).stream().allMatch(path -> new File(path).exists());
	}

	private static Preferences kinds() {
		return Preferences.userRoot().node(NODE + "/kinds");
	}

	private static Preferences commands(final String label) {
		return Preferences.userRoot().node(NODE + "/" + label.replace("...", "").replace('/', ' '));
	}
}
