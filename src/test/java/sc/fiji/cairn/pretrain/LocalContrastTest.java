package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.Stacks;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;

class LocalContrastTest {

	@TempDir
	private Path folder;

	private PretrainOptions options(final String images, final int size, final int blocks, final int regions) {
		return new PretrainOptions(images, "*-0[1-3].nii.gz", "global-local", "", new ContrastOptions(Strategy.GD, 4, 0.1, blocks,
			regions, 0.1), SupervisionOptions.NONE, Path.of(""), new NetworkOptions(4, 3, size), new RunOptions(20, 16, 3e-3, 7, "cpu", Precision.FLOAT32, folder
				.resolve("model.cairn"), false));
	}

	@Test
	void theCornersAreThoseOfThePublishedCode() {
		assertArrayEquals(new long[] { 0, 0, 0, 22, 0, 44, 22, 0, 22, 22, 22, 44, 44, 0, 44, 22, 44, 44, 11, 11, 11, 33, 33,
			11, 33, 33 }, new LocalRegions(47, 3, 13).corners());
		assertArrayEquals(new long[] { 12, 12 }, new LocalRegions(15, 3, 9).corner(8));
	}

	@ParameterizedTest
	@ValueSource(ints = { 7, 12, 16, 48 })
	@Tag("known-mistake-3")
	void allRegionsDifferAndLieInTheMap(final int map) {
		final LocalRegions regions = new LocalRegions(map, 3, 13);
		assertEquals(13, IntStream.range(0, 13).mapToObj(i -> List.of(regions.corner(i)[0], regions.corner(i)[1])).distinct()
			.count());
		for (final long corner : regions.corners())
			assertTrue(corner >= 0 && corner + 3 <= map);
	}

	@Test
	void theNeighboursAreTheNearestOthers() {
		final LocalRegions regions = new LocalRegions(47, 3, 13);
		assertEquals(List.of(9, 10, 11, 12, 1), regions.neighbours(4, 5));
		assertFalse(regions.neighbours(0, 5).contains(0));
		assertTrue(regions.neighbours(0, 5).subList(0, 1).contains(9));
	}

	@Test
	void aRegionHasOnePositiveAndTenNegativesOfItsOwnSlice() {
		final LocalRegions regions = new LocalRegions(16, 3, 13);
		final float[][] masks = regions.masks(new int[] { 1, 0, 3, 2 }, 5);
		final int rows = 4 * 13;
		for (int row = 0; row < rows; row++) {
			int positives = 0;
			int negatives = 0;
			for (int column = 0; column < rows; column++) {
				positives += masks[0][row * rows + column];
				negatives += masks[1][row * rows + column];
				if (masks[0][row * rows + column] + masks[1][row * rows + column] > 0) assertEquals(row / 26, column / 26);
			}
			assertEquals(1, positives);
			assertEquals(10, negatives);
		}
	}

	@Test
	void tooSmallMapsAndImpossibleNumbersAreRefused() {
		assertThrows(CairnException.class, () -> new LocalRegions(6, 3, 13));
		assertThrows(CairnException.class, () -> new LocalRegions(16, 3, 10));
		final CairnException e = assertThrows(CairnException.class, () -> new Pretraining(options("test-images/unlabelled",
			48, 3, 13), Progress.SILENT).run());
		assertTrue(e.getMessage().contains("blocks"), e.getMessage());
	}

	@Test
	@Tag("known-mistake-3")
	void theEncoderStaysAsItIsAndTheDecoderBlocksLearn() {
		try (Torch torch = Torch.open("cpu")) {
			final Preparation preparation = new Preparation(32, 0);
			final UNet network = new UNet(new Architecture(2, 1, 4, 3), torch.scope(), 1, false);
			final LocalLearner learner = new LocalLearner(new PretrainContext(network, List.of(Stacks.noise("a", 32, 6, 1), Stacks
				.noise("b", 32, 5, 2)), List.of(), List.of(), preparation, options("", 32, 1, 13), torch.scope()));
			final Map<String, HostArray> encoder = network.encoder().export();
			final Map<String, HostArray> decoder = network.decoder().export();
			final Map<String, HostArray> head = learner.trained().get(1).export();
			new TrainingLoop<>(learner, new TrainingOptions(2, 1e-2, Optimisation.COMMON, folder.resolve("c"), 100, false), "run",
				new TrainingLog(), List.of(), Progress.SILENT).train(torch.scope(), "Local");
			assertEquals(encoder, network.encoder().export(), "weights and running statistics");
			network.decoder().export().forEach((name, array) -> {
				if (name.startsWith("decoder.0")) assertNotEquals(decoder.get(name), array, name);
				else assertEquals(decoder.get(name), array, name);
			});
			learner.trained().get(1).export().forEach((name, array) -> assertNotEquals(head.get(name), array, name));
		}
	}

	@Test
	void bothStagesTrainAndTheModelKeepsEncoderAndBlocks() {
		final ModelFile model = new Pretraining(options("test-images/unlabelled", 48, 1, 13), Progress.SILENT).run();
		assertEquals(41, model.log().lines().count());
		final Architecture architecture = model.plan().architecture();
		assertEquals(architecture.encoder().size() + 10, model.weights().size());
		assertTrue(model.weights().keySet().stream().allMatch(name -> name.startsWith("encoder.") || name.startsWith(
			"decoder.0.")));
		final double[] loss = model.log().lines().skip(21).mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
			.toArray();
		assertTrue((loss[17] + loss[18] + loss[19]) < 0.9 * (loss[0] + loss[1] + loss[2]), model.log());
	}
}
