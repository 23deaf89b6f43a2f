// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import org.scijava.plugin.SingletonService;
import org.scijava.service.SciJavaService;

/** Knows the {@link VolumeFormat}s of a SciJava context: those of Cairn, and those that other plugins bring. */
public interface VolumeFormatService extends SingletonService<VolumeFormat>, SciJavaService {

	/**
	 * Gets what opens and saves volumes in all formats of the context.
	 *
	 * @throws sc.fiji.cairn.CairnException if a format is broken
	 */
	VolumeIO io();

	@Override
	default Class<VolumeFormat> getPluginType() {
		return VolumeFormat.class;
	}
}
