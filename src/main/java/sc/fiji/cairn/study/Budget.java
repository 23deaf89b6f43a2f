package sc.fiji.cairn.study;

import sc.fiji.cairn.train.Recipe;

/**
 * How long to train, and how fast.
 *
 * @param iterations number of training steps of a stage
 * @param batch images in a batch
 * @param rate largest learning rate
 */
public record Budget(int iterations, int batch, double rate) {

	/** Takes the budget of a recipe. */
	public static Budget of(final Recipe recipe) {
		return new Budget(recipe.iterations(), recipe.batch(), recipe.rate());
	}

	/** Returns the number of slices that some stages see, which is about what they cost. */
	long slices(final int stages) {
		return (long) iterations * batch * stages;
	}
}
