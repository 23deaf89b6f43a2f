// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.ij1;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.scijava.InstantiableException;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginService;
import org.scijava.service.Service;
import org.scijava.util.ClassUtils;

/** Tells which SciJava services a command needs, so that plain ImageJ starts those and no more. */
final class Services {

	private Services() {
		// Only static methods.
	}

	/** Lists the services among the command's parameters, and the ones that any context should have. */
	static List<Class<? extends Service>> of(final CommandInfo info) {
		final Set<Class<? extends Service>> types = new LinkedHashSet<>(List.of(LogService.class, PluginService.class));
		for (final var field : ClassUtils.getAnnotatedFields(load(info), Parameter.class)) {
			if (Service.class.isAssignableFrom(field.getType())) types.add(field.getType().asSubclass(Service.class));
		}
		return new ArrayList<>(types);
	}

	private static Class<? extends Command> load(final CommandInfo info) {
		try {
			return info.loadClass();
		}
		catch (final InstantiableException exc) {
			throw new IllegalStateException(exc);
		}
	}
}
