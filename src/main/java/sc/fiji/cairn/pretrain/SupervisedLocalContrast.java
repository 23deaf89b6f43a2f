// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.Map;

import org.scijava.plugin.Plugin;

import sc.fiji.cairn.network.ProjectionHead.Shape;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Optimisation.Rule;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;

/**
 * Supervised local contrast (Hu et al. 2021): first SimCLR on all slices, which trains the encoder, then contrast between
 * the pixels of the labelled slices, which trains the whole network. The labels should be exactly those that fine-tuning
 * will use; no others are opened.
 */
@Plugin(type = PretrainMethod.class, name = "supervised-local")
public final class SupervisedLocalContrast implements PretrainMethod {

	/** 120 slices, then 4 labelled ones, two views each. */
	private static final PretrainRecipe PUBLISHED = new PretrainRecipe(List.of(new StageRecipe(new Recipe(7700, 240, 32, 3e-4,
		Optimisation.plain(Rule.ADAM, 1e-5, 0)), 0.5, ViewAugmentation.HU, Shape.HU), new StageRecipe(new Recipe(3000,
			8, 4, 1e-4, Optimisation.plain(Rule.ADAM, 1e-4, 1)), 0.1, ViewAugmentation.HU, Shape.HU)), 2);

	@Override
	public List<String> citations(final Strategy strategy) {
		return List.of("hu2021");
	}

	@Override
	public Map<Preset, PretrainRecipe> recipes() {
		return Map.of(Preset.HU, PUBLISHED);
	}

	@Override
	public int stageCount() {
		return 2;
	}

	@Override
	public boolean needsLabels() {
		return true;
	}

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final PretrainOptions options = context.options();
		final GlobalDraws simClr = new GlobalDraws(context.centres(), Strategy.RANDOM,
			1, options.run().batch());
		final PixelLearner pixels = new PixelLearner(context.stage(1));
		return List.of(new PretrainStage("Global contrast", new ContrastLearner(context, simClr), List.of()),
			new PretrainStage("Local contrast", pixels, List.of(context.network().encoder(), context.network().decoder()), pixels
				.memory()));
	}
}
