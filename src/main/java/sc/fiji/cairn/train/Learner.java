// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.ndarray.NDArray;

import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.Scope;

/**
 * What the training loop trains: where batches come from, and the loss of one.
 *
 * @param <B> a batch
 */
public interface Learner<B extends AutoCloseable> {

	/** Gets the parts that training changes, in a fixed order. */
	List<Weights> trained();

	/**
	 * Hears, before the first step, where the moving average of the weights is kept; a learner may use it as a teacher. It
	 * changes after every step, and must not be used once the training has ended.
	 *
	 * @param average the parts of {@link #trained}, in the same order, with averaged values
	 */
	default void averaging(final List<Weights> average) {
		// Most have no use for it.
	}

	/**
	 * Composes the batch of one step. Called from several threads, for steps in any order, so everything random in a
	 * batch must follow from the step (and the item's place in the batch) alone.
	 *
	 * @param step from 0
	 */
	B compose(long step);

	/**
	 * Computes the loss of a batch, in the thread that trains.
	 *
	 * @param scope owner of all arrays of this step
	 * @return a single number that gradients can be taken of
	 */
	NDArray loss(B batch, Scope scope);

	/**
	 * Shows what a batch holds, for people who watch, in the thread that trains. Called seldom, and only if somebody does.
	 *
	 * @return nothing if there is nothing to see that says something
	 */
	default Optional<Preview> preview(final B batch) {
		return Optional.empty();
	}
}
