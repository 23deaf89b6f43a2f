// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;
import org.scijava.util.ClassUtils;

import sc.fiji.cairn.CairnException;

/**
 * Describes a command with the parameters of its own and those {@link Shared} with others, in the order of its fields, and
 * with what plugins bring.
 */
final class ComposedInfo extends CommandInfo {

	private final PluginInfo<Command> plain;
	private final Context context;
	private final CairnCommand command;
	private Map<String, HeldParameter<?>> parameters;
	private CairnException clash;

	/**
	 * Describes a kind of command.
	 *
	 * @param plain describes its own parameters alone
	 * @param context whose plugins may bring parameters; null for none
	 */
	ComposedInfo(final PluginInfo<Command> plain, final Context context) {
		this(plain, context, null);
	}

	/**
	 * Describes a command.
	 *
	 * @param command whose fields the parameters are; null for those of a new one
	 */
	private ComposedInfo(final PluginInfo<Command> plain, final Context context, final CairnCommand command) {
		super(plain);
		this.plain = plain;
		this.context = context;
		this.command = command;
	}

	/** Describes a kind of command; plugins of the context, if there is one, may bring parameters. */
	static ComposedInfo of(final Class<? extends CairnCommand> type, final Context context) {
		return new ComposedInfo(new PluginInfo<>(type, Command.class, type.getAnnotation(Plugin.class)), context);
	}

	@Override
	public ComposedModule createModule(final Command made) {
		final CairnCommand own = (CairnCommand) made;
		return own.in(new ComposedModule(new ComposedInfo(plain, context, own), own));
	}

	private CairnCommand create() {
		try {
			return (CairnCommand) createInstance();
		}
		catch (final InstantiableException exc) {
			throw new IllegalStateException(exc);
		}
	}

	@Override
	public Module createModule() {
		return createModule(create());
	}

	/**
	 * Makes sure that each parameter can be told from all others.
	 *
	 * @throws CairnException if a plugin has brought one that cannot, and that is left out therefore
	 */
	void requireApart() {
		parameters();
		if (clash != null) throw clash;
	}

	private synchronized Map<String, HeldParameter<?>> parameters() {
		if (parameters != null) return parameters;
		parameters = new LinkedHashMap<>();
		final CairnCommand holder = command == null ? create() : command;
		add(holder, holder.getClass(), null);
		return parameters;
	}

	private void add(final Object holder, final Class<?> type, final Shared use) {
		if (type.getSuperclass() != null) add(holder, type.getSuperclass(), use);
		for (final Field field : type.getDeclaredFields()) {
			if (field.isAnnotationPresent(Parameter.class)) add(new HeldParameter<>(this, field, holder, use));
			final Shared shared = field.getAnnotation(Shared.class);
			if (shared == null) continue;
			field.setAccessible(true);
			final Object held = ClassUtils.getValue(field, holder);
			final List<?> several = held instanceof PluginParameters found ? found.in(context) : List.of(held);
			several.forEach(each -> add(each, each.getClass(), shared));
		}
	}

	private void add(final HeldParameter<?> parameter) {
		final Class<?> type = parameter.getType();
		if (!parameter.isInput() || Service.class.isAssignableFrom(type) || type == Context.class) return;
		final String key = Parameters.key(parameter);
		for (final HeldParameter<?> other : parameters.values()) {
			final String known = Parameters.key(other);
			// NB: macros take a key for another that ends with it.
			if (!known.endsWith(key) && !key.endsWith(known)) continue;
			clash = new CairnException("The parameter " + key + " of " + parameter.getField().getDeclaringClass().getName() +
				" cannot be told from the parameter " + known + " of \"" + Parameters.label(this) + "\"; remove the jar that brings it, or update it.");
			return;
		}
		parameters.put(parameter.getName(), parameter);
	}

	@Override
	public HeldParameter<?> getInput(final String name) {
		return parameters().get(name);
	}

	@Override
	public Iterable<ModuleItem<?>> inputs() {
		return Collections.unmodifiableCollection(parameters().values());
	}
}
