// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.train.Learner;

/**
 * One stage of a pretraining.
 *
 * @param name what to call it, such as {@code Global contrast}
 * @param learner what is trained
 * @param kept the parts of the network that the model keeps from it; heads are thrown away
 * @param note what to tell the user when it begins; empty for nothing
 */
public record PretrainStage(String name, Learner<?> learner, List<Weights> kept, String note) {

	/** Makes a stage of which there is nothing to tell. */
	public PretrainStage(final String name, final Learner<?> learner, final List<Weights> kept) {
		this(name, learner, kept, "");
	}
}
