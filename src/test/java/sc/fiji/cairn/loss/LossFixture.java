// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.loss;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** What tests of losses need: the engine, the losses, and a look at gradients. */
abstract class LossFixture {

	private Torch torch;
	Scope scope;
	Losses losses;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
		scope = torch.scope();
		losses = new Losses(scope);
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	/** Makes sure that a loss and its gradients are numbers. */
	void assertFinite(final NDArray z, final Function<NDArray, NDArray> loss) {
		final NDArray x = z.duplicate();
		x.setRequiresGradient(true);
		try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
			final NDArray value = loss.apply(x);
			assertTrue(Float.isFinite(value.getFloat()));
			collector.backward(value);
			for (final float g : x.getGradient().toFloatArray())
				assertTrue(Float.isFinite(g));
		}
	}
}
