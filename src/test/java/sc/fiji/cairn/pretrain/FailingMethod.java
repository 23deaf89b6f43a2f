package sc.fiji.cairn.pretrain;

import ai.djl.ndarray.NDArray;

import java.util.List;

import org.scijava.plugin.Plugin;

import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.train.Learner;
import sc.fiji.cairn.train.SliceBatch;

/** A method of a third party, found by its annotation, whose loss is no number any more after some steps. */
@Plugin(type = PretrainMethod.class, name = FailingMethod.NAME)
public class FailingMethod implements PretrainMethod {

	static final String NAME = "failing";
	static final int GOOD_STEPS = 3;

	@Override
	public List<PretrainStage> stages(final PretrainContext context) {
		final GlobalLearner learner = new GlobalLearner(context);
		return List.of(new PretrainStage("Failing", new Learner<Step>() {

			@Override
			public List<Weights> trained() {
				return learner.trained();
			}

			@Override
			public Step compose(final long step) {
				return new Step(step, learner.compose(step));
			}

			@Override
			public NDArray loss(final Step batch, final Scope scope) {
				final NDArray loss = learner.loss(batch.content(), scope);
				return batch.number() < GOOD_STEPS ? loss : loss.mul(Float.NaN);
			}
		}, List.of(context.network().encoder())));
	}

	/** A batch that knows its step. */
	private record Step(long number, SliceBatch<float[][]> content) implements AutoCloseable {

		@Override
		public void close() {
			content.close();
		}
	}
}
