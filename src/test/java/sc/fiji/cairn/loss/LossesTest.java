// SPDX-License-Identifier: BSD-2-Clause
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
import java.util.List;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** Compares with losses and gradients that plain loops in another language computed (losses.json). */
class LossesTest extends LossFixture {

	private static final double TOLERANCE = 1e-5;

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
	void voxelsOfABlockAreComparedAsAPlainLoopDoes() {
		final int[] size = { 2, 4, 6, 5 };
		final int stride = 2;
		final int block = 4;
		final int voxels = size[0] * size[1] * size[2] * size[3];
		final SplittableRandom random = new SplittableRandom(5);
		final float[] values = new float[3 * voxels];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		final byte[] labels = new byte[voxels];
		for (int i = 0; i < voxels; i++)
			labels[i] = (byte) (random.nextInt(8) == 0 ? 255 : random.nextInt(3));
		double total = 0;
		int blocks = 0;
		for (int z0 = 0; z0 < size[1]; z0 += block)
			for (int y0 = 0; y0 < size[2]; y0 += block)
				for (int x0 = 0; x0 < size[3]; x0 += block) {
					final List<Integer> inside = new ArrayList<>();
					for (int n = 0; n < size[0]; n++)
						for (int z = z0; z < Math.min(z0 + block, size[1]); z += stride)
							for (int y = y0; y < Math.min(y0 + block, size[2]); y += stride)
								for (int x = x0; x < Math.min(x0 + block, size[3]); x += stride)
									inside.add(((n * size[1] + z) * size[2] + y) * size[3] + x);
					inside.removeIf(i -> labels[i] == (byte) 255);
					if (inside.stream().allMatch(i -> labels[i] == 0)) continue;
					total += supervised(values, labels, inside, voxels / size[0]);
					blocks++;
				}
		assertTrue(blocks > 1);
		final NDArray maps = scope.array(values, size[0], 3, size[1], size[2], size[3]);
		final NDArray classes = scope.array(Scope.buffer(DataType.UINT8, voxels).put(labels), DataType.UINT8, size[0], size[1],
			size[2], size[3]);
		assertEquals(total / blocks, losses.pixels(scope, maps, classes, stride, block, 1000, 255, 0.1).getFloat(), 1e-5);
	}

	/** The mean over foreground voxels with others of their class of the mean over these, by the definition. */
	private static double supervised(final float[] values, final byte[] labels, final List<Integer> voxels, final int each) {
		double sum = 0;
		int anchors = 0;
		for (final int a : voxels) {
			final List<Integer> alike = voxels.stream().filter(p -> p != a && labels[p] == labels[a]).toList();
			if (labels[a] == 0 || alike.isEmpty()) continue;
			final double all = voxels.stream().filter(x -> x != a).mapToDouble(x -> Math.exp(cosine(values, a, x, each) / 0.1)).sum();
			sum -= alike.stream().mapToDouble(p -> Math.log(Math.exp(cosine(values, a, p, each) / 0.1) / all)).average()
				.orElseThrow();
			anchors++;
		}
		return anchors == 0 ? 0 : sum / anchors;
	}

	private static double cosine(final float[] values, final int a, final int b, final int each) {
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int c = 0; c < 3; c++) {
			final double x = values[(a / each * 3 + c) * each + a % each];
			final double y = values[(b / each * 3 + c) * each + b % each];
			ab += x * y;
			aa += x * x;
			bb += y * y;
		}
		return ab / Math.sqrt(aa * bb);
	}
}
