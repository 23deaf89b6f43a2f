// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.torch.Scope;

/** Compares the losses of class scores with plain loops. */
class SegmentationLossesTest extends LossFixture {

	@Test
	void segmentationIsCrossEntropyPlusDice() {
		// Two pixels, background and one class; scores chosen so that the shares are .8 .2 and .1 .9.
		final NDArray logits = scope.array(new float[] { (float) Math.log(.8), (float) Math.log(.1), (float) Math.log(.2),
			(float) Math.log(.9) }, 1, 2, 1, 2);
		final double crossEntropy = -(Math.log(.8) + Math.log(.9)) / 2;
		final double dice = 2 * .9 / (.2 + .9 + 1);
		assertEquals(crossEntropy + 1 - dice, losses.segmentation(scope, logits, labels(0, 1), 255).getFloat(), 1e-5);
	}

	@Test
	void diceCountsEveryClassOfEveryImage() {
		final NDArray logits = scope.array(new float[] { (float) Math.log(.8), (float) Math.log(.1), (float) Math.log(.2),
			(float) Math.log(.9) }, 1, 2, 1, 2);
		final Losses dice = new Losses(scope, SegmentationLoss.DICE);
		final double background = 2 * .8 / (.9 + 1);
		final double foreground = 2 * .9 / (1.1 + 1);
		final double one = 1 - (background + foreground) / 2;
		assertEquals(one, dice.segmentation(scope, logits, labels(0, 1), 255).getFloat(), 1e-5);
		// A second image with all scores wrong: the mean of both, not the Dice of both together.
		final NDArray two = logits.concat(logits.mul(-1), 0);
		final var buffer = Scope.buffer(DataType.UINT8, 4).put(new byte[] { 0, 1, 0, 1 });
		final double a = .2 / (.2 + .8);
		final double b = .9 / (.9 + .1);
		final double other = 1 - (2 * a / (a + b + 1) + 2 * (1 - b) / (2 - a - b + 1)) / 2;
		assertEquals((one + other) / 2, dice.segmentation(scope, two, scope.array(buffer, DataType.UINT8, 2, 1, 2), 255)
			.getFloat(), 1e-5);
	}

	@Test
	void crossEntropyMayStandAlone() {
		final NDArray logits = scope.array(new float[] { (float) Math.log(.8), (float) Math.log(.1), (float) Math.log(.2),
			(float) Math.log(.9) }, 1, 2, 1, 2);
		assertEquals(-(Math.log(.8) + Math.log(.9)) / 2, new Losses(scope, SegmentationLoss.CROSS_ENTROPY).segmentation(
			scope, logits, labels(0, 1), 255).getFloat(), 1e-5);
	}

	@ParameterizedTest
	@EnumSource(SegmentationLoss.class)
	void degenerateLabelsGiveFiniteLossesAndGradients(final SegmentationLoss kind) {
		final Losses some = new Losses(scope, kind);
		for (final int[] classes : new int[][] { { 0, 0 }, { 1, 1 }, { 255, 255 }, { 0, 255 } })
			for (final float score : new float[] { 0, 1e4f })
				assertFinite(scope.array(new float[] { score, -score, score, score }, 1, 2, 1, 2), x -> some.segmentation(scope, x,
					labels(classes), 255));
	}

	@Test
	void pixelsToIgnoreCountNowhere() {
		final NDArray some = scope.array(new float[] { 1, 5, 2, -3 }, 1, 2, 1, 2);
		final NDArray other = scope.array(new float[] { 1, -7, 2, 9 }, 1, 2, 1, 2);
		final NDArray labels = labels(1, 255);
		assertEquals(losses.segmentation(scope, some, labels, 255).getFloat(), losses.segmentation(scope, other, labels, 255)
			.getFloat(), 1e-6);
		assertTrue(Float.isFinite(losses.segmentation(scope, some, labels(255, 255), 255).getFloat()));
	}

	/** Two images of three pixels and three classes; some pixels are to be ignored. */
	private static final double[][][] SCORES = { { { 1, -1, 0.5 }, { 0.2, 0.3, -2 }, { -0.4, 1, 2 } }, { { 0, 1, -1 }, { 2,
		-0.5, 0.1 }, { -1, 0.7, 0.6 } } };
	private static final int[][] CLASSES = { { 0, 1, 255 }, { 2, 255, 1 } };

	private NDArray scores() {
		final float[] values = new float[18];
		for (int i = 0; i < 18; i++)
			values[i] = (float) SCORES[i / 9][i / 3 % 3][i % 3];
		return scope.array(values, 2, 3, 1, 3);
	}

	private NDArray classes(final int[][] classes) {
		final var buffer = Scope.buffer(DataType.UINT8, 6);
		for (int i = 0; i < 6; i++)
			buffer.put((byte) classes[i / 3][i % 3]);
		return scope.array(buffer, DataType.UINT8, 2, 1, 3);
	}

	/** The share of class c at pixel x of image n of the scores. */
	private static double probability(final int n, final int c, final int x) {
		double sum = 0;
		for (int k = 0; k < 3; k++)
			sum += Math.exp(SCORES[n][k][x]);
		return Math.exp(SCORES[n][c][x]) / sum;
	}

	/** Cross-entropy plus Dice of some of the images, with truth [image][pixel] as shares of classes, null where ignored. */
	private static double overlap(final int from, final int to, final double[][][] truth) {
		double crossEntropy = 0;
		int known = 0;
		final double[] shared = new double[3];
		final double[] total = new double[3];
		for (int n = from; n < to; n++) {
			for (int x = 0; x < 3; x++) {
				if (truth[n][x] == null) continue;
				known++;
				for (int c = 0; c < 3; c++) {
					final double p = probability(n, c, x);
					crossEntropy -= truth[n][x][c] * Math.log(p);
					shared[c] += truth[n][x][c] * p;
					total[c] += truth[n][x][c] + p;
				}
			}
		}
		double dice = 0;
		for (int c = 1; c < 3; c++)
			dice += (2 * shared[c] + 1e-5) / (total[c] + 1e-5) / 2;
		return crossEntropy / Math.max(known, 1) + 1 - dice;
	}

	/** The truth of images of which each has a share of itself and the rest of its partner. */
	private static double[][][] mixture(final int[] partners, final double[] shares) {
		final double[][][] truth = new double[2][3][];
		for (int n = 0; n < 2; n++) {
			for (int x = 0; x < 3; x++) {
				if (CLASSES[n][x] == 255 || CLASSES[partners[n]][x] == 255) continue;
				truth[n][x] = new double[3];
				truth[n][x][CLASSES[n][x]] += shares[n];
				truth[n][x][CLASSES[partners[n]][x]] += 1 - shares[n];
			}
		}
		return truth;
	}

	@Test
	void mixedTruthAgreesWithPlainLoops() {
		final int[] partners = { 1, 0 };
		final double[] shares = { 0.3, 0.85 };
		final double[][][] truth = mixture(partners, shares);
		assertEquals(overlap(0, 2, truth), losses.mixed(scope, scores(), classes(CLASSES), partners, shares, 255, 2, 0.5)
			.getFloat(), 1e-6);
		assertEquals(overlap(0, 1, truth) + 0.5 * overlap(1, 2, truth), losses.mixed(scope, scores(), classes(CLASSES),
			partners, shares, 255, 1, 0.5).getFloat(), 1e-6);
		final double[][][] plain = mixture(new int[] { 0, 1 }, new double[] { 1, 1 });
		assertEquals(overlap(0, 2, plain), losses.segmentation(scope, scores(), classes(CLASSES), 255).getFloat(), 1e-6);
		assertEquals(losses.segmentation(scope, scores(), classes(CLASSES), 255).getFloat(), losses.mixed(scope, scores(),
			classes(CLASSES), new int[] { 0, 1 }, new double[] { 1, 1 }, 255, 2, 0).getFloat());
	}

	@Test
	void gradientsOfMixedTruthAgreeWithDifferences() {
		final int[] partners = { 1, 0 };
		final double[] shares = { 0.3, 0.85 };
		final double[][][] truth = mixture(partners, shares);
		final NDArray x = scores();
		x.setRequiresGradient(true);
		final float[] gradient;
		try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
			collector.backward(losses.mixed(scope, x, classes(CLASSES), partners, shares, 255, 2, 0));
			gradient = x.getGradient().toFloatArray();
		}
		for (int i = 0; i < gradient.length; i++) {
			final double[] row = SCORES[i / 9][i / 3 % 3];
			final double kept = row[i % 3];
			row[i % 3] = kept + 1e-4;
			final double above = overlap(0, 2, truth);
			row[i % 3] = kept - 1e-4;
			final double below = overlap(0, 2, truth);
			row[i % 3] = kept;
			assertEquals((above - below) / 2e-4, gradient[i], 1e-5);
		}
	}

	@Test
	void regionsCountOnTheirOwn() {
		final int[][] pasted = { { 255, 255, 2 }, { 255, 0, 255 } };
		final double own = losses.segmentation(scope, scores(), classes(CLASSES), 255).getFloat();
		final double other = losses.segmentation(scope, scores(), classes(pasted), 255).getFloat();
		assertEquals(own + 0.5 * other, losses.regions(scope, scores(), classes(CLASSES), classes(pasted), 255, 0.5)
			.getFloat(), 1e-6);
	}

	@Test
	void consistencyIsTheMeanSquaredDifferenceOfProbabilities() {
		final float[] other = { 1, 0, -1, 0.5f, 2, 0.25f, -0.75f, 0, 1 };
		double sum = 0;
		for (int x = 0; x < 3; x++) {
			double total = 0;
			for (int c = 0; c < 3; c++)
				total += Math.exp(other[3 * c + x]);
			for (int c = 0; c < 3; c++)
				sum += Math.pow(Math.exp(other[3 * c + x]) / total - probability(1, c, x), 2);
		}
		final NDArray before = scope.array(new float[] { 3 }, new long[0]);
		final NDArray teacher = scope.array(other, 1, 3, 1, 3);
		assertEquals(3 + 0.2 * sum / 9, losses.consistency(scope, before, scores(), teacher, labels(1, 1, 1), 0.2).getFloat(),
			1e-6);
		assertEquals(3, losses.consistency(scope, before, scores(), scores(), classes(new int[][] { { 1, 1, 1 }, { 1, 1,
			1 } }), 0.2).getFloat(), 1e-6);
		// The second pixel alone.
		double one = 0;
		final double total = Math.exp(0) + Math.exp(2) + Math.exp(0);
		for (int c = 0; c < 3; c++)
			one += Math.pow(Math.exp(other[3 * c + 1]) / total - probability(1, c, 1), 2);
		assertEquals(3 + 0.2 * one / 3, losses.consistency(scope, before, scores(), teacher, labels(0, 1, 0), 0.2).getFloat(),
			1e-6);
		assertEquals(3, losses.consistency(scope, before, scores(), teacher, labels(0, 0, 0), 0.2).getFloat());
	}

	@Test
	void batchesOfBackgroundOrNothingStayFinite() {
		final NDArray zero = scope.array(new float[18], 2, 3, 1, 3);
		for (final int value : new int[] { 0, 255 }) {
			final int[][] same = { { value, value, value }, { value, value, value } };
			assertFinite(zero, x -> losses.segmentation(scope, x, classes(same), 255, 1, 0.5));
			assertFinite(zero, x -> losses.mixed(scope, x, classes(same), new int[] { 1, 0 }, new double[] { 0.5, 0 }, 255, 2,
				0.5));
			assertFinite(zero, x -> losses.regions(scope, x, classes(same), classes(CLASSES), 255, 0.5));
			assertFinite(zero, x -> losses.consistency(scope, losses.segmentation(scope, x, classes(same), 255), x, zero, classes(same), 1));
		}
		assertEquals(0, losses.segmentation(scope, scores(), classes(new int[][] { { 255, 255, 255 }, { 255, 255, 255 } }),
			255).getFloat(), 1e-6);
	}

	private NDArray labels(final int... classes) {
		final var buffer = Scope.buffer(DataType.UINT8, classes.length);
		for (final int c : classes)
			buffer.put((byte) c);
		return scope.array(buffer, DataType.UINT8, 1, 1, classes.length);
	}

	@Test
	void lossesOfVolumesAreThoseOfTheirUnrolledSlices() {
		final int[] partners = { 1, 0 };
		final double[] shares = { 0.3, 0.8 };
		final Random random = new Random(3);
		final float[] scores = new float[2 * 3 * 24];
		final byte[] classes = new byte[2 * 24];
		for (int i = 0; i < scores.length; i++)
			scores[i] = (float) random.nextGaussian();
		for (int i = 0; i < classes.length; i++)
			classes[i] = (byte) (i % 7 == 0 ? 255 : i % 3);
		final NDArray volume = scope.array(scores, 2, 3, 2, 3, 4);
		final NDArray slice = scope.array(scores, 2, 3, 6, 4);
		final NDArray classesOfVolume = bytes(classes, 2, 2, 3, 4);
		final NDArray classesOfSlice = bytes(classes, 2, 6, 4);
		assertEquals(value(losses.segmentation(scope, slice, classesOfSlice, 255, 1, 0.5)), value(losses.segmentation(scope,
			volume, classesOfVolume, 255, 1, 0.5)), 1e-6);
		assertEquals(value(losses.mixed(scope, slice, classesOfSlice, partners, shares, 255, 2, 0)), value(losses.mixed(scope,
			volume, classesOfVolume, partners, shares, 255, 2, 0)), 1e-6);
		final NDArray zero = scope.array(new float[1]);
		assertEquals(value(losses.consistency(scope, zero, slice, slice.add(0.5f).mul(2), classesOfSlice.gt(1).toType(
			DataType.UINT8, false), 1)), value(losses.consistency(scope, zero, volume, volume.add(0.5f).mul(2), classesOfVolume.gt(
				1).toType(DataType.UINT8, false), 1)), 1e-6);
	}

	private NDArray bytes(final byte[] values, final long... shape) {
		return scope.array(Scope.buffer(DataType.UINT8, values.length).put(values).rewind(), DataType.UINT8, shape);
	}

	private static float value(final NDArray loss) {
		return loss.toFloatArray()[0];
	}
}
