// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** The networks of the published systems, and networks for voxels that are longer than wide. */
class DesignTest {

	private static final int CLASSES = 3;

	/** Planes are far apart: they are not pooled, nor looked across, at the finest levels. */
	private static final List<Level> FLAT = List.of(new Level(2, List.of(1, 3, 3), List.of(1, 1, 1)), new Level(3, List.of(
		1, 3, 3), List.of(1, 2, 2)), new Level(4, List.of(3, 3, 3), List.of(2, 2, 2)), new Level(5, List.of(3, 3, 3), List.of(
			1, 2, 2)));

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

	static Stream<Architecture> networks() {
		final List<Architecture> networks = new ArrayList<>();
		for (final Design design : Design.values()) {
			networks.add(design.architecture(2, 1, 3, 3));
			networks.add(new Architecture(3, 1, FLAT, design.architecture(3, 1, 2, 2).style()));
		}
		return networks.stream();
	}

	private NDArray noise(final long... shape) {
		int count = 1;
		for (final long size : shape)
			count *= (int) size;
		final Random random = new Random(count);
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return scope.array(values, shape);
	}

	private NDArray input(final Architecture architecture) {
		return architecture.dimensions() == 2 ? noise(2, 1, 8, 12) : noise(2, 1, 4, 8, 16);
	}

	/** Makes weights that differ from what a new network has: no bias is 0, no scale is 1. */
	private static Map<String, HostArray> shaken(final Map<String, HostArray> weights) {
		final Random random = new Random(4);
		final Map<String, HostArray> shaken = new HashMap<>();
		weights.forEach((name, array) -> {
			final float[] values = array.values().clone();
			for (int i = 0; i < values.length; i++)
				values[i] += 0.2f * random.nextFloat();
			shaken.put(name, new HostArray(array.shape(), values));
		});
		return shaken;
	}

	@ParameterizedTest
	@MethodSource("networks")
	void agreesWithTheSameNetworkMadeOfLoops(final Architecture architecture) {
		final UNet network = new UNet(architecture, scope, 5, false);
		final SegmentationHead head = new SegmentationHead(architecture, CLASSES, scope, 6);
		final Map<String, HostArray> fresh = new LinkedHashMap<>();
		for (final Weights part : List.of(network.encoder(), network.decoder(), head.weights()))
			fresh.putAll(part.export());
		final Map<String, HostArray> weights = shaken(fresh);
		for (final Weights part : List.of(network.encoder(), network.decoder(), head.weights()))
			part.load(weights);
		final NDArray x = input(architecture);
		final long[] shape = x.getShape().getShape();
		final int depth = architecture.dimensions() == 2 ? 1 : (int) shape[2];
		for (final boolean training : new boolean[] { false, true }) {
			final double[] expected = new PlainUNet(architecture, weights, training).logits(x.toFloatArray(), 2, depth,
				(int) shape[shape.length - 2], (int) shape[shape.length - 1]);
			final float[] actual = network.logits(scope, x, head, training).toFloatArray();
			assertEquals(expected.length, actual.length);
			double largest = 1;
			for (final double value : expected)
				largest = Math.max(largest, Math.abs(value));
			for (int i = 0; i < actual.length; i++)
				assertEquals(expected[i], actual[i], 2e-5 * largest, "training " + training + ", place " + i);
		}
	}

	@ParameterizedTest
	@MethodSource("networks")
	void gradientsReachEveryKernel(final Architecture architecture) {
		final UNet network = new UNet(architecture, scope, 5, false);
		final SegmentationHead head = new SegmentationHead(architecture, CLASSES, scope, 6);
		try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
			final NDArray logits = network.logits(scope, input(architecture), head, true);
			collector.backward(logits.mul(noise(logits.getShape().getShape())).sum());
		}
		for (final Weights part : List.of(network.encoder(), network.decoder(), head.weights())) {
			for (int i = 0; i < part.trainable().size(); i++) {
				final String name = part.trainableNames().get(i);
				double sum = 0;
				for (final float gradient : part.trainable().get(i).getGradient().toFloatArray())
					sum += Math.abs(gradient);
				assertTrue(Double.isFinite(sum), name);
				if (name.endsWith("kernel")) assertNotEquals(0, sum, name);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("networks")
	void aFrozenEncoderKeepsItsStatistics(final Architecture architecture) {
		final UNet network = new UNet(architecture, scope, 5, false);
		final Map<String, HostArray> encoder = network.encoder().export();
		final NDArray x = input(architecture);
		final NDArray map = network.decoderMap(scope, x, 1);
		assertEquals(architecture.width(architecture.levels() - 2), map.getShape().get(1));
		assertEquals(encoder, network.encoder().export());
		final float[] whole = network.features(scope, x, 1).get(1).toFloatArray();
		assertArrayEquals(whole, map.toFloatArray(), 1e-5f);
	}

	@ParameterizedTest
	@MethodSource("networks")
	void sixteenBitsWorkEverywhere(final Architecture architecture) {
		final SegmentationHead head = new SegmentationHead(architecture, CLASSES, scope, 6);
		final NDArray x = input(architecture);
		final NDArray full = new UNet(architecture, scope, 5, false).logits(scope, x, head, false);
		final NDArray half = new UNet(architecture, scope, 5, true).logits(scope, x, head, false);
		final double difference = full.sub(half).abs().max().getFloat() / full.abs().max().getFloat();
		assertTrue(difference > 0 && difference < 0.1, "relative difference " + difference);
	}

	@ParameterizedTest
	@MethodSource("networks")
	void nothingBeyondTheReachMatters(final Architecture architecture) {
		// NB: instance normalisation looks at the whole map.
		if (architecture.style().normalisation() == Style.Normalisation.INSTANCE_IN_ENCODER) return;
		final UNet network = new UNet(architecture, scope, 5, false);
		final SegmentationHead head = new SegmentationHead(architecture, CLASSES, scope, 6);
		final int[] sizes = architecture.dimensions() == 2 ? new int[] { 1, 64, 64 } : new int[] { 24, 128, 128 };
		final float[] pixels = noise(1, (long) sizes[0] * sizes[1] * sizes[2]).toFloatArray();
		final long[] shape = architecture.dimensions() == 2 ? new long[] { 1, 1, sizes[1], sizes[2] } : new long[] { 1, 1,
			sizes[0], sizes[1], sizes[2] };
		final float[] before = network.logits(scope, scope.array(pixels, shape), head, false).toFloatArray();
		final int[] place = { sizes[0] / 2, sizes[1] / 2 - 1, sizes[2] / 2 - 1 };
		pixels[(place[0] * sizes[1] + place[1]) * sizes[2] + place[2]] += 1000;
		final float[] after = network.logits(scope, scope.array(pixels, shape), head, false).toFloatArray();
		final int[] farthest = new int[3];
		for (int i = 0; i < after.length; i++) {
			if (after[i] == before[i]) continue;
			final int[] at = { i / sizes[2] / sizes[1] % sizes[0], i / sizes[2] % sizes[1], i % sizes[2] };
			for (int axis = 0; axis < 3; axis++)
				farthest[axis] = Math.max(farthest[axis], Math.abs(at[axis] - place[axis]));
		}
		for (int axis = 0; axis < architecture.dimensions(); axis++) {
			final int found = farthest[axis + 3 - architecture.dimensions()];
			assertTrue(found <= architecture.reach(axis), axis + ": " + found + " > " + architecture.reach(axis));
			assertTrue(2 * found > architecture.reach(axis), axis + ": the bound " + architecture.reach(axis) +
				" is far from " + found);
		}
	}

	@Test
	void axesHaveTheirOwnMultiples() {
		final Architecture flat = new Architecture(3, 1, FLAT, Style.COMMON);
		assertEquals(2, flat.multiple(0));
		assertEquals(8, flat.multiple(1));
		assertEquals(8, flat.multiple());
		assertEquals(2, flat.scale(1, 2));
		assertTrue(flat.reach(0) < flat.reach(1));
	}

	@Test
	void designsHaveThePublishedSizes() {
		assertEquals(List.of(16, 32, 64, 128, 128, 128), widths(Design.CHAITANYA));
		assertEquals(List.of(32, 64, 128, 256, 512), widths(Design.ZENG));
		assertEquals(List.of(64, 128, 256, 512, 1024), widths(Design.HU));
		assertEquals(new Architecture(2, 1, 16, 5), Design.COMMON.architecture(2, 1, Design.COMMON.width(), Design.COMMON.levels()));
		final Map<String, long[]> chaitanya = Design.CHAITANYA.architecture(2, 1, Design.CHAITANYA.width(), Design.CHAITANYA.levels()).decoder();
		assertArrayEquals(new long[] { 16, 32, 2, 2 }, chaitanya.get("decoder.4.up.kernel"));
		assertArrayEquals(new long[] { 16, 32, 3, 3 }, chaitanya.get("decoder.4.conv0.kernel"));
		assertFalse(chaitanya.containsKey("decoder.4.conv1.kernel"));
		final Map<String, long[]> last = Design.CHAITANYA.architecture(2, 1, Design.CHAITANYA.width(), Design.CHAITANYA.levels()).head(4);
		assertArrayEquals(new long[] { 4, 16, 3, 3 }, last.get("head.kernel"));
		assertTrue(last.containsKey("head.conv1.variance"));
		assertFalse(last.containsKey("head.bias"));
		assertFalse(Design.ZENG.architecture(2, 1, Design.ZENG.width(), Design.ZENG.levels()).encoder().containsKey("encoder.4.conv0.scale"));
		assertFalse(Design.HU.architecture(2, 1, Design.HU.width(), Design.HU.levels()).encoder().containsKey("encoder.0.conv0.scale"));
	}

	private static List<Integer> widths(final Design design) {
		return design.architecture(2, 1, design.width(), design.levels()).pyramid().stream().map(Level::width).toList();
	}

	@Test
	void impossibleLevelsAreRefused() {
		final List<Integer> threes = List.of(3, 3);
		final Level finest = new Level(4, threes, List.of(1, 1));
		assertThrows(CairnException.class, () -> new Level(4, List.of(3, 2), List.of(1, 1)));
		assertThrows(CairnException.class, () -> new Level(4, threes, List.of(0, 1)));
		assertThrows(CairnException.class, () -> new Architecture(3, 1, List.of(finest, finest), Style.COMMON));
		final Level pooled = new Level(4, threes, List.of(2, 2));
		assertThrows(CairnException.class, () -> new Architecture(2, 1, List.of(pooled, pooled), Style.COMMON));
	}
}
