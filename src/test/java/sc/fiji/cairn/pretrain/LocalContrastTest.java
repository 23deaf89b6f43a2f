// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.Window;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Optimisation;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.train.TrainingLog;
import sc.fiji.cairn.train.TrainingLoop;
import sc.fiji.cairn.train.TrainingOptions;

class LocalContrastTest {

	@TempDir
	private Path folder;

	private PretrainOptions options(final List<Case> cases, final int size, final int blocks, final int regions) {
		return new PretrainOptions(cases, "global-local", Domains.apart(1), new ContrastOptions(Strategy.GD, 4, 0.1, blocks,
			regions, 0.1), SupervisionOptions.NONE, Optional.empty(), TestNetworks.of(4, 3, size), new RunOptions(20, 16, 3e-3, 7, "cpu", Precision.FLOAT32, folder
				.resolve("model.cairn"), false));
	}

	/** The corners of all regions of a slice that fills its window. */
	private static List<List<Integer>> corners(final LocalRegions regions) {
		final LocalRegions.Extent whole = new LocalRegions.Extent(0, regions.map().get(0));
		return regions.firstCells(List.of(whole, whole)).stream().map(first -> List.of(first[0], first[1])).toList();
	}

	@Test
	void theCornersAreThoseOfThePublishedCode() {
		assertEquals(List.of(List.of(0, 0), List.of(0, 22), List.of(0, 44), List.of(22, 0), List.of(22, 22), List.of(22, 44), List
			.of(44, 0), List.of(44, 22), List.of(44, 44), List.of(11, 11), List.of(11, 33), List.of(33, 11), List.of(33, 33)),
			corners(new LocalRegions(List.of(48, 48), 3, 13)));
		assertEquals(List.of(12, 12), corners(new LocalRegions(List.of(16, 16), 3, 9)).get(8));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 12, 16, 48 })
	@Tag("known-mistake-3")
	void allRegionsDifferAndLieInTheMap(final int map) {
		final List<List<Integer>> corners = corners(new LocalRegions(List.of(map, map), 3, 13));
		assertEquals(13, corners.stream().distinct().count());
		corners.forEach(corner -> assertTrue(corner.get(0) >= 0 && corner.get(0) + 3 <= map && corner.get(1) >= 0 && corner.get(
			1) + 3 <= map));
	}

	@ParameterizedTest
	@CsvSource({ "35, 1", "50, 1", "64, 1", "90, 1", "24, 2", "70, 0.7" })
	void regionsLieWithinTheSlice(final int samples, final double spacing) {
		final LocalRegions regions = new LocalRegions(List.of(32, 32), 3, 13);
		final Window.Grid grid = Window.Grid.centred(samples, 1 / spacing, 64);
		final LocalRegions.Extent extent = regions.extent(0, grid, 0, samples, 2);
		final long[] cells = regions.cells(List.of(extent, extent));
		assertEquals(13 * 9, cells.length);
		assertEquals(13, IntStream.range(0, 13).mapToLong(region -> cells[9 * region]).distinct().count());
		int last = 0;
		for (final long cell : cells) {
			final int column = (int) (cell % 32);
			// A cell shows two pixels of the window.
			assertTrue(grid.at(2 * column - 0.5) >= -0.5 - 1e-6 && grid.at(2 * column + 1.5) <= samples - 0.5 + 1e-6, "cell " +
				column);
			last = Math.max(last, column);
		}
		final double end = Math.min(63.5, grid.inverse(samples - 0.5));
		assertTrue(end - (2 * last + 1.5) < 5, "they reach nearly to the border: " + last);
	}

	@Test
	void regionsOfTinySlicesDifferAllTheSame() {
		final LocalRegions regions = new LocalRegions(List.of(16, 16), 3, 13);
		final LocalRegions.Extent extent = regions.extent(0, Window.Grid.centred(5, 1, 64), 0, 5, 4);
		assertEquals(new LocalRegions.Extent(4, 8), extent);
	}

	@Test
	void theNeighboursAreTheNearestOthers() {
		final LocalRegions regions = new LocalRegions(List.of(48, 48), 3, 13);
		assertEquals(List.of(9, 10, 11, 12, 1), regions.neighbours(4, 5));
		assertFalse(regions.neighbours(0, 5).contains(0));
		assertTrue(regions.neighbours(0, 5).subList(0, 1).contains(9));
	}

	@Test
	void aRegionHasOnePositiveAndTenNegativesOfItsOwnSlice() {
		final LocalRegions regions = new LocalRegions(List.of(16, 16), 3, 13);
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
		assertThrows(CairnException.class, () -> new LocalRegions(List.of(7, 7), 3, 13));
		assertThrows(CairnException.class, () -> new LocalRegions(List.of(16, 16), 3, 10));
		final CairnException e = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(TestCases.images("test-images/unlabelled", "*-0[1-3].nii.gz"),
			48, 3, 13), Progress.SILENT).run());
		assertTrue(e.getMessage().contains("blocks"), e.getMessage());
	}

	@Test
	@Tag("known-mistake-3")
	void theEncoderStaysAsItIsAndTheDecoderBlocksLearn() {
		try (Torch torch = Torch.open("cpu")) {
			final Preprocessing preprocessing = new Preprocessing(32, 0);
			final UNet network = new UNet(new Architecture(2, 1, 4, 3), torch.scope(), 1, false);
			final LocalLearner learner = new LocalLearner(new PretrainContext(network, List.of(Stacks.noise("a", 32, 6, 1), Stacks
				.noise("b", 32, 5, 2)), List.of(), List.of(), preprocessing, options(List.of(), 32, 1, 13), torch.scope()));
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
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(TestCases.images("test-images/unlabelled", "*-0[1-3].nii.gz"), 48, 1, 13), Progress.SILENT).run();
		assertEquals(40, model.log().size());
		final Architecture architecture = model.plan().architecture();
		assertEquals(architecture.encoder().size() + 10, model.weights().size());
		assertTrue(model.weights().keySet().stream().allMatch(name -> name.startsWith("encoder.") || name.startsWith(
			"decoder.0.")));
		final double[] loss = model.log().stream().skip(20).mapToDouble(TrainedStep::loss)
			.toArray();
		assertTrue((loss[17] + loss[18] + loss[19]) < 0.9 * (loss[0] + loss[1] + loss[2]), model.log()::toString);
	}
}
