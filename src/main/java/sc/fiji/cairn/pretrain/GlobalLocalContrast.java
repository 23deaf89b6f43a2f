// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.Map;

import org.scijava.plugin.Plugin;

import sc.fiji.cairn.train.Preset;

/**
 * Global, then local contrast: both stages of Chaitanya et al. 2020. The first trains the encoder
 * ({@link GlobalContrast}), the second the first decoder blocks on top of it, with the encoder frozen; fine-tuning takes
 * over both.
 */
@Plugin(type = PretrainMethod.class, name = "global-local")
public final class GlobalLocalContrast implements PretrainMethod {

	@Override
	public List<String> citations(final Strategy strategy) {
		return List.of("chaitanya2020");
	}

	@Override
	public Map<Preset, PretrainRecipe> recipes() {
		return Map.of(Preset.CHAITANYA, GlobalContrast.PUBLISHED);
	}

	@Override
	public int stageCount() {
		return 2;
	}

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		if (context.options().contrast().local() == LocalPositives.PARTITION) GlobalContrast.requirePartitions(context);
		final LocalLearner local = new LocalLearner(context.stage(1));
		final List<PretrainStage> global = new GlobalContrast().stages(context);
		return List.of(global.get(0), new PretrainStage("Local contrast", local, List.of(local.decoder()), local.note()));
	}
}
