// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.ArrayList;
import java.util.List;

import org.scijava.Context;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.pretrain.OwnParameters;
import sc.fiji.cairn.pretrain.PretrainMethod;
import sc.fiji.cairn.pretrain.PretrainMethodService;

/** The parameters that pretraining methods bring themselves. */
final class MethodParameters implements PluginParameters {

	private List<Object> holders = List.of();

	@Override
	public List<?> in(final Context context) {
		if (!holders.isEmpty() || context == null) return holders;
		try {
			holders = new ArrayList<>(context.service(PretrainMethodService.class).methods().all().stream().map(
				PretrainMethod::parameters).flatMap(List::stream).distinct().map(OwnParameters::create).toList());
		}
		catch (final CairnException exc) {
			// NB: a broken method, of which whoever runs one hears.
			return List.of();
		}
		return holders;
	}

	/** Gets the values. */
	OwnParameters values() {
		return OwnParameters.of(holders);
	}
}
