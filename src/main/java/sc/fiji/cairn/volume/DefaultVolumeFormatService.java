// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;

import org.scijava.plugin.AbstractSingletonService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

import sc.fiji.cairn.CairnException;

/** Makes each format once, when the first is asked for. */
@Plugin(type = Service.class)
public final class DefaultVolumeFormatService extends AbstractSingletonService<VolumeFormat> implements
	VolumeFormatService
{

	@Override
	public VolumeIO io() {
		return new VolumeIO(getInstances());
	}

	@Override
	public List<? extends VolumeFormat> filterInstances(final List<VolumeFormat> made) {
		// NB: SciJava leaves out a plugin that cannot be made; then another format might read its files, and wrongly.
		final List<String> names = made.stream().map(format -> format.getClass().getName()).toList();
		for (final PluginInfo<VolumeFormat> info : getPlugins())
			if (!names.contains(info.getClassName())) throw new CairnException("The volume format " + info.getClassName() +
				" cannot be used: remove its jar or update it.");
		return made;
	}
}
