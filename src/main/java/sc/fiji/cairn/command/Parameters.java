// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

import sc.fiji.cairn.CairnException;

/**
 * The parameters of a command, by their macro keys.
 * <p>
 * A key is the name of a field in lower case. Messages are no parameters.
 * </p>
 */
public final class Parameters {

	private final String label;
	private final Map<String, ModuleItem<?>> items = new LinkedHashMap<>();

	private Parameters(final ModuleInfo info) {
		label = label(info);
		for (final ModuleItem<?> item : info.inputs()) {
			if (item.getVisibility() != ItemVisibility.MESSAGE) items.put(key(item), item);
		}
	}

	/** Gets the macro key of a parameter. */
	static String key(final ModuleItem<?> item) {
		return item.getName().toLowerCase(Locale.ROOT);
	}

	/** Gets the parameters of a command or any other module. */
	public static Parameters of(final ModuleInfo info) {
		return new Parameters(info);
	}

	/** Describes a command class, with its menu path, and without parameters that plugins bring. */
	public static CommandInfo describe(final Class<? extends CairnCommand> type) {
		return describe(type, null);
	}

	/** Describes a command class, with its menu path, and with all parameters in a context. */
	public static CommandInfo describe(final Class<? extends CairnCommand> type, final Context context) {
		return ComposedInfo.of(type, context);
	}

	/** Makes a command of a class, with all parameters and services in a context. */
	public static CommandModule create(final Class<? extends CairnCommand> type, final Context context) {
		try {
			final CommandModule module = (CommandModule) describe(type, context).createModule();
			context.inject(module);
			return module;
		}
		catch (final ModuleException exc) {
			throw new IllegalStateException(exc);
		}
	}

	/** Gets the menu label of a command, which is its name in macros; the class name if it is in no menu. */
	public static String label(final ModuleInfo info) {
		return info.getMenuPath().isEmpty() ? info.getTitle() : info.getMenuPath().getLeaf().getName();
	}

	/** Returns the menu label of the command. */
	public String label() {
		return label;
	}

	/** Returns the keys, in the order of the fields. */
	public Collection<String> keys() {
		return Collections.unmodifiableSet(items.keySet());
	}

	/** Returns the parameter of a key, null if there is none. */
	public ModuleItem<?> item(final String key) {
		return items.get(key);
	}

	/**
	 * Checks that each key given is one of the command's.
	 *
	 * @throws CairnException that names the first key that is not, the one nearest to it, and all there are
	 */
	public void checkKeys(final Collection<String> given) {
		for (final String key : given) {
			if (items.containsKey(key)) continue;
			if (items.isEmpty()) throw new CairnException("\"" + label + "\" takes no keys, but got \"" + key + "\".");
			throw new CairnException("\"" + label + "\" has no key \"" + key + "\"; the nearest is \"" + Spelling.nearest(
				key, items.keySet()) + "\", and it takes " + String.join(", ", items.keySet()) + ".");
		}
	}

	/**
	 * As above, for the options of a macro; of a value that was probably cut at a blank it says how to write it.
	 *
	 * @param given values by key, in the order given, as of {@link MacroOptions#split}
	 */
	public void checkOptions(final Map<String, String> given) {
		String last = "";
		String value = "";
		for (final Map.Entry<String, String> each : given.entrySet()) {
			final String word = each.getKey();
			if (items.containsKey(word)) {
				if (!value.isEmpty()) break;
				last = word;
			}
			// NB: a word without a value, after one that may be a path or a list.
			else if (each.getValue().equals("true") && isText(last)) value = (value.isEmpty() ? given.get(last) : value) + " " + word;
		}
		if (!value.isEmpty()) throw new CairnException("The macro options seem to cut a value at a blank: \"" + value.split(" ",
			2)[1] + "\" is no key of \"" + label + "\"; write " + last + "=[" + value + "] if it belongs to \"" + last +
			"\", or one of " + String.join(", ", items.keySet()) + ".");
		checkKeys(given.keySet());
	}

	private boolean isText(final String key) {
		return items.containsKey(key) && (items.get(key).getType() == String.class || items.get(key).getType() == File.class);
	}

	/**
	 * Reads what a macro gives for one key.
	 *
	 * @param key one of {@link #keys()}
	 * @param text the value as written
	 * @return the value, of the type of the field
	 * @throws CairnException if the text is no such value
	 */
	public Object parse(final String key, final String text) {
		final ModuleItem<?> item = items.get(key);
		final Object value = ParameterValue.parse(key, item.getType(), text);
		ParameterValue.check(key, item, value);
		return value;
	}

	/**
	 * Sets the inputs of a module.
	 *
	 * @param values as written, by key
	 * @throws CairnException if a text is no such value
	 */
	public void set(final Module module, final Map<String, String> values) {
		values.forEach((key, text) -> module.setInput(items.get(key).getName(), parse(key, text)));
	}

	/** Checks the values that a module has now against the choices and limits of their parameters. */
	void check(final Module module, final Problems problems) {
		items.forEach((key, item) -> problems.check(key, () -> ParameterValue.check(key, item, item.getValue(module))));
	}

	/** Tells whether a macro, a script or a program has given a value to a module, or there is none to give. */
	public boolean areGiven(final Module module) {
		return items.isEmpty() || items.values().stream().anyMatch(item -> module.isInputResolved(item.getName()));
	}

	/** Starts a list of what is wrong with texts for these parameters. */
	public Problems problems() {
		return new Problems(Set.copyOf(items.keySet()));
	}

	/** Lists what is allowed, for a message. */
	static String list(final List<?> choices) {
		return String.join(", ", choices.stream().map(String::valueOf).toList());
	}
}
