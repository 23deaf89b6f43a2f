// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

class UNetTest {

	private static final Architecture SMALL = new Architecture(2, 1, 4, 3);

	/** NB: blocks of DJL keep maps channels-first, for which oneDNN 3.7 is wrong on some processors unless channels fill its vectors. */
	private static final Architecture FULL = new Architecture(2, 1, 16, 3);
	private static final int CLASSES = 3;

	private Torch torch;
	private Scope scope;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
		scope = torch.scope();
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void agreesWithTheSameNetworkMadeOfBlocks(final boolean training) {
		final UNet network = new UNet(FULL, scope, 5, false);
		final SegmentationHead head = new SegmentationHead(FULL, CLASSES, scope, 6);
		final Map<String, HostArray> weights = new HashMap<>(network.encoder().export());
		weights.putAll(network.decoder().export());
		weights.putAll(head.weights().export());
		final BlockUNet oracle = new BlockUNet(FULL, CLASSES);
		oracle.initialise(scope.manager(), weights);
		final NDArray x = noise(2, 1, 16, 24);
		// A fixed random weighting of the outputs, so that every output matters to the gradients.
		final NDArray weighting = noise(2, CLASSES, 16, 24);
		final List<String> kernels = weights.keySet().stream().filter(name -> name.contains("conv") && name.endsWith(
			"kernel")).sorted().toList();
		try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
			final NDArray expected = oracle.forward(x, training);
			final NDArray actual = network.logits(scope, x, head, training);
			assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 1e-5f * Math.max(1, largest(expected
				.toFloatArray())));
			if (!training) return;
			collector.backward(expected.mul(weighting).sum());
		}
		final Map<String, float[]> gradients = new HashMap<>();
		for (final String name : kernels)
			gradients.put(name, oracle.kernel(name).getGradient().toFloatArray());
		// NB: the first pass moved the running statistics, which training passes do not use.
		try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
			final NDArray actual = network.logits(scope, x, head, true);
			collector.backward(actual.mul(weighting).sum());
		}
		for (final String name : kernels) {
			final float[] expected = gradients.get(name);
			assertArrayEquals(expected, array(network, name).getGradient().toFloatArray(), 1e-5f * Math.max(1, largest(
				expected)), name);
		}
	}

	@Test
	void normalisationKeepsRunningStatistics() {
		final UNet network = new UNet(SMALL, scope, 5, false);
		final NDArray x = noise(2, 1, 16, 16);
		network.features(scope, x, 0);
		final float[] mean = network.encoder().export().get("encoder.0.conv0.mean").values();
		assertNotEquals(0, mean[0]);
	}

	@Test
	void featuresAreTheBottleneckAndTheDecoderBlocks() {
		final UNet network = new UNet(SMALL, scope, 5, false);
		final var maps = network.features(scope, noise(2, 1, 16, 24), 2);
		assertEquals(3, maps.size());
		assertArrayEquals(new long[] { 2, 16, 4, 6 }, maps.get(0).getShape().getShape());
		assertArrayEquals(new long[] { 2, 8, 8, 12 }, maps.get(1).getShape().getShape());
		assertArrayEquals(new long[] { 2, 4, 16, 24 }, maps.get(2).getShape().getShape());
	}

	@Test
	void threeDimensionsUseTheSameText() {
		final Architecture solid = new Architecture(3, 2, 2, 2);
		final UNet network = new UNet(solid, scope, 1, false);
		final SegmentationHead head = new SegmentationHead(solid, 2, scope, 1);
		final NDArray logits = network.logits(scope, noise(1, 2, 4, 6, 8), head, true);
		assertArrayEquals(new long[] { 1, 2, 4, 6, 8 }, logits.getShape().getShape());
	}

	@Test
	void sixteenBitsStayCloseToThirtyTwo() {
		final SegmentationHead head = new SegmentationHead(SMALL, CLASSES, scope, 6);
		final NDArray x = noise(2, 1, 16, 16);
		final NDArray full = new UNet(SMALL, scope, 5, false).logits(scope, x, head, false);
		final NDArray half = new UNet(SMALL, scope, 5, true).logits(scope, x, head, false);
		final double difference = full.sub(half).abs().max().getFloat() / full.abs().max().getFloat();
		assertTrue(difference > 0 && difference < 0.05, "relative difference " + difference);
	}

	@Test
	void weightsDependOnSeedAndNameAlone() {
		final Map<String, HostArray> one = new UNet(SMALL, scope, 5, false).encoder().export();
		final Map<String, HostArray> deeper = new UNet(new Architecture(2, 1, 4, 4), scope, 5, false).encoder().export();
		one.forEach((name, array) -> assertEquals(array, deeper.get(name), name));
		final Map<String, HostArray> other = new UNet(SMALL, scope, 6, false).encoder().export();
		assertNotEquals(one.get("encoder.0.conv0.kernel"), other.get("encoder.0.conv0.kernel"));
	}

	@Test
	void weightsOfAnotherWidthAreRefused() {
		final Map<String, HostArray> wide = new UNet(new Architecture(2, 1, 8, 3), scope, 5, false).encoder().export();
		final UNet network = new UNet(SMALL, scope, 5, false);
		assertThrows(IllegalArgumentException.class, () -> network.encoder().load(wide));
	}

	@Test
	void nothingBeyondTheReachOfThePixelMatters() {
		final UNet network = new UNet(SMALL, scope, 5, false);
		final SegmentationHead head = new SegmentationHead(SMALL, CLASSES, scope, 6);
		final int size = 96;
		final float[] pixels = new float[size * size];
		final Random random = new Random(2);
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = random.nextFloat();
		final float[] before = network.logits(scope, scope.array(pixels, 1, 1, size, size), head, false).toFloatArray();
		final int place = 41;
		pixels[place * size + place] += 100;
		final float[] after = network.logits(scope, scope.array(pixels, 1, 1, size, size), head, false).toFloatArray();
		int farthest = 0;
		for (int i = 0; i < after.length; i++)
			if (after[i] != before[i]) farthest = Math.max(farthest, Math.max(Math.abs(i % size - place), Math.abs(i / size %
				size - place)));
		assertTrue(farthest <= SMALL.reach(), farthest + " > " + SMALL.reach());
		assertTrue(farthest > SMALL.reach() / 2, "the bound is not far from the truth: " + farthest);
	}

	@Test
	void impossibleShapesAreRefusedByName() {
		assertTrue(assertThrows(CairnException.class, () -> new Architecture(2, 1, 0, 3)).getMessage().contains("width"));
		assertTrue(assertThrows(CairnException.class, () -> new Architecture(2, 1, 4, 1)).getMessage().contains("levels"));
		assertThrows(CairnException.class, () -> new Architecture(4, 1, 4, 3));
	}

	@Test
	void thePrecisionAskedForIsUsed() {
		assertEquals(Precision.FLOAT32, PrecisionProbe.resolve(Precision.FLOAT32, torch, SMALL, new long[] { 16, 16 }, 2, Progress.SILENT));
		final RecordingProgress heard = new RecordingProgress();
		assertNotEquals(Precision.AUTO, PrecisionProbe.resolve(Precision.AUTO, torch, SMALL, new long[] { 16, 16 }, 2, heard));
		assertEquals(List.of("Measuring precision"), heard.stages());
	}

	@Test
	void onlyWhatTheDeviceCanDoIsChosen() {
		assertEquals(Precision.BFLOAT16, PrecisionProbe.faster(() -> 1, () -> 0.5));
		assertEquals(Precision.FLOAT32, PrecisionProbe.faster(() -> 1, () -> 0.99));
		assertEquals(Precision.FLOAT32, PrecisionProbe.faster(() -> 1, () -> {
			throw new EngineException("not implemented for 'BFloat16'");
		}));
		// A window too small for the levels stands for all that the engine refuses.
		final CairnException e = assertThrows(CairnException.class, () -> PrecisionProbe.resolve(Precision.AUTO, torch, SMALL,
			new long[] { 2, 2 }, 2, Progress.SILENT));
		assertTrue(e.getMessage().contains("a forward pass"), e.getMessage());
	}

	private static float largest(final float[] values) {
		float largest = 0;
		for (final float value : values)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	private NDArray noise(final long... shape) {
		int count = 1;
		for (final long size : shape)
			count *= size;
		final Random random = new Random(count);
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return scope.array(values, shape);
	}

	private static NDArray array(final UNet network, final String name) {
		final Weights part = name.startsWith("encoder") ? network.encoder() : network.decoder();
		return part.all().get(part.names().indexOf(name));
	}
}
