// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;
import java.time.Duration;

import sc.fiji.cairn.CairnException;

/**
 * How to train, whatever is trained. What comes from the user is checked by {@link RunOptions}.
 *
 * @param iterations number of steps
 * @param rate largest learning rate
 * @param optimisation what is done with gradients, and how the rate runs
 * @param checkpoint file that keeps the state while the training runs, for resuming it
 * @param checkpointEvery number of steps between two writings of that file
 * @param checkpointInterval time after which it is written, too, unless that takes long
 * @param resume whether to go on from the checkpoint if there is one
 */
public record TrainingOptions(int iterations, double rate, Optimisation optimisation, Path checkpoint,
	int checkpointEvery, Duration checkpointInterval, boolean resume)
{

	/** Usual number of steps between checkpoints: seconds on a GPU, a minute or less on a laptop. */
	public static final int CHECKPOINT_EVERY = 200;

	/** Usual time between checkpoints. */
	private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

	/** Keeps the state after the usual time, too. */
	public TrainingOptions(final int iterations, final double rate, final Optimisation optimisation, final Path checkpoint,
		final int checkpointEvery, final boolean resume)
	{
		this(iterations, rate, optimisation, checkpoint, checkpointEvery, CHECKPOINT_INTERVAL, resume);
	}

	public TrainingOptions {
		if (checkpointEvery < 1) throw new CairnException("Checkpoints need at least one step between them.");
	}
}
