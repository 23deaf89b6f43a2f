// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingListener;

class ValidationTest {

	private static final int CLASSES = 3;
	private static final int SIZE = 16;
	private static final int DEPTH = 3;

	/** Class of a pixel that the network is to be compared with: mostly background, and a slice of which nothing is known. */
	private static int truth(final int x, final int y, final int z) {
		return z == 1 ? PreparedVolume.IGNORE : x > 11 ? 1 : 0;
	}

	@Test
	void diceIsTheMeanOverTheForeground() {
		try (Torch torch = Torch.open("cpu")) {
			final PreparedVolume stack = Stacks.labelled(Stacks.noise("a", SIZE, DEPTH, 1), ValidationTest::truth);
			final SlicePredictor predictor = new SegmentationNetwork(new Architecture(2, 1, 4, 2), CLASSES, torch.scope(), 4, false).predictor(
				new Preprocessing(SIZE, 1), CLASSES);
			final double[] shared = new double[CLASSES];
			final double[] total = new double[CLASSES];
			predictor.predict(stack, torch.scope(), Progress.SILENT, false, (z, scores) -> {
				for (int i = 0; z != 1 && i < SIZE * SIZE; i++) {
					final int found = SlicePredictor.best(scores, i, SIZE * SIZE, CLASSES);
					final int known = truth(i % SIZE, i / SIZE, z);
					total[found]++;
					total[known]++;
					if (found == known) shared[found]++;
				}
			});
			assertTrue(shared[0] > 0 && total[1] > 0 && total[2] > 0, "every class is found or true, background both");
			final List<Double> dice = new ArrayList<>();
			new Validation(List.of(stack), predictor, CLASSES, 10, torch.scope(), new TrainingListener() {

				@Override
				public void stepped(final StepReport report) {
					throw new IllegalStateException("nothing is trained");
				}

				@Override
				public void validated(final long steps, final double value) {
					dice.add(value);
				}
			}, Progress.SILENT).validate(1);
			assertEquals(1, dice.size());
			assertEquals((2 * shared[1] / total[1] + 2 * shared[2] / total[2]) / 2, dice.get(0), 1e-12);
		}
	}
}
