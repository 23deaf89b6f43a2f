// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import org.scijava.plugin.AbstractSingletonService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

import sc.fiji.cairn.CairnException;

/** Makes each method once, when the first is asked for. */
@Plugin(type = Service.class)
public final class DefaultPretrainMethodService extends AbstractSingletonService<PretrainMethod> implements
	PretrainMethodService
{

	@Override
	public PretrainMethods methods() {
		return new PretrainMethods(getInstances());
	}

	@Override
	public List<? extends PretrainMethod> filterInstances(final List<PretrainMethod> made) {
		// NB: SciJava leaves out a plugin that cannot be made, as if it were not there.
		final List<String> names = made.stream().map(method -> method.getClass().getName()).toList();
		for (final PluginInfo<PretrainMethod> info : getPlugins())
			if (!names.contains(info.getClassName())) throw new CairnException("The pretraining method '" + info.getName() +
				"' (" + info.getClassName() + ") cannot be used: remove its jar or update it.");
		return made;
	}
}
