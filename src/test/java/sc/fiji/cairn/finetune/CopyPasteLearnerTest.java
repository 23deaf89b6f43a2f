// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.augment.ViewSource;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.LabelledPlaces;
import sc.fiji.cairn.sampling.PlaceSource;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.UnlabelledPlaces;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;
import sc.fiji.cairn.volume.TestVolumes;

class CopyPasteLearnerTest {

	private static final Preprocessing PREPARATION = new Preprocessing(24, 1);
	private static final int SIZE = 24;
	private static final int AREA = SIZE * SIZE;
	private static final int COUNT = 4;

	private Torch torch;
	private Scope scope;
	private SegmentationNetwork trainee;
	private SegmentationNetwork teacher;

	@BeforeEach
	void start() {
		torch = Torch.open("cpu");
		scope = torch.scope();
		trainee = new SegmentationNetwork(new Architecture(2, 1, 4, 2), 3, scope, 1, false);
		teacher = new SegmentationNetwork(new Architecture(2, 1, 4, 2), 3, scope, 2, false);
	}

	@AfterEach
	void stop() {
		torch.close();
	}

	private static ViewSource views(final PlaceSource places) {
		return ViewSource.of(places, new SpatialAugmentation(0, 0, 0, 0, false, false), PREPARATION);
	}

	/** Dark slices of class 1, to be told from bright ones. */
	private static ViewSource dark() {
		return views(new LabelledPlaces(List.of(labelled("dark", 0.05, (x, y, z) -> 1)), PREPARATION));
	}

	private static PreparedVolume labelled(final String name, final double value, final TestVolumes.Voxel label) {
		return Stacks.labelled(Stacks.of(name, SIZE, SIZE, 3, 1, (x, y, z) -> value), label);
	}

	private CopyPasteLearner learner(final ViewSource others, final boolean predicted) {
		final TrainingViews views = new TrainingViews(Preset.COMMON.intensities(), PREPARATION, 1, 5);
		final CopyPasteLearner learner = new CopyPasteLearner(trainee, views, dark(), others, predicted, COUNT, new Losses(
			scope), 0.5, 8);
		learner.averaging(teacher.parts());
		return learner;
	}

	/** Slices that do not fill the window. */
	private static ViewSource noise() {
		return views(new UnlabelledPlaces(List.of(Stacks.noise("b", SIZE - 4, 4, 2)), PREPARATION));
	}

	@Test
	void theBoxHoldsFourNinthsAndMoves() {
		final Set<PasteBox> boxes = new HashSet<>();
		for (int seed = 0; seed < 200; seed++) {
			final PasteBox box = PasteBox.draw(new SplittableRandom(seed), PREPARATION);
			boxes.add(box);
			int even = 0;
			int odd = 0;
			for (int i = 0; i < AREA; i++) {
				if (box.isPasted(0, i)) even++;
				if (box.isPasted(1, i)) odd++;
				assertEquals(box.isPasted(0, i), box.isPasted(2, i));
			}
			assertEquals(16 * 16, even);
			assertEquals(AREA, even + odd);
		}
		assertTrue(boxes.size() > 60, "places: " + boxes.size());
	}

	@Test
	void inVolumesTheBoxHasADepth() {
		final PasteBox box = PasteBox.draw(new SplittableRandom(1), new Preprocessing(12, 1, Normalisation.PERCENTILES_1_99, 5, 1,
			9));
		int inside = 0;
		for (int i = 0; i < 12 * 9 * 5; i++)
			if (box.isPasted(0, i)) inside++;
		assertEquals(8 * 6 * 4, inside);
	}

	@Test
	void regionsHoldTheirOwnSlicesAndLabels() {
		final ViewSource bright = views(new LabelledPlaces(List.of(labelled("bright", 1.4, (x, y, z) -> 2)), PREPARATION));
		try (PastedBatch batch = learner(bright, true).compose(0); Scope step = scope.open()) {
			assertNull(batch.seen());
			assertEquals(0.5, batch.weight());
			final float[] images = batch.slices().images(step).toFloatArray();
			for (int i = 0; i < COUNT * AREA; i++) {
				final boolean there = batch.box().isPasted(i / AREA, i % AREA);
				assertEquals(there, images[i] > 0.7, "intensity " + images[i]);
				assertEquals(there ? PreparedVolume.IGNORE : 1, batch.slices().extra().get(i) & 0xff);
				assertEquals(there ? 2 : PreparedVolume.IGNORE, batch.pasted().get(i) & 0xff);
			}
		}
	}

	@Test
	void atFirstBothRegionsAreLabelled() {
		final CopyPasteLearner learner = learner(noise(), false);
		for (int step = 0; step < 8; step++) {
			try (PastedBatch batch = learner.compose(step)) {
				assertEquals(step < 2 ? 1 : 0.5, batch.weight());
				if (step >= 2) {
					assertNotNull(batch.seen());
					continue;
				}
				assertNull(batch.seen());
				for (int i = 0; i < COUNT * AREA; i++)
					assertEquals(1, Math.min(batch.slices().extra().get(i) & 0xff, batch.pasted().get(i) & 0xff));
			}
		}
	}

	@Test
	void theTeacherLabelsTheLargestComponentsOfPastedRegions() {
		final CopyPasteLearner learner = learner(noise(), false);
		try (PastedBatch batch = learner.compose(5); Scope step = scope.open()) {
			final float loss = learner.loss(batch, step).toFloatArray()[0];
			assertTrue(Float.isFinite(loss));
			final float[] all = teacher.logits(step, batch.seen().slices().images(step), false).toFloatArray();
			int strays = 0;
			int beyonds = 0;
			for (int image = 0; image < COUNT; image++) {
				final float[] scores = Arrays.copyOfRange(all, 3 * image * AREA, 3 * (image + 1) * AREA);
				final int first = image * AREA;
				final ByteBuffer inside = batch.seen().slices().extra();
				final int[] found = new int[AREA];
				Arrays.setAll(found, i -> inside.get(first + i) == 0 ? 0 : SlicePredictor.best(scores, i, AREA, 3));
				final ConnectedComponents parts = ConnectedComponents.of(ArrayImgs.ints(found, SIZE, SIZE, 1), Connectivity.FACES);
				for (int i = 0; i < AREA; i++) {
					final int best = SlicePredictor.best(scores, i, AREA, 3);
					final boolean beyond = inside.get(first + i) == 0;
					if (beyond) beyonds++;
					final boolean stray = best != 0 && !beyond && !parts.inLargest(i);
					if (stray) strays++;
					assertEquals(batch.box().isPasted(image, i) && !stray && !beyond ? best : PreparedVolume.IGNORE, batch.pasted().get(
						first + i) & 0xff);
				}
			}
			assertTrue(strays > 0 && beyonds > 0, "the test needs some");
			assertEquals(loss, learner.loss(batch, step).toFloatArray()[0]);
		}
	}

	@Test
	void theTeacherSeesWhatIsPastedUnchanged() {
		final PreparedVolume still = Stacks.noise("b", SIZE, 1, 2);
		final CopyPasteLearner learner = learner(views(new UnlabelledPlaces(List.of(still), PREPARATION)), false);
		try (PastedBatch batch = learner.compose(5); PastedBatch again = learner.compose(5); Scope step = scope.open()) {
			final float[] seen = batch.seen().slices().images(step).toFloatArray();
			for (int image = 1; image < COUNT; image++)
				for (int i = 0; i < AREA; i++)
					assertEquals(seen[i], seen[image * AREA + i], "no random change");
			assertArrayEquals(batch.slices().images(step).toFloatArray(), again.slices().images(step).toFloatArray());
			assertEquals(labels(batch.slices().extra()), labels(again.slices().extra()));
		}
	}

	private static List<Byte> labels(final ByteBuffer buffer) {
		final List<Byte> list = new ArrayList<>();
		for (int i = 0; i < COUNT * AREA; i++)
			list.add(buffer.get(i));
		return list;
	}
}
