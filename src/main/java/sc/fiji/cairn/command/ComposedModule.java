// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.command.CommandModule;

/** A command as a module, whose inputs may be fields of other objects than the command. */
final class ComposedModule extends CommandModule {

	private final ComposedInfo info;

	ComposedModule(final ComposedInfo info, final CairnCommand command) {
		super(info, command);
		this.info = info;
	}

	@Override
	public ComposedInfo getInfo() {
		return info;
	}

	private HeldParameter<?> parameter(final String name) {
		final HeldParameter<?> parameter = info.getInput(name);
		if (parameter == null) throw new IllegalArgumentException("No such input: " + name);
		return parameter;
	}

	@Override
	public Object getInput(final String name) {
		return parameter(name).value();
	}

	@Override
	public void setInput(final String name, final Object value) {
		parameter(name).set(value);
	}
}
