// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.io.File;
import java.util.List;

import javax.swing.JComponent;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import sc.fiji.cairn.command.Group;
import sc.fiji.cairn.command.ParameterValue;

/** Where the value of one parameter is entered, as text. */
interface Field {

	/** Returns what to put into the dialog. */
	JComponent component();

	/** Returns the part of the component that the keyboard writes to. */
	JComponent input();

	/** Returns what is entered, in the form that {@link ParameterValue#parse} reads. */
	String text();

	/** Shows another value, in the same form. */
	void show(String text);

	/** Says, in place of a text, what it stands for that there is none; fields without room for that say nothing. */
	default void hint(final String text) {
		// Most fields have a note instead.
	}

	/** Calls back whenever that changes. */
	void onChange(Runnable listener);

	/** Returns true if the field shows the label of its parameter itself. */
	default boolean isLabelled() {
		return false;
	}

	/** Returns true if the field needs only part of a line, so that a note may follow. */
	default boolean isShort() {
		return false;
	}

	/**
	 * Makes the field that suits a parameter.
	 *
	 * @param text what to show at first
	 * @param proposals values to choose from, if others are allowed, too; empty for none
	 */
	static Field of(final ModuleItem<?> item, final String text, final List<String> proposals) {
		final List<?> choices = item.getChoices();
		if (Types.box(item.getType()) == Boolean.class) return new TickField(Row.label(item), Boolean.parseBoolean(text));
		if (choices != null && !choices.isEmpty()) return new ChoiceField(choices.stream().map(String::valueOf).toList(), text,
			false);
		if (Group.isSeveral(item)) return new TicksField(text, proposals);
		final boolean isFile = item.getType() == File.class;
		// A text with the style of a file widget is a list of files.
		if (isFile || item.getWidgetStyle() != null && !item.getWidgetStyle().isEmpty()) return new PathField(item, !isFile, text,
			proposals);
		if (!proposals.isEmpty()) return new ChoiceField(proposals, text, true);
		return new TextField(text, ParameterValue.isNumber(item.getType()));
	}
}
