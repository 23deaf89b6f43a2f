// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.dialog;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.swing.BoxLayout;
import javax.swing.JPanel;
import javax.swing.Scrollable;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.Group;
import sc.fiji.cairn.command.LastUsed;
import sc.fiji.cairn.command.ParameterValue;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.Problems;

/** All parameters of a command: basic ones by their groups, then the others in groups that open and close. */
final class Form extends JPanel implements Scrollable {

	private static final long serialVersionUID = 1L;

	private static final int LINE = 24;

	private final transient Module module;
	private final transient Parameters parameters;
	/** Values that the command has by itself, by key. */
	private final transient Map<String, String> usual = new LinkedHashMap<>();

	private final transient Wording wording;
	private final transient List<Row> rows = new ArrayList<>();
	private final List<Section> sections = new ArrayList<>();

	/** @param resized is called when a group has been opened or closed */
	Form(final Module module, final Runnable resized) {
		this.module = module;
		parameters = Parameters.of(module.getInfo());
		wording = new Wording(parameters.keys().stream().collect(Collectors.toMap(key -> key, key -> Row.label(parameters.item(
			key)))));
		setLayout(new BoxLayout(this, BoxLayout.PAGE_AXIS));
		final Map<String, List<Row>> basic = new TreeMap<>(Group.ORDER);
		final Map<String, List<Row>> advanced = new TreeMap<>(Group.ORDER);
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			if (Group.isAsked(item)) continue;
			usual.put(key, ParameterValue.text(item.getValue(module)));
			final Row row = new Row(key, item, Field.of(item, offered(key), command().proposals(key)));
			row.field().onChange(() -> changed(row));
			rows.add(row);
			(Group.isBasic(item) ? basic : advanced).computeIfAbsent(Group.of(item), title -> new ArrayList<>()).add(row);
		}
		add(basic, false, resized);
		if (!advanced.isEmpty()) add(Section.title("Advanced"));
		add(advanced, true, resized);
		apply();
		showMeanings();
	}

	/** Gets what to show at first: what was chosen before, if that is still possible. */
	private String offered(final String key) {
		final Optional<String> last = LastUsed.of(parameters.label(), key, parameters.item(key));
		final Problems problems = parameters.problems();
		last.ifPresent(text -> problems.check(key, () -> parameters.parse(key, text)));
		return problems.isEmpty() ? last.orElse(usual.get(key)) : usual.get(key);
	}

	/** Shows the values that a command has by itself. */
	void reset() {
		rows.forEach(row -> row.field().show(usual.get(row.key())));
	}

	/** Remembers what is entered, for the next dialogs to offer. */
	void remember() {
		rows.forEach(row -> LastUsed.chosen(parameters.label(), row.key(), parameters.item(row.key()), row.field().text(), row
			.field().text().equals(usual.get(row.key()))));
	}

	private CairnCommand command() {
		return (CairnCommand) module.getDelegateObject();
	}

	private void add(final Map<String, List<Row>> groups, final boolean folds, final Runnable resized) {
		final int width = rows.stream().mapToInt(Row::labelWidth).max().orElse(0);
		groups.forEach((title, members) -> {
			final Section section = new Section(title, members, width, folds, resized);
			sections.add(section);
			add(section);
		});
	}

	private void changed(final Row row) {
		row.complain("");
		apply();
		showMeanings();
	}

	/** Says what values stand for; that may change with what is open in ImageJ, too. */
	void showMeanings() {
		final Map<String, String> meanings = meanings();
		rows.forEach(row -> row.mean(meanings.getOrDefault(row.key(), "")));
	}

	private Map<String, String> meanings() {
		try {
			return command().meanings();
		}
		catch (final CairnException exc) {
			// Parameters that do not go together mean nothing; OK says what is wrong.
			return Map.of();
		}
	}

	/** Calls back whenever a value has changed, after the inputs of the module are set. */
	void onChange(final Runnable listener) {
		rows.forEach(row -> row.field().onChange(listener));
	}

	/** Calls back with the help of the parameter that the keyboard writes to. */
	void onFocus(final Consumer<String> listener) {
		rows.forEach(row -> row.onFocus(listener));
	}

	/**
	 * Sets the inputs of the module to what is entered.
	 *
	 * @return what cannot be understood or is out of bounds, and is not set
	 */
	Problems apply() {
		final Problems problems = parameters.problems();
		for (final Row row : rows)
			problems.check(row.key(), () -> module.setInput(parameters.item(row.key()).getName(), parameters.parse(row.key(), row
				.field().text())));
		return problems;
	}

	/** Gets what is entered. */
	List<String> texts() {
		return rows.stream().map(row -> row.field().text()).toList();
	}

	/** Gets sentences about what is wrong, by key, in the words of the dialog. */
	Map<String, String> words(final Map<String, String> sentences) {
		return wording.of(sentences);
	}

	/** Gets a message in the words of the dialog. */
	String words(final String message) {
		return wording.of(message);
	}

	/** Shows what is wrong beside the fields, and goes to the first. */
	void complain(final Map<String, String> sentences) {
		rows.forEach(row -> row.complain(sentences.getOrDefault(row.key(), "")));
		final List<Row> wrong = rows.stream().filter(row -> sentences.containsKey(row.key())).toList();
		wrong.forEach(row -> sections.forEach(section -> section.reveal(row)));
		if (!wrong.isEmpty()) wrong.get(0).field().input().requestFocusInWindow();
	}

	// -- Scrollable methods --

	@Override
	public Dimension getPreferredScrollableViewportSize() {
		return getPreferredSize();
	}

	@Override
	public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
		return LINE;
	}

	@Override
	public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
		return visible.height - LINE;
	}

	@Override
	public boolean getScrollableTracksViewportWidth() {
		return true;
	}

	@Override
	public boolean getScrollableTracksViewportHeight() {
		return false;
	}
}
