// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.ArrayList;
import java.util.List;

import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

/** What there is to know of every key of a command, as words: for the documentation and for help in a terminal. */
public final class KeyTable {

	/**
	 * One key.
	 *
	 * @param key name in macros
	 * @param standard its value if a macro does not give it; empty for none
	 * @param values what it takes, with unit and limits; empty for any text
	 * @param description what it is for, as in the dialog
	 */
	public record Row(String key, String standard, String values, String description) {}

	private KeyTable() {
		// Only static methods.
	}

	/** Lists the keys of a command, in the order of its fields. */
	public static List<Row> of(final CommandInfo command) {
		final Parameters parameters = Parameters.of(command);
		final List<Row> rows = new ArrayList<>();
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			if (!ParameterValue.hasText(item.getType())) continue;
			final String description = item.getDescription();
			rows.add(new Row(key, ParameterValue.text(item.getDefaultValue()), values(item), description == null ? "" : description));
		}
		return rows;
	}

	private static String values(final ModuleItem<?> item) {
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty()) return Parameters.list(choices);
		final Class<?> type = Types.box(item.getType());
		if (type == Boolean.class) return "true, false";
		if (!ParameterValue.isNumber(type)) return "";
		final String unit = Group.unit(item);
		final String range = range(item);
		return range + (unit.isEmpty() || range.isEmpty() ? unit : " " + unit);
	}

	private static String range(final ModuleItem<?> item) {
		final String least = limit(item.getMinimumValue());
		final String most = limit(item.getMaximumValue());
		if (least.isEmpty()) return most.isEmpty() ? "" : "up to " + most;
		return most.isEmpty() ? "from " + least : least + " to " + most;
	}

	private static String limit(final Object value) {
		return value == null ? "" : ParameterValue.text(value);
	}
}
