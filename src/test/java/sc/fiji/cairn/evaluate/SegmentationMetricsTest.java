// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;

class SegmentationMetricsTest {

	private static final double[] MM = { 1, 1, 1 };

	@Test
	void agreesWithTheReference() throws Exception {
		int compared = 0;
		try (Reader reader = new InputStreamReader(getClass().getResourceAsStream("metrics.json"),
			StandardCharsets.UTF_8))
		{
			for (final JsonElement element : JsonParser.parseReader(reader).getAsJsonArray()) {
				compared += assertReference(element.getAsJsonObject());
			}
		}
		assertEquals(6, compared);
	}

	private static int assertReference(final JsonObject row) {
		final List<ClassScore> scores = SegmentationMetrics.compare(grid(row, "prediction"), grid(row, "truth"),
			reversed(row, "spacing_zyx_mm"), OptionalInt.empty());
		for (final ClassScore score : scores) {
			final JsonObject expected = row.getAsJsonObject("classes").getAsJsonObject("" + score.label());
			assertEquals(expected.get("dice").getAsDouble(), score.dice(), 1e-12);
			assertEquals(expected.get("iou").getAsDouble(), score.iou(), 1e-12);
			assertEquals(expected.get("hd95_mm").getAsDouble(), score.hd95(), 1e-9);
			assertEquals(expected.get("hd_mm").getAsDouble(), score.hd(), 1e-9);
			assertEquals(expected.get("assd_mm").getAsDouble(), score.assd(), 1e-9);
			assertEquals(expected.get("volume_mm3").getAsDouble(), score.truthVolume(), 1e-9);
			assertEquals(Absence.NONE, score.absence());
		}
		return scores.size();
	}

	/** The reference lists z, y, x with x fastest. */
	private static RandomAccessibleInterval<IntType> grid(final JsonObject row, final String key) {
		final double[] size = reversed(row, "shape_zyx");
		return ArrayImgs.ints(row.get(key).getAsString().chars().map(c -> c - '0').toArray(), (long) size[0],
			(long) size[1], (long) size[2]);
	}

	private static double[] reversed(final JsonObject row, final String key) {
		final double[] values = new double[3];
		for (int d = 0; d < 3; d++) values[2 - d] = row.getAsJsonArray(key).get(d).getAsDouble();
		return values;
	}

	@Test
	void equalImagesAgreeFully() {
		final var cube = Grids.box(Grids.empty(8, 9, 7), 3, new int[] { 1, 2, 3 }, new int[] { 5, 6, 6 });
		final ClassScore score = SegmentationMetrics.compare(cube, cube, new double[] { 2, 1, .5 }, OptionalInt.empty())
			.get(0);
		assertEquals(new ClassScore(3, 1, 1, 0, 0, 0, 100, 100, Absence.NONE), score);
	}

	@Test
	void aShiftedCubeIsOneShiftAway() {
		final var truth = Grids.box(Grids.empty(12, 12, 12), 1, new int[] { 2, 2, 2 }, new int[] { 6, 6, 6 });
		final var moved = Grids.box(Grids.empty(12, 12, 12), 1, new int[] { 2, 2, 4 }, new int[] { 6, 6, 8 });
		final ClassScore score = SegmentationMetrics.compare(moved, truth, new double[] { 1, 1, 2.5 }, OptionalInt
			.empty()).get(0);
		assertEquals(.6, score.dice(), 1e-12);
		assertEquals(5, score.hd(), 1e-12);
	}

	@Test
	void aClassThatThePredictionMissesIsAsFarAsTheImageAllows() {
		final var truth = Grids.box(Grids.empty(3, 4, 12), 1, new int[] { 0, 0, 0 }, new int[] { 1, 1, 1 });
		final ClassScore score = SegmentationMetrics.compare(Grids.empty(3, 4, 12), truth, MM, OptionalInt.empty()).get(
			0);
		assertEquals(new ClassScore(1, 0, 0, 13, 13, 13, 0, 8, Absence.PREDICTION), score);
		final ClassScore reverse = SegmentationMetrics.compare(truth, Grids.empty(3, 4, 12), MM, OptionalInt.empty()).get(
			0);
		assertEquals(new ClassScore(1, 0, 0, 13, 13, 13, 8, 0, Absence.TRUTH), reverse);
	}

	@Test
	void backgroundAloneHasNoScores() {
		assertTrue(SegmentationMetrics.compare(Grids.empty(3, 3, 3), Grids.empty(3, 3, 3), MM, OptionalInt.empty())
			.isEmpty());
	}

	@Test
	void voxelsThatNoOneAnnotatedDoNotCount() {
		final var truth = Grids.box(Grids.empty(6, 6, 4), 255, new int[] { 0, 0, 2 }, new int[] { 5, 5, 3 });
		Grids.box(truth, 1, new int[] { 1, 1, 0 }, new int[] { 4, 4, 1 });
		final var prediction = Grids.box(Grids.empty(6, 6, 4), 1, new int[] { 1, 1, 0 }, new int[] { 4, 4, 3 });
		Grids.box(prediction, 2, new int[] { 0, 0, 3 }, new int[] { 0, 0, 3 });
		final List<ClassScore> scores = SegmentationMetrics.compare(prediction, truth, MM, OptionalInt.of(255));
		assertEquals(List.of(new ClassScore(1, 1, 1, 0, 0, 0, 32, 32, Absence.NONE)), scores);
	}

	@Test
	void aSingleSliceIsScoredInPlane() {
		final var truth = Grids.box(Grids.empty(20, 20, 1), 1, new int[] { 2, 2, 0 }, new int[] { 12, 12, 0 });
		final var prediction = Grids.box(Grids.empty(20, 20, 1), 1, new int[] { 4, 2, 0 }, new int[] { 14, 12, 0 });
		final ClassScore flat = SegmentationMetrics.compare(prediction, truth, MM, OptionalInt.empty()).get(0);
		// With every voxel on the surface most distances would be 0.
		final ClassScore thick = SegmentationMetrics.compare(repeat(prediction), repeat(truth), MM, OptionalInt.empty())
			.get(0);
		assertEquals(2, flat.hd(), 1e-12);
		assertTrue(flat.assd() > thick.assd());
		// Of 40 outline pixels 18 are 2 away, 4 are 1 away and the rest lie on the other outline.
		assertEquals(1, flat.assd(), 1e-12);
	}

	private static RandomAccessibleInterval<IntType> repeat(final RandomAccessibleInterval<IntType> slice) {
		return Views.interval(Views.extendBorder(slice), new long[] { 0, 0, 0 }, new long[] { 19, 19, 1 });
	}

	@Test
	void gridsMayStartAnywhere() {
		final var truth = Grids.box(Grids.empty(6, 6, 6), 1, new int[] { 1, 1, 1 }, new int[] { 3, 4, 2 });
		final List<ClassScore> scores = SegmentationMetrics.compare(Views.translate(truth, 5, -7, 9), truth, MM,
			OptionalInt.empty());
		assertEquals(1, scores.get(0).dice());
	}

	@Test
	void sizesMustAgree() {
		final CairnException e = assertThrows(CairnException.class, () -> SegmentationMetrics.compare(Grids.empty(3, 4,
			5), Grids.empty(3, 4, 6), MM, OptionalInt.empty()));
		assertTrue(e.getMessage().contains("3 x 4 x 5") && e.getMessage().contains("3 x 4 x 6"), e.getMessage());
	}

	@Test
	void probabilitiesAreNotLabels() {
		final var probabilities = ArrayImgs.floats(new float[] { 0, .5f }, 2, 1, 1);
		final CairnException e = assertThrows(CairnException.class, () -> SegmentationMetrics.compare(probabilities,
			Grids.empty(2, 1, 1), MM, OptionalInt.empty()));
		assertTrue(e.getMessage().contains("0.5"), e.getMessage());
		assertThrows(CairnException.class, () -> SegmentationMetrics.compare(ArrayImgs.floats(new float[] { Float.NaN,
			0 }, 2, 1, 1), Grids.empty(2, 1, 1), MM, OptionalInt.empty()));
	}
}
