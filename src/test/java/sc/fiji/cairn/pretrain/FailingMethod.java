// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;

import java.util.Arrays;
import java.util.List;

import org.scijava.plugin.Plugin;

import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.ImageBatch;
import sc.fiji.cairn.train.Learner;

/** A method of a third party, found by its annotation, whose loss is no number any more after some steps. */
@Plugin(type = PretrainMethod.class, name = FailingMethod.NAME)
public class FailingMethod implements PretrainMethod {

	static final String NAME = "failing";
	static final int GOOD_STEPS = 3;

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final ContrastLearner learner = GlobalContrast.learner(context);
		return List.of(new PretrainStage("Failing", new Learner<ImageBatch<float[][]>>() {

			@Override
			public List<Weights> trained() {
				return learner.trained();
			}

			@Override
			public ImageBatch<float[][]> compose(final long step) {
				final ImageBatch<float[][]> batch = learner.compose(step);
				if (step >= GOOD_STEPS) Arrays.fill(batch.extra()[0], Float.NaN);
				return batch;
			}

			@Override
			public NDArray loss(final ImageBatch<float[][]> batch, final Scope scope) {
				return learner.loss(batch, scope);
			}
		}, List.of(context.network().encoder())));
	}
}
