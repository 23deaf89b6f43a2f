package sc.fiji.cairn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** Compares with losses and gradients that plain loops in another language computed (losses.json). */
class LossesTest {

	private static final double TOLERANCE = 1e-5;

	private Torch torch;
	private Scope scope;
	private Losses losses;

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

	@Test
	@Tag("known-mistake-1")
	void simClrAgreesWithTheReference() throws IOException {
		final Reference reference = Reference.of("nt_xent");
		final int half = reference.rows() / 2;
		reference.check(z -> losses.supervised(scope, z, mask(reference.rows(), (i, j) -> i % half == j % half), ones(
			reference.rows()), reference.temperature()));
	}

	@Test
	@Tag("known-mistake-1")
	void pairwiseWithAllOthersAsNegativesIsSimClr() throws IOException {
		final Reference reference = Reference.of("nt_xent");
		final int half = reference.rows() / 2;
		reference.check(z -> losses.pairwise(scope, z, mask(reference.rows(), (i, j) -> i % half == j % half), mask(reference
			.rows(), (i, j) -> i % half != j % half), reference.temperature()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "positional_t0.1", "positional_t0.35" })
	@Tag("known-mistake-1")
	void positionalContrastAgreesWithTheReference(final String name) throws IOException {
		final Reference reference = Reference.of(name);
		final double[] slice = reference.numbers("slice_index");
		final double[] slices = reference.numbers("slices");
		final double threshold = reference.number("threshold");
		reference.check(z -> losses.supervised(scope, z, mask(reference.rows(), (i, j) -> Math.abs((slice[i] + 1) /
			slices[i] - (slice[j] + 1) / slices[j]) < threshold), ones(reference.rows()), reference.temperature()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "global_gd_minus", "global_gd" })
	@Tag("known-mistake-1")
	void globalContrastAgreesWithTheReference(final String name) throws IOException {
		final Reference reference = Reference.of(name);
		final double[] slice = reference.numbers("slice");
		final double[] volume = reference.numbers("volume");
		final double[] partition = reference.numbers("partition");
		final boolean across = name.equals("global_gd");
		reference.check(z -> losses.pairwise(scope, z, mask(reference.rows(), (i, j) -> slice[i] == slice[j] || across &&
			partition[i] == partition[j] && volume[i] != volume[j]), mask(reference.rows(), (i,
				j) -> partition[i] != partition[j]), reference.temperature()));
	}

	@Test
	@Tag("known-mistake-1")
	void severalKindsOfPositivesAreTheMeanOverAllTheirPairs() {
		final float[] values = new float[6 * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.sin(1 + i * i);
		final NDArray z = scope.array(values, 6, 3);
		final NDArray pairs = mask(6, (i, j) -> (i ^ 1) == j);
		final NDArray one = mask(6, (i, j) -> i == 0 && j == 4);
		final NDArray near = mask(6, (i, j) -> i / 2 == j / 2 - 1);
		final NDArray far = mask(6, (i, j) -> i % 2 != j % 2);
		final double first = losses.pairwise(scope, z, pairs, near, 0.5).getFloat();
		final double second = losses.pairwise(scope, z, one, far, 0.5).getFloat();
		assertEquals((6 * first + second) / 7, losses.pairwise(scope, z, pairs.stack(one), near.stack(far), 0.5).getFloat(),
			1e-6);
	}

	@Test
	@Tag("known-mistake-1")
	void localContrastAgreesWithTheReference() throws IOException {
		final Reference reference = Reference.of("local_random");
		final double[] view = reference.numbers("view");
		final double[] image = reference.numbers("image");
		final double[] region = reference.numbers("region");
		reference.check(z -> losses.pairwise(scope, z, mask(reference.rows(), (i, j) -> image[i] == image[j] &&
			region[i] == region[j] && view[i] != view[j]), mask(reference.rows(), (i, j) -> image[i] == image[j] &&
				region[i] != region[j]), reference.temperature()));
	}

	@Test
	void supervisedPixelContrastAgreesWithTheReference() throws IOException {
		final Reference reference = Reference.of("supervised_local_full");
		final double[] label = reference.numbers("label");
		final float[] anchor = new float[label.length];
		IntStream.range(0, label.length).forEach(i -> anchor[i] = label[i] == 0 ? 0 : 1);
		reference.check(z -> losses.supervised(scope, z, mask(reference.rows(), (i, j) -> label[i] == label[j]), scope.array(
			anchor, anchor.length), reference.temperature()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "supervised_local_full", "supervised_local_stride2", "supervised_local_block3" })
	@Tag("known-mistake-5")
	void pixelContrastAgreesWithTheReference(final String name) throws IOException {
		final Reference reference = Reference.of(name);
		final int stride = (int) reference.number("stride");
		final int size = (int) reference.number("size");
		final int side = size / stride;
		final int images = reference.rows() / (side * side);
		// The reference lists the pixels that are used, image by image; here they are put in their places of whole maps.
		final int[] place = new int[reference.rows()];
		for (int i = 0; i < place.length; i++)
			place[i] = i / (side * side) * size * size + i / side % side * stride * size + i % side * stride;
		final byte[] labels = new byte[images * size * size];
		final double[] given = reference.numbers("label");
		for (int i = 0; i < place.length; i++)
			labels[place[i]] = (byte) given[i];
		final float[] spread = new float[images * size * size * reference.rows()];
		for (int i = 0; i < place.length; i++)
			spread[place[i] * reference.rows() + i] = 1;
		final NDArray matrix = scope.array(spread, (long) images * size * size, reference.rows());
		final NDArray classes = scope.array(Scope.buffer(DataType.UINT8, labels.length).put(labels), DataType.UINT8, images,
			size, size);
		reference.check(z -> losses.pixels(scope, matrix.matMul(z).reshape(images, size, size, -1).transpose(0, 3, 1, 2),
			classes, stride, (int) reference.number("block"), 10_000, 255, reference.temperature()));
	}

	@Test
	@Tag("known-mistake-5")
	void oneBlockOfEveryPixelIsContrastBetweenAllPixels() {
		final float[] values = new float[2 * 3 * 4 * 4];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.sin(1 + i * i);
		final NDArray maps = scope.array(values, 2, 3, 4, 4);
		final byte[] labels = new byte[2 * 4 * 4];
		for (int i = 0; i < labels.length; i++)
			labels[i] = (byte) (i % 5 % 3);
		final NDArray classes = scope.array(Scope.buffer(DataType.UINT8, labels.length).put(labels), DataType.UINT8, 2, 4,
			4);
		final float[] anchor = new float[labels.length];
		for (int i = 0; i < anchor.length; i++)
			anchor[i] = labels[i] == 0 ? 0 : 1;
		// Background is no anchor, but it stands in every denominator, as all other rows do.
		final double expected = losses.supervised(scope, maps.transpose(0, 2, 3, 1).reshape(-1, 3), mask(labels.length, (i,
			j) -> labels[i] == labels[j]), scope.array(anchor, anchor.length), 0.1).getFloat();
		assertEquals(expected, losses.pixels(scope, maps, classes, 1, 4, 1000, 255, 0.1).getFloat(), 1e-5);
		assertEquals(expected, losses.pixels(scope, maps, classes, 1, 4096, 1000, 255, 0.1).getFloat(), 1e-5);
	}

	@Test
	@Tag("known-mistake-5")
	void pixelContrastIsBoundedAndFinite() {
		final NDArray z = scope.array(new float[2 * 3 * 8 * 8], 2, 3, 8, 8);
		final byte[] onePixel = new byte[2 * 8 * 8];
		onePixel[5] = 1;
		for (final byte[] labels : new byte[][] { new byte[2 * 8 * 8], onePixel }) {
			final NDArray classes = scope.array(Scope.buffer(DataType.UINT8, labels.length).put(labels), DataType.UINT8, 2, 8,
				8);
			assertFinite(z, x -> losses.pixels(scope, x, classes, 1, 8, 10, 255, 0.1));
			assertEquals(0, losses.pixels(scope, z, classes, 1, 8, 1000, 255, 0.1).getFloat(), 0f);
		}
	}

	@Test
	void degenerateBatchesGiveFiniteLossesAndGradients() {
		final NDArray same = scope.array(new float[] { 1, 2, 1, 2, 1, 2, 1, 2 }, 4, 2);
		final NDArray zero = scope.array(new float[8], 4, 2);
		final NDArray none = mask(4, (i, j) -> false);
		final NDArray all = mask(4, (i, j) -> true);
		for (final NDArray z : new NDArray[] { same, zero }) {
			for (final NDArray positive : new NDArray[] { none, all }) {
				for (final NDArray negative : new NDArray[] { none, all })
					assertFinite(z, x -> losses.pairwise(scope, x, positive, negative, 0.1));
				assertFinite(z, x -> losses.supervised(scope, x, positive, ones(4), 0.1));
				assertFinite(z, x -> losses.supervised(scope, x, positive, scope.array(new float[4], 4), 0.1));
			}
		}
		assertEquals(0, losses.pairwise(scope, same, none, all, 0.1).getFloat(), 0f);
		assertEquals(0, losses.supervised(scope, same, none, ones(4), 0.1).getFloat(), 0f);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.001 })
	void lowTemperaturesStayFinite(final double temperature) {
		// The positive of each row is its opposite, the negatives are like it: the hardest batch there is.
		final NDArray z = scope.array(new float[] { 1, 0, -1, 0, 1, 0, -1, 0 }, 4, 2);
		final NDArray positive = mask(4, (i, j) -> (i + j) % 2 == 1);
		final NDArray negative = mask(4, (i, j) -> (i + j) % 2 == 0);
		assertFinite(z, x -> losses.pairwise(scope, x, positive, negative, temperature));
		assertFinite(z, x -> losses.supervised(scope, x, positive, ones(4), temperature));
		assertEquals(2 / temperature, losses.pairwise(scope, z, positive, negative, temperature).getFloat(), 1e-3 /
			temperature);
	}

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
	void oneImageOrOneClassGivesFiniteContrast() {
		final NDArray single = scope.array(new float[] { 1, 2 }, 1, 2);
		assertFinite(single, x -> losses.pairwise(scope, x, mask(1, (i, j) -> true), mask(1, (i, j) -> true), 0.1));
		assertFinite(single, x -> losses.supervised(scope, x, mask(1, (i, j) -> true), ones(1), 0.1));
		final NDArray map = scope.array(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 1, 2, 2, 2);
		for (final byte only : new byte[] { 0, 1, (byte) 255 }) {
			final byte[] labels = { only, only, only, only };
			assertFinite(map, x -> losses.pixels(scope, x, scope.array(Scope.buffer(DataType.UINT8, 4).put(labels),
				DataType.UINT8, 1, 2, 2), 1, 2, 1000, 255, 0.1));
		}
	}

	@Test
	void pixelsOfAllColumnsStandForTooMany() {
		final int images = 8;
		final int side = 16;
		final int pixels = images * side * side;
		final SplittableRandom random = new SplittableRandom(3);
		final float[] values = new float[4 * pixels];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		final NDArray maps = scope.array(values, images, 4, side, side);
		for (int column = 0; column < side; column++) {
			final byte[] labels = new byte[pixels];
			for (int i = column; i < pixels; i += side)
				labels[i] = 1;
			final NDArray classes = scope.array(Scope.buffer(DataType.UINT8, pixels).put(labels), DataType.UINT8, images, side,
				side);
			for (final int parts : new int[] { 2, 4, 8 })
				assertTrue(losses.pixels(scope, maps, classes, 1, side, pixels / parts, 255, 0.1).getFloat() > 0, "column " +
					column);
		}
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

	private void assertFinite(final NDArray z, final Function<NDArray, NDArray> loss) {
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

	private NDArray ones(final int n) {
		final float[] values = new float[n];
		Arrays.fill(values, 1);
		return scope.array(values, n);
	}

	private NDArray mask(final int n, final BiPredicate<Integer, Integer> member) {
		final float[] mask = new float[n * n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				if (i != j && member.test(i, j)) mask[i * n + j] = 1;
		return scope.array(mask, n, n);
	}

	/** One entry of the reference file. */
	private record Reference(JsonObject json) {

		static Reference of(final String name) throws IOException {
			try (Reader in = new InputStreamReader(LossesTest.class.getResourceAsStream("losses.json"),
				StandardCharsets.UTF_8))
			{
				for (final var entry : JsonParser.parseReader(in).getAsJsonArray())
					if (entry.getAsJsonObject().get("name").getAsString().equals(name)) return new Reference(entry
						.getAsJsonObject());
			}
			throw new IllegalArgumentException(name);
		}

		JsonObject inputs() {
			return json.getAsJsonObject("inputs");
		}

		double number(final String key) {
			return inputs().get(key).getAsDouble();
		}

		double temperature() {
			return number("temperature");
		}

		double[] numbers(final String key) {
			return new Gson().fromJson(inputs().get(key), double[].class);
		}

		int rows() {
			return json.getAsJsonArray("embeddings").size();
		}

		private float[] matrix(final String key) {
			final JsonArray rows = json.getAsJsonArray(key);
			final int columns = rows.get(0).getAsJsonArray().size();
			final float[] values = new float[rows.size() * columns];
			for (int i = 0; i < values.length; i++)
				values[i] = rows.get(i / columns).getAsJsonArray().get(i % columns).getAsFloat();
			return values;
		}

		void check(final Function<NDArray, NDArray> loss) {
			try (Torch torch = Torch.open("cpu")) {
				final float[] z = matrix("embeddings");
				final NDArray x = torch.scope().array(z, rows(), z.length / rows());
				x.setRequiresGradient(true);
				try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
					final NDArray value = loss.apply(x);
					assertEquals(json.get("loss").getAsDouble(), value.getFloat(), TOLERANCE);
					collector.backward(value);
					assertArrayEquals(matrix("gradient"), x.getGradient().toFloatArray(), (float) TOLERANCE);
				}
			}
		}
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
