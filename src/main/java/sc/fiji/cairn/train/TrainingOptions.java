// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;

import sc.fiji.cairn.CairnException;

/**
 * How to train, whatever is trained. What comes from the user is checked by {@link RunOptions}.
 *
 * @param iterations number of steps
 * @param rate largest learning rate
 * @param optimisation what is done with gradients, and how the rate runs
 * @param checkpoint file that keeps the state while the training runs, for resuming it
 * @param checkpointEvery number of steps between two writings of that file
 * @param resume whether to go on from the checkpoint if there is one
 */
public record TrainingOptions(int iterations, double rate, Optimisation optimisation, Path checkpoint,
	int checkpointEvery, boolean resume)
{

	/** Usual number of steps between checkpoints: seconds on a GPU, a minute or less on a laptop. */
	public static final int CHECKPOINT_EVERY = 200;

	public TrainingOptions {
		if (checkpointEvery < 1) throw new CairnException("Checkpoints need at least one step between them.");
	}
}
