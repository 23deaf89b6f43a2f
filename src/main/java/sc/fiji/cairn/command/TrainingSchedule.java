// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.train.Recipe;

/**
 * The parameters that say how long and how fast to train: {0} is what the steps are of, {1} what a batch holds, {2} its unit,
 * {3} what the rate is of.
 */
final class TrainingSchedule {

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.BASIC),
			@Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps{0}; 0 as the preset says.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "{2}") },
		description = "{1}; 0 as the preset says.")
	private int batch = 0;

	@Parameter(label = "Learning rate", min = "0", max = "1", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Largest learning rate of {3}; 0 as the preset says.")
	private double rate = 0;

	/** Gets a recipe with what is asked for otherwise. */
	Recipe of(final Recipe usual) {
		return of(usual, iterations, batch, rate);
	}

	/** Gets a recipe with other numbers, of which 0 leaves the choice to the recipe. */
	static Recipe of(final Recipe usual, final int iterations, final int batch, final double rate) {
		return new Recipe(iterations == 0 ? usual.iterations() : iterations, batch == 0 ? usual.batch() : batch, batch == 0 ? usual
			.patches() : batch, rate == 0 ? usual.rate() : rate, usual.optimisation());
	}

	/** Says what the values stand for that leave the choice to a recipe. */
	void resolve(final ResolvedDefaults defaults, final Recipe usual) {
		defaults.training(usual, iterations, batch, rate);
	}
}
