// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.lang.reflect.Field;
import java.lang.reflect.Type;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.util.ClassUtils;

/**
 * A parameter whose value is a field of some object: of the command, or of one that holds parameters for several commands.
 *
 * @param <T> type of the field
 */
final class HeldParameter<T> extends CommandModuleItem<T> {

	private final Object holder;
	private final Shared use;
	private final Object usual;

	/**
	 * Describes a parameter, whose value now is its default.
	 *
	 * @param holder has the field
	 * @param use how the command names the holder; null if it is the command
	 */
	HeldParameter(final CommandInfo command, final Field field, final Object holder, final Shared use) {
		super(command, field);
		this.holder = holder;
		this.use = use;
		field.setAccessible(true);
		usual = value();
	}

	/** Gets the value. */
	Object value() {
		return ClassUtils.getValue(getField(), holder);
	}

	/** Sets the value. */
	void set(final Object value) {
		ClassUtils.setValue(getField(), holder, value);
	}

	/** Fills in the words of the command. */
	private String words(final String text) {
		String words = text;
		for (int i = 0; use != null && words != null && i < use.value().length; i++)
			words = words.replace("{" + i + "}", use.value()[i]);
		return words;
	}

	// -- ModuleItem methods --

	@Override
	@SuppressWarnings("unchecked")
	public Class<T> getType() {
		return (Class<T>) getField().getType();
	}

	@Override
	public Type getGenericType() {
		return getField().getGenericType();
	}

	@Override
	@SuppressWarnings("unchecked")
	public T getDefaultValue() {
		return (T) usual;
	}

	// -- BasicDetails methods --

	@Override
	public String getLabel() {
		return words(super.getLabel());
	}

	@Override
	public String getDescription() {
		return words(super.getDescription());
	}

	@Override
	public String get(final String key) {
		final String value = words(super.get(key));
		return value == null && key.equals(Group.NAME) && use != null ? use.group() : value;
	}
}
