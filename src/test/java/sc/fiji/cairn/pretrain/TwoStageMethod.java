// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import org.scijava.plugin.Plugin;

/** A method of two stages, each global contrast with a head of its own. */
@Plugin(type = PretrainMethod.class, name = TwoStageMethod.NAME)
public class TwoStageMethod implements PretrainMethod {

	static final String NAME = "two-stage";

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		return List.of(new PretrainStage("First", GlobalContrast.learner(context), List.of()), new PretrainStage("Second",
			GlobalContrast.learner(context), List.of(context.network().encoder())));
	}
}
