// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** Tells SciJava all parameters of the suite's commands: by itself it finds those that are fields of the commands. */
@Plugin(type = Service.class)
public final class ComposedCommands extends AbstractService implements SciJavaService {

	@Parameter
	private PluginService plugins;

	@Override
	public void initialize() {
		final List<PluginInfo<Command>> plain = plugins.getPluginsOfType(Command.class).stream().filter(info -> info
			.getClassName().startsWith(getClass().getPackageName())).toList();
		plugins.removePlugins(plain);
		plugins.addPlugins(plain.stream().map(info -> new ComposedInfo(info, getContext())).toList());
	}
}
