// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.ProjectionHead.Shape;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;

class LocalDrawsTest {

	private static final int PARTITIONS = 4;
	private static final List<Integer> DEPTHS = List.of(5, 9, 12, 30, 7);

	@TempDir
	private Path folder;

	@Test
	void ofEveryGroupOfThreeVolumesEachPartitionIsShown() {
		final LocalDraws draws = new LocalDraws(SlicePlaces.of(DEPTHS), LocalPositives.PARTITION, PARTITIONS, 48);
		for (int step = 0; step < 50; step++) {
			final List<Draw> slices = draws.draw(Seeds.random(3, step, -1));
			assertEquals(24, slices.size());
			for (int i = 0; i < slices.size(); i++) {
				assertEquals(i % PARTITIONS, slices.get(i).partition());
				assertEquals(slices.get(i - i % PARTITIONS).stack(), slices.get(i).stack());
				final double place = (slices.get(i).z() + 0.5) / DEPTHS.get(slices.get(i).stack());
				assertEquals(slices.get(i).partition(), place * PARTITIONS - 0.5, 1.2);
			}
			for (int group = 0; group < 24; group += 12)
				assertEquals(3, slices.subList(group, group + 12).stream().map(Draw::stack).distinct().count());
		}
	}

	@Test
	void partnersAreTheOtherViewAndTheSamePartitionOfTheOtherVolumes() {
		final LocalDraws draws = new LocalDraws(SlicePlaces.of(DEPTHS), LocalPositives.PARTITION, PARTITIONS, 48);
		final List<Draw> slices = draws.draw(Seeds.random(3, 0, -1));
		final List<int[]> kinds = draws.partners(slices.size());
		assertEquals(3, kinds.size());
		assertEquals(4, draws.neighbours());
		for (int image = 0; image < 2 * slices.size(); image++) {
			assertEquals(image ^ 1, kinds.get(0)[image]);
			if (image % 2 == 1) {
				assertEquals(-1, kinds.get(1)[image]);
				continue;
			}
			final Draw own = slices.get(image / 2);
			for (int kind = 1; kind < 3; kind++) {
				final int partner = kinds.get(kind)[image];
				assertEquals(0, partner % 2, "a first view");
				assertEquals(own.partition(), slices.get(partner / 2).partition());
				assertNotEquals(own.stack(), slices.get(partner / 2).stack());
				assertEquals(image / 24, partner / 24, "of the same group");
			}
			assertNotEquals(kinds.get(1)[image], kinds.get(2)[image]);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void fewerVolumesHaveFewerPartners(final int volumes) {
		final LocalDraws draws = new LocalDraws(SlicePlaces.of(DEPTHS.subList(0, volumes)), LocalPositives.PARTITION, PARTITIONS, 8);
		final int slices = draws.draw(Seeds.random(3, 0, -1)).size();
		assertEquals(volumes * PARTITIONS, slices);
		assertEquals(volumes, draws.partners(slices).size());
	}

	@Test
	void randomPositivesAreTwoViewsOfAnySlice() {
		final LocalDraws draws = new LocalDraws(SlicePlaces.of(DEPTHS), LocalPositives.RANDOM, PARTITIONS, 6);
		assertEquals(3, draws.draw(Seeds.random(3, 0, -1)).size());
		assertEquals(1, draws.partners(3).size());
		assertArrayEquals(new int[] { 1, 0, 3, 2, 5, 4 }, draws.partners(3).get(0));
	}

	@Test
	void negativesLieInBothMapsOfAPair() {
		final LocalRegions regions = new LocalRegions(List.of(16, 16), 3, 13);
		final float[][] masks = regions.masks(new int[] { 2, -1, 0, -1 }, 4);
		final int rows = 4 * 13;
		for (int row = 0; row < rows; row++) {
			int negatives = 0;
			for (int column = 0; column < rows; column++) {
				negatives += masks[1][row * rows + column];
				if (masks[1][row * rows + column] > 0) assertTrue(column / 13 % 2 == 0 && column % 13 != row % 13);
			}
			assertEquals(row / 13 % 2 == 0 ? 8 : 0, negatives);
		}
	}

	private PretrainOptions options(final int partitions) {
		return new PretrainOptions(TestCases.images("test-images/unlabelled", "*-0[1-3].nii.gz"), "global-local", Domains.apart(1), new ContrastOptions(
			Strategy.RANDOM, partitions, 0.1, PositionAxes.Z, 1, 13, LocalPositives.PARTITION, 0.1, ViewAugmentation.CROPS, Shape.CHAITANYA),
			SupervisionOptions.NONE, Optional.empty(), TestNetworks.of(4, 3, 48), new RunOptions(20, 16, 3e-3, 7, "cpu", Precision.FLOAT32,
				folder.resolve("model.cairn"), false));
	}

	@Test
	void theLossFalls() {
		final ModelFile model = new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(PARTITIONS), Progress.SILENT).run();
		final double[] loss = model.log().stream().skip(20).mapToDouble(TrainedStep::loss)
			.toArray();
		assertTrue((loss[17] + loss[18] + loss[19]) < 0.95 * (loss[0] + loss[1] + loss[2]), model.log()::toString);
	}

	@Test
	void volumesWithFewerSlicesThanPartitionsAreNamed() {
		final CairnException e = assertThrows(CairnException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(99), Progress.SILENT).run());
		assertTrue(e.getMessage().contains("partitions"), e.getMessage());
	}
}
