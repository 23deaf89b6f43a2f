package sc.fiji.cairn.study;

/**
 * How long to train, and how fast.
 *
 * @param iterations number of training steps of a stage
 * @param batch images in a batch
 * @param rate largest learning rate
 */
public record Budget(int iterations, int batch, double rate) {

	/** Returns the number of slices that some stages see, which is about what they cost. */
	long slices(final int stages) {
		return (long) iterations * batch * stages;
	}
}
