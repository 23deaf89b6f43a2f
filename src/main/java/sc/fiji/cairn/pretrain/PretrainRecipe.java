package sc.fiji.cairn.pretrain;

import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.ProjectionHead.Shape;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.Optimisation.Rule;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.Recipe;

/**
 * How a pretraining is done. Where the published systems count epochs, these are the iterations that they are on data
 * sets of their size.
 *
 * @param stages one recipe a stage; the last one serves for all further stages, too
 * @param blocks number of decoder blocks to train in local contrast
 */
public record PretrainRecipe(List<StageRecipe> stages, int blocks) {

	/** What all methods share. */
	static final PretrainRecipe COMMON = new PretrainRecipe(List.of(new StageRecipe(new Recipe(1000, 32, 1e-3,
		Optimisation.COMMON), 0.1, Views.CROPS, Shape.CHAITANYA)), 2);

	/** Three groups of 16 images (the published batches of 12 slices hold 32, and 16 empty places); then 10 slices. */
	private static final PretrainRecipe CHAITANYA = new PretrainRecipe(List.of(new StageRecipe(new Recipe(10_000, 48, 1e-3,
		Optimisation.plain(Rule.ADAM, 0, 1)), 0.1, Views.CROPS, Shape.CHAITANYA), new StageRecipe(
			new Recipe(10_000, 20, 1e-3, Optimisation.plain(Rule.ADAM, 0, 1)), 0.1, Views.CROPS,
			Shape.CHAITANYA)), 3);

	/** 32 slices, two views each. */
	private static final PretrainRecipe ZENG = new PretrainRecipe(List.of(new StageRecipe(new Recipe(20_000, 64, 0.1,
		Optimisation.plain(Rule.SGD, 1e-5, 0)), 0.1, Views.ZENG, Shape.ZENG)), 2);

	/** 120 slices, then 4 labelled ones, two views each. */
	private static final PretrainRecipe HU = new PretrainRecipe(List.of(new StageRecipe(new Recipe(7700, 240, 3e-4,
		Optimisation.plain(Rule.ADAM, 1e-5, 0)), 0.5, Views.HU, Shape.HU), new StageRecipe(new Recipe(3000,
			8, 1e-4, Optimisation.plain(Rule.ADAM, 1e-4, 1)), 0.1, Views.HU, Shape.HU)), 2);

	public PretrainRecipe {
		stages = List.copyOf(stages);
	}

	/**
	 * Gets the recipe of a preset for a method.
	 *
	 * @throws CairnException if the preset is that of another method
	 */
	public static PretrainRecipe of(final Preset preset, final String method) {
		if (preset == Preset.COMMON) return COMMON;
		if (method.trim().equals("hierarchical")) throw new CairnException(
			"There is no preset of a published system for the method hierarchical, of whose paper only the abstract is " +
				"public; use preset=common.");
		final List<String> methods = switch (preset) {
			case CHAITANYA -> List.of("global", "global-local");
			case ZENG -> List.of("positional");
			default -> List.of("supervised-local");
		};
		if (!methods.contains(method.trim())) throw new CairnException("The preset " + preset.name().toLowerCase(
			Locale.ROOT) + " is for method=" + String.join(" or ", methods) + ", not for " + method +
			"; use preset=common or another method.");
		return switch (preset) {
			case CHAITANYA -> CHAITANYA;
			case ZENG -> ZENG;
			default -> HU;
		};
	}

	/** Gets the same with what a user wants otherwise in all stages; 0 stands for no wish. */
	public PretrainRecipe with(final int iterations, final int batch, final double rate, final double temperature,
		final int wantedBlocks)
	{
		return new PretrainRecipe(stages.stream().map(stage -> new StageRecipe(stage.recipe().with(iterations, batch, rate),
			temperature == 0 ? stage.temperature() : temperature, stage.views(), stage.head())).toList(), wantedBlocks == 0
				? blocks : wantedBlocks);
	}

	/** Says what the first stage compares; blocks, temperature, views and head are the recipe's. */
	public ContrastOptions contrast(final Strategy strategy, final int partitions, final double threshold,
		final int regions, final LocalPositives local)
	{
		final StageRecipe first = stages.get(0);
		return new ContrastOptions(strategy, partitions, threshold, blocks, regions, local, first.temperature(), first.views(),
			first.head());
	}

	/** Gets the recipes of all stages but the first. */
	public List<StageRecipe> later() {
		return stages.subList(1, stages.size());
	}
}
