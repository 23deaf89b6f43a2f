// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;

class TrainingGridTest {

	@ParameterizedTest
	@CsvSource({ "13, 11, 7, 1, 1, 1, 1", "13, 11, 7, 1, 8, 1, 8", "16, 9, 5, 0.5, 8, 1, 3", "9, 9, 9, 2, 1, 1.3, 2.6" })
	void predictionSeesWhatTrainingSees(final int width, final int height, final int depth, final double spacing,
		final double spacingZ, final double wanted, final double wantedZ)
	{
		final SplittableRandom random = new SplittableRandom(5);
		final float[] voxels = new float[width * height * depth];
		final float[][] slices = new float[depth][width * height];
		for (int i = 0; i < voxels.length; i++)
			slices[i / (width * height)][i % (width * height)] = voxels[i] = (float) random.nextDouble();
		final PreparedVolume stack = Stacks.of("a", width, height, spacing, spacing, spacingZ, slices, null);
		final Preprocessing preprocessing = new Preprocessing(24, wanted, Normalisation.PERCENTILES_1_99, 24, wantedZ);
		final float[] training = new float[preprocessing.voxels()];
		View.of(Place.middle(stack), preprocessing).sample(training);
		final float[] prediction = new float[training.length];
		final InterpolationWeights x = taps(width, preprocessing.step(spacing));
		final InterpolationWeights y = taps(height, preprocessing.step(spacing));
		final InterpolationWeights z = taps(depth, preprocessing.stepZ(spacingZ));
		// NB: taps count voxels of the image from the first that is needed, which is the first of all: the window is larger.
		InterpolationWeights.apply(voxels, 0, z, y, x, prediction, 0);
		assertArrayEquals(training, prediction, 1e-5f);
	}

	private static InterpolationWeights taps(final int extent, final double step) {
		return GridAxis.of(extent, step, 24, 8, 4).in(new GridAxis.Span(0, 24));
	}
}
