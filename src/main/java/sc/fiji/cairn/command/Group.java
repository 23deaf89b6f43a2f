// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.scijava.module.ModuleItem;

/**
 * The place of a parameter in the dialog of its command, which attributes of its annotation say:
 *
 * <pre>{@code
 * @Parameter(label = "Spacing", attrs = { @Attr(name = Group.NAME, value = Group.NETWORK),
 * 	@Attr(name = Group.UNIT, value = "mm") })
 * }</pre>
 * <p>
 * Parameters that are {@link #BASIC} are shown at once, under the title of their group; all others under "Advanced", in
 * groups that open and close.
 * </p>
 */
public final class Group {

	/** Attribute whose value is the title of the group. */
	public static final String NAME = "group";

	/** Attribute, without a value, of parameters that everybody should look at. */
	public static final String BASIC = "basic";

	/** Attribute whose value is the unit of a number. */
	public static final String UNIT = "unit";

	/** Attribute, without a value, of lists joined by semicolons whose items are ticked among the command's proposals. */
	public static final String SEVERAL = "several";

	/** Attribute, without a value, of parameters that a dialog does not show: it asks when there is something to decide. */
	public static final String ASKED = "asked";

	static final String DATA = "Data";
	static final String LABELS = "Labels";
	static final String METHOD = "Method";
	static final String COMPARISON = "Comparison";
	static final String NETWORK = "Network";
	static final String PRETRAINING = "Pretraining";
	static final String TRAINING = "Training";
	static final String AUGMENTATION = "Augmentation";
	static final String FEW_LABELS = "Few labels";
	static final String RESULT = "Result";
	static final String CLEANING = "Cleaning up";
	static final String PUBLICATION = "Publication";
	static final String COMPUTER = "Computer";
	static final String ENGINE = "Engine";
	static final String OUTPUT = "Output";

	private static final List<String> ALL = List.of(DATA, LABELS, METHOD, COMPARISON, NETWORK, PRETRAINING, TRAINING,
		AUGMENTATION, FEW_LABELS, RESULT, CLEANING, PUBLICATION, COMPUTER, ENGINE, OUTPUT);

	/** The order of groups by their titles, from what goes in to what comes out; those of others come last. */
	public static final Comparator<String> ORDER = Comparator.<String> comparingInt(title -> ALL.contains(title) ? ALL.indexOf(title)
		: ALL.size()).thenComparing(Comparator.naturalOrder());

	private Group() {
		// Only constants and static methods.
	}

	/** Gets the title of the group that a parameter is in; empty if it says none. */
	public static String of(final ModuleItem<?> item) {
		return Optional.ofNullable(item.get(NAME)).orElse("");
	}

	/** Tells whether everybody should look at a parameter. */
	public static boolean isBasic(final ModuleItem<?> item) {
		return item.is(BASIC);
	}

	/** Tells whether a parameter is a list whose items are ticked. */
	public static boolean isSeveral(final ModuleItem<?> item) {
		return item.is(SEVERAL);
	}

	/** Tells whether a dialog asks for a parameter only when it has to be decided. */
	public static boolean isAsked(final ModuleItem<?> item) {
		return item.is(ASKED);
	}

	/** Gets the unit of a number, empty if it has none. */
	public static String unit(final ModuleItem<?> item) {
		return Optional.ofNullable(item.get(UNIT)).orElse("");
	}
}
