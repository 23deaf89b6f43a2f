// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

class SegmenterTest {

	private static final Preprocessing PREPARATION = new Preprocessing(16, 1);

	private static ModelFile model(final int... values) {
		// Random weights that give each of three classes some of the image.
		return TinyModels.segmenting(new Architecture(2, 1, 4, 2), PREPARATION, 8, values);
	}

	private static Volume image(final double spacing, final int width, final int height, final int depth) {
		return TestVolumes.floats("waves", TestVolumes.spacing(spacing, spacing, 3, "mm"), width, height, depth, (x, y,
			z) -> Math.sin(spacing * x) * Math.cos(0.3 * spacing * y) + 0.1 * z);
	}

	private static Segmentation segment(final ModelFile model, final Volume image, final Progress progress) {
		try (Segmenter segmenter = new Segmenter(model, "cpu", progress)) {
			return segmenter.segment(image, true);
		}
	}

	private static TreeSet<Integer> values(final Volume labels) {
		final TreeSet<Integer> values = new TreeSet<>();
		for (final float value : Voxels.floats(labels.grid(0, 0)))
			values.add((int) value);
		return values;
	}

	private static void assertLabelsAreTheLikeliest(final Segmentation result, final int... values) {
		final float[] labels = Voxels.floats(result.labels().grid(0, 0));
		final Volume shares = result.probabilities().orElseThrow();
		assertEquals(values.length, shares.size(Axis.CHANNEL));
		final float[][] probability = new float[values.length][];
		for (int c = 0; c < values.length; c++)
			probability[c] = Voxels.floats(shares.grid(c, 0));
		for (int i = 0; i < labels.length; i++) {
			double sum = 0;
			int best = 0;
			for (int c = 0; c < values.length; c++) {
				assertTrue(probability[c][i] >= 0 && probability[c][i] <= 1);
				sum += probability[c][i];
				if (probability[c][i] > probability[best][i]) best = c;
			}
			assertEquals(1, sum, 1e-5);
			assertEquals(values[best], labels[i]);
		}
	}

	@Test
	void labelsAreTheValuesOfTheLikeliestClasses() {
		final Segmentation result = segment(model(0, 2, 7), image(1, 23, 18, 4), Progress.SILENT);
		assertLabelsAreTheLikeliest(result, 0, 2, 7);
		assertTrue(values(result.labels()).size() > 1, "a single class proves nothing");
		assertTrue(result.labels().data().getType() instanceof UnsignedByteType);
	}

	@Test
	void valuesAbove255NeedSixteenBits() {
		final Segmentation result = segment(model(0, 300, 40000), image(1, 23, 18, 4), Progress.SILENT);
		assertLabelsAreTheLikeliest(result, 0, 300, 40000);
		assertTrue(values(result.labels()).last() > 255, "" + values(result.labels()));
		assertTrue(result.labels().data().getType() instanceof UnsignedShortType);
	}

	@Test
	void imagesOfAnotherResolutionKeepTheirGrid() {
		for (final double spacing : new double[] { 0.5, 0.83, 2 }) {
			final Volume image = image(spacing, 41, 26, 3);
			final RecordingProgress progress = new RecordingProgress();
			final Segmentation result = segment(model(0, 1), image, progress);
			assertArrayEquals(new long[] { 41, 26, 3 }, result.labels().data().dimensionsAsLongArray());
			assertEquals(image.geometry(), result.labels().geometry());
			assertArrayEquals(new long[] { 41, 26, 3, 2 }, result.probabilities().orElseThrow().data()
				.dimensionsAsLongArray());
			assertTrue(progress.lines().stream().anyMatch(line -> line.contains("resampled")), "" + progress.lines());
			assertLabelsAreTheLikeliest(result, 0, 1);
		}
	}

	/** Waves so long that a pixel of 1 mm shows them as well as one of 0.5 mm. */
	private static Volume slowWaves(final double spacing, final int width, final int height) {
		final double first = 0.5 * spacing;
		return TestVolumes.floats("waves", TestVolumes.spacing(spacing, spacing, 3, "mm"), width, height, 2, (x, y, z) -> Math
			.sin(0.4 * (first + spacing * x)) * Math.cos(0.3 * (first + spacing * y)) + 0.1 * z);
	}

	@Test
	void theSameSceneAtTwiceTheResolutionGetsTheSameLabels() {
		final Volume coarse = slowWaves(1, 24, 20);
		final Volume fine = slowWaves(0.5, 48, 40);
		final float[] a = Voxels.floats(segment(model(0, 1, 2), coarse, Progress.SILENT).labels().grid(0, 0));
		final float[] b = Voxels.floats(segment(model(0, 1, 2), fine, Progress.SILENT).labels().grid(0, 0));
		int same = 0;
		for (int i = 0; i < b.length; i++)
			if (b[i] == a[i / (48 * 40) * 24 * 20 + i / 48 % 40 / 2 * 24 + i % 48 / 2]) same++;
		assertTrue(values(segment(model(0, 1, 2), coarse, Progress.SILENT).labels()).size() > 1);
		assertTrue(same > 0.85 * b.length, same + " of " + b.length);
	}

	@Test
	void placeAndHeaderAreThoseOfTheImage() {
		final Header header = new Header() {};
		final Geometry oblique = new Geometry(1, 1, 2.5, "mm", List.of(0.9, 0.1, 0.0, 4.0, -0.1, 0.9, 0.2, 5.0, 0.0, -0.2, 2.4,
			6.0));
		final Volume plain = image(1, 16, 16, 3);
		final Volume image = new Volume("a", plain.axes(), plain.data(), oblique, header);
		final Segmentation result = segment(model(0, 1), image, Progress.SILENT);
		assertEquals(oblique, result.labels().geometry());
		assertSame(header, result.labels().header());
		assertSame(header, result.probabilities().orElseThrow().header());
		assertEquals("a", result.labels().name());
	}

	@Test
	void probabilitiesAreGivenOnlyIfAskedFor() {
		try (Segmenter segmenter = new Segmenter(model(0, 1), "cpu", Progress.SILENT)) {
			assertFalse(segmenter.segment(image(1, 16, 16, 2), false).probabilities().isPresent());
		}
	}

	@Test
	void aPretrainedModelCannotSegmentYet() {
		final CairnException e = assertThrows(CairnException.class, () -> new Segmenter(TinyModels.pretrained(
			TinyModels.TINY, PREPARATION, 1), "cpu", Progress.SILENT));
		assertTrue(e.getMessage().contains("Cairn Fine-tune"), e.getMessage());
	}

	@Test
	void aPretrainedFileIsNamed(@TempDir final Path folder) {
		final Path file = folder.resolve("pre.cairn");
		TinyModels.pretrained(TinyModels.TINY, PREPARATION, 1).write(file);
		final CairnException e = assertThrows(CairnException.class, () -> Segmenter.read(file));
		assertTrue(e.getMessage().contains(file.toString()) && e.getMessage().contains("Cairn Fine-tune"), e.getMessage());
	}

	@Test
	void moreProbabilitiesThanTheMemoryHoldsAreRefused() {
		final Volume image = image(1, 8, 8, 2);
		assertDoesNotThrow(() -> Segmenter.requireRoom(image, 3 << 10, false));
		final CairnException e = assertThrows(CairnException.class, () -> Segmenter.requireRoom(image, 1L << 40, false));
		assertTrue(e.getMessage().contains("waves") && e.getMessage().contains("probabilities"), e.getMessage());
	}

	@Test
	void severalTimePointsAreRefused() {
		final Volume film = new Volume("film", List.of(Axis.X, Axis.Y, Axis.TIME), ArrayImgs.floats(8, 8, 5), Geometry
			.unknown(), Header.NONE);
		final CairnException e = assertThrows(CairnException.class, () -> segment(model(0, 1), film, Progress.SILENT));
		assertTrue(e.getMessage().contains("film") && e.getMessage().contains("5 time points"), e.getMessage());
	}

	@Test
	void oneSliceIsEnough() {
		assertArrayEquals(new long[] { 20, 20, 1 }, segment(model(0, 1), image(1, 20, 20, 1), Progress.SILENT).labels().data()
			.dimensionsAsLongArray());
	}

	/** With 16 bits inside, probabilities are those of 32 but for their rounding. */
	@Test
	void shortNumbersGiveNearlyTheSame() {
		final Volume image = image(1, 70, 50, 3);
		final Segmentation full = segment(model(0, 1, 2), image, Progress.SILENT);
		final RecordingProgress progress = new RecordingProgress();
		final Segmentation half;
		try (Segmenter segmenter = new Segmenter(Ensemble.of(model(0, 1, 2)), new Computer("cpu", Precision.BFLOAT16), false, progress)) {
			half = segmenter.segment(image, true);
		}
		assertTrue(String.join("\n", progress.lines()).contains("bfloat16"));
		double sum = 0;
		int count = 0;
		for (int c = 0; c < 3; c++) {
			final float[] expected = Voxels.floats(full.probabilities().orElseThrow().grid(c, 0));
			final float[] found = Voxels.floats(half.probabilities().orElseThrow().grid(c, 0));
			for (int i = 0; i < expected.length; i++)
				sum += Math.abs(expected[i] - found[i]);
			count += expected.length;
		}
		// NB: the scores of these random weights are some tens.
		assertTrue(sum > 0 && sum / count < 0.05, "mean difference " + sum / count);
	}
}
