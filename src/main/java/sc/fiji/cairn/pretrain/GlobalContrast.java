// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.Map;

import org.scijava.plugin.Plugin;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.ProjectionHead.Shape;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Optimisation.Rule;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;

/**
 * Global contrast: the first stage of Chaitanya et al. 2020. The encoder learns to give slices of the same place in the
 * body similar vectors, and slices of other places different ones.
 */
@Plugin(type = PretrainMethod.class, name = "global")
public final class GlobalContrast implements PretrainMethod {

	/**
	 * Three groups of 16 images (the published batches of 12 slices hold 32, and 16 empty places); then 10 slices. Of 3D
	 * patches, which no paper has, one group and 5.
	 */
	static final PretrainRecipe PUBLISHED = new PretrainRecipe(List.of(new StageRecipe(new Recipe(10_000, 48, 16, 1e-3,
		Optimisation.plain(Rule.ADAM, 0, 1)), 0.1, ViewAugmentation.CROPS, Shape.CHAITANYA), new StageRecipe(
			new Recipe(10_000, 20, 10, 1e-3, Optimisation.plain(Rule.ADAM, 0, 1)), 0.1, ViewAugmentation.CROPS,
			Shape.CHAITANYA)), 3);

	@Override
	public List<String> citations(final Strategy strategy) {
		return List.of(strategy == Strategy.RANDOM ? "chen2020" : "chaitanya2020");
	}

	@Override
	public Map<Preset, PretrainRecipe> recipes() {
		return Map.of(Preset.CHAITANYA, PUBLISHED);
	}

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final PretrainOptions options = context.options();
		if (options.contrast().strategy() != Strategy.RANDOM && options.contrast().partitions() < 2) throw CairnException.of("partitions",
			"The parameter partitions must be at least 2 for this strategy, not " + options.contrast().partitions() +
				": with one part no two slices count as different.");
		if (options.contrast().strategy() != Strategy.RANDOM) requirePartitions(context);
		return List.of(new PretrainStage("Global contrast", learner(context), List.of(context.network()
			.encoder())));
	}

	/** Makes sure that every volume has a place in each partition. */
	static void requirePartitions(final PretrainContext context) {
		final int partitions = context.options().contrast().partitions();
		for (final PreparedVolume stack : context.stacks()) {
			final int places = Centres.of(stack, context.preprocessing()).z().count();
			if (places >= partitions) continue;
			throw new CairnException("The image " + stack.name() + " has " + stack.depth() + " slices, " + (context.preprocessing()
				.isFlat() ? "fewer than the " + partitions + " partitions" : "so that windows of " + context.preprocessing().depth() +
					" can lie at " + places + " places along Z, too few for " + partitions + " partitions") +
				"; lower the parameter partitions, or remove the image.");
		}
	}

	/** Trains the encoder of the context by global contrast, as its options say. */
	static ContrastLearner learner(final PretrainContext context) {
		final PretrainOptions options = context.options();
		return new ContrastLearner(context, new GlobalDraws(context.centres(), options
			.contrast().strategy(), options.contrast().partitions(), options.run().batch()));
	}
}
