// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.model.Incidental;
import sc.fiji.cairn.torch.Precision;

/**
 * The parameters that every training has.
 *
 * @param iterations number of training steps
 * @param batch number of slices in a batch; methods that compose theirs in groups round it
 * @param patches number of 3D patches in a batch, where a network sees volumes
 * @param rate largest learning rate
 * @param optimisation what is done with gradients
 * @param seed seed of all random choices
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps
 * @param model file to write
 * @param resume whether to go on with an interrupted run of the same parameters
 */
public record RunOptions(int iterations, int batch, int patches, double rate, Optimisation optimisation, long seed,
	@Incidental String device, @Incidental Precision precision, @Incidental Path model, @Incidental boolean resume)
{

	public RunOptions {
		if (iterations < 1) throw CairnException.of("iterations", "The parameter iterations must be at least 1, not " + iterations +
			".");
		if (batch < 1 || patches < 1) throw CairnException.of("batch", "The parameter batch must be at least 1, not " + Math.min(batch,
			patches) + ".");
		if (!(rate > 0) || rate > 1) throw CairnException.of("rate", "The parameter rate must be above 0 and at most 1, not " +
			rate + "; 0.001 is usual.");
		if (model.toString().isBlank()) throw CairnException.of("model",
			"The parameter model is empty; name the file that the model is to be written to.");
	}

	/** Trains with {@link Optimisation#COMMON}. */
	public RunOptions(final int iterations, final int batch, final double rate, final long seed, final String device,
		final Precision precision, final Path model, final boolean resume)
	{
		this(iterations, batch, batch, rate, Optimisation.COMMON, seed, device, precision, model, resume);
	}

	/** Trains as a recipe says. */
	public RunOptions(final Recipe recipe, final long seed, final String device, final Precision precision,
		final Path model, final boolean resume)
	{
		this(recipe.iterations(), recipe.batch(), recipe.patches(), recipe.rate(), recipe.optimisation(), seed, device, precision, model,
			resume);
	}

	/** Gets the same run with batches of 3D patches. */
	public RunOptions inVolumes() {
		return new RunOptions(iterations, patches, patches, rate, optimisation, seed, device, precision, model, resume);
	}

	/** Gets the same run with another seed and for another file. */
	public RunOptions with(final long other, final Path file) {
		return new RunOptions(iterations, batch, patches, rate, optimisation, other, device, precision, file, resume);
	}

	/** Gets the same run with another recipe. */
	public RunOptions with(final Recipe recipe) {
		return new RunOptions(recipe, seed, device, precision, model, resume);
	}
}
