package sc.fiji.cairn.train;

import java.nio.file.Path;

import sc.fiji.cairn.CairnException;

/**
 * How to train, whatever is trained.
 *
 * @param iterations number of steps
 * @param rate largest learning rate; it rises to it over the first steps and falls along a cosine afterwards
 * @param weightDecay decoupled weight decay of kernels, per unit of learning rate
 * @param checkpoint file that keeps the state while the training runs, for resuming it
 * @param checkpointEvery number of steps between two writings of that file
 * @param resume whether to go on from the checkpoint if there is one
 */
public record TrainingOptions(int iterations, double rate, double weightDecay, Path checkpoint,
	int checkpointEvery, boolean resume)
{

	/** Gradients are scaled down to this global norm, against rare steps that would destroy what was learnt. */
	public static final double LARGEST_GRADIENT_NORM = 5;

	/** Decay of the moving average of the weights. */
	public static final double AVERAGE_DECAY = 0.99;

	/** Usual number of steps between checkpoints: seconds on a GPU, a minute or less on a laptop. */
	public static final int CHECKPOINT_EVERY = 200;

	public TrainingOptions {
		if (iterations < 1) throw new CairnException("The parameter iterations must be at least 1, not " + iterations +
			".");
		if (!(rate > 0) || rate > 1) throw new CairnException("The parameter rate must be above 0 and at most 1, not " +
			rate + "; 0.001 is usual.");
		if (checkpointEvery < 1) throw new CairnException("Checkpoints need at least one step between them.");
		if (!(weightDecay >= 0)) throw new CairnException("The weight decay must not be negative.");
	}
}
