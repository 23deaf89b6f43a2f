package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.cases.Place;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Preparation.Normalisation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Stacks;
import sc.fiji.cairn.cases.View;

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
		final SliceStack stack = Stacks.of("a", width, height, spacing, spacing, spacingZ, slices, null);
		final Preparation preparation = new Preparation(24, wanted, Normalisation.PERCENTILES_1_99, 24, wantedZ);
		final float[] training = new float[preparation.voxels()];
		View.of(Place.middle(stack), preparation).sample(training);
		final float[] prediction = new float[training.length];
		final Taps x = taps(width, preparation.step(spacing));
		final Taps y = taps(height, preparation.step(spacing));
		final Taps z = taps(depth, preparation.stepZ(spacingZ));
		// NB: taps count voxels of the image from the first that is needed, which is the first of all: the window is larger.
		Taps.apply(voxels, 0, z, y, x, prediction, 0);
		assertArrayEquals(training, prediction, 1e-5f);
	}

	private static Taps taps(final int extent, final double step) {
		return GridAxis.of(extent, step, 24, 8, 4).in(new GridAxis.Span(0, 24));
	}
}
