package sc.fiji.cairn.train;

/**
 * How long, in which batches, and how a network is trained.
 *
 * @param iterations number of steps
 * @param batch number of images in a batch
 * @param rate largest learning rate
 * @param optimisation what is done with gradients
 */
public record Recipe(int iterations, int batch, double rate, Optimisation optimisation) {

	/** Gets the same with what a user wants otherwise; 0 stands for no wish. */
	public Recipe with(final int wantedIterations, final int wantedBatch, final double wantedRate) {
		return new Recipe(wantedIterations == 0 ? iterations : wantedIterations, wantedBatch == 0 ? batch : wantedBatch,
			wantedRate == 0 ? rate : wantedRate, optimisation);
	}
}
