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
 * Positional contrast (Zeng et al. 2021, PCL): slices at about the same relative position along their stacks count as
 * alike, whichever volume they come from. With a threshold of 0 it is SimCLR. Of parts of volumes, which 3D networks see,
 * the centres count, along Z or, which is this project's extension, along all axes.
 * <p>
 * The published code multiplies the loss by temperature / 0.07, which only rescales the learning rate; this does not.
 * Positions follow the order of the file, so all volumes should run in the same direction.
 * </p>
 */
@Plugin(type = PretrainMethod.class, name = "positional")
public final class PositionalContrast implements PretrainMethod {

	/** 32 slices, two views each. */
	private static final PretrainRecipe PUBLISHED = new PretrainRecipe(List.of(new StageRecipe(new Recipe(20_000, 64, 16, 0.1,
		Optimisation.plain(Rule.SGD, 1e-5, 0)), 0.1, ViewAugmentation.ZENG, Shape.ZENG)), 2);

	@Override
	public List<String> citations(final Strategy strategy) {
		return List.of("zeng2021");
	}

	@Override
	public Map<Preset, PretrainRecipe> recipes() {
		return Map.of(Preset.ZENG, PUBLISHED);
	}

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final PretrainOptions options = context.options();
		final SliceContrast contrast = new PositionalDraws(context.centres(), options.contrast().threshold(), options.contrast()
			.axes(), options.run().batch());
		return List.of(new PretrainStage("Positional contrast", new ContrastLearner(context, contrast), List.of(context
			.network().encoder())));
	}
}
