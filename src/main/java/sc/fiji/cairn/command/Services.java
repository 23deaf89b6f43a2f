// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginService;
import org.scijava.service.Service;
import org.scijava.util.ClassUtils;

/** Tells which SciJava services a command needs, so that without Fiji those are started and no more. */
public final class Services {

	private Services() {
		// Only static methods.
	}

	/** Lists the services among the command's parameters, and the ones that any context should have. */
	public static List<Class<? extends Service>> of(final Class<? extends CairnCommand> command) {
		final Set<Class<? extends Service>> types = new LinkedHashSet<>(List.of(LogService.class, PluginService.class));
		for (final var field : ClassUtils.getAnnotatedFields(command, Parameter.class)) {
			if (Service.class.isAssignableFrom(field.getType())) types.add(field.getType().asSubclass(Service.class));
		}
		return new ArrayList<>(types);
	}
}
