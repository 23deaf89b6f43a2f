// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import org.scijava.plugin.SingletonService;
import org.scijava.service.SciJavaService;

/** Knows the {@link PretrainMethod}s of a SciJava context: those of Cairn, and those that other plugins bring. */
public interface PretrainMethodService extends SingletonService<PretrainMethod>, SciJavaService {

	/**
	 * Gets all methods of the context.
	 *
	 * @throws sc.fiji.cairn.CairnException if one is broken
	 */
	PretrainMethods methods();

	@Override
	default Class<PretrainMethod> getPluginType() {
		return PretrainMethod.class;
	}
}
