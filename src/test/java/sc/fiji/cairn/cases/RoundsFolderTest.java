// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.RoundsFolder.Annotated;
import sc.fiji.cairn.cases.RoundsFolder.Choice;
import sc.fiji.cairn.cases.RoundsFolder.Round;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** Tests that rounds of annotating build on each other, and that nothing in {@link RoundsFolder} is ever replaced. */
class RoundsFolderTest {

	private static final int SIDE = 4;
	private static final int DEPTH = 3;

	private final VolumeIO io = TestPlugins.io();

	@TempDir
	Path folder;

	@Test
	void aRoundHoldsWhatIsNewAndWhatWasKnown() throws IOException {
		final RoundsFolder rounds = new RoundsFolder(folder, io);
		assertEquals(Optional.empty(), rounds.newestModel());
		assertEquals(List.of(), rounds.classes());
		assertEquals(new Round(1, List.of("a"), List.of(0, 1)), write(rounds, "a", 0, labels(0, 1), true));
		assertEquals(new Round(2, List.of("b", "a"), List.of(0, 1)), write(rounds, "b", 5, labels(1, 1), true));
		final Map<String, Long> before = checksums();
		assertEquals(new Round(3, List.of("a", "b"), List.of(0, 1, 2)), write(rounds, "a", 0, labels(1, 2), true));
		assertEquals(List.of(1f, 2f, 255f), slices(rounds, 3, "a"), "slice 0 is as before");
		assertEquals(List.of(255f, 1f, 255f), slices(rounds, 3, "b"));
		assertEquals(new Round(4, List.of("a", "b"), List.of(0, 1, 2)), write(rounds, "a", 0, labels(2, 2), false));
		assertEquals(List.of(255f, 255f, 2f), slices(rounds, 4, "a"));
		final Map<String, Long> after = checksums();
		before.forEach((file, sum) -> assertEquals(sum, after.get(file), file));
		assertEquals(List.of("cell", "nucleus"), rounds.classes());
		Files.createFile(folder.resolve("model-2.cairn"));
		Files.createFile(folder.resolve("model-10.cairn"));
		assertEquals(Optional.of(folder.resolve("model-10.cairn")), rounds.newestModel());
		assertEquals(11, write(rounds, "a", 0, labels(2, 2), false).number(), "no model is replaced");
	}

	@Test
	void anotherImageOfTheSameNameIsAnotherCase() {
		final RoundsFolder rounds = new RoundsFolder(folder, io);
		write(rounds, "a", 0, labels(0, 1), true);
		assertEquals(new Round(2, List.of("a-2", "a"), List.of(0, 1)), write(rounds, "a", 7, labels(1, 1), true));
		assertEquals(new Round(3, List.of("a-2", "a"), List.of(0, 1)), write(rounds, "a", 7, labels(1, 1), true));
	}

	@Test
	void whoMarksOneClassIsAskedForAnother() {
		final RoundsFolder rounds = new RoundsFolder(folder, io);
		final Volume all = TestVolumes.bytes("all", Geometry.unknown(), SIDE, SIDE, DEPTH, (x, y, z) -> 1);
		final List<Annotated> one = List.of(new Annotated("a", image(0), SparseLabels.known(all)));
		assertTrue(assertThrows(CairnException.class, () -> rounds.write(one, List.of(), new Choice(true, false),
			Progress.SILENT)).getMessage().startsWith("All that is marked is of one class, so that there is nothing to tell it from"));
		assertFalse(Files.exists(rounds.labels(1)));
		write(rounds, "b", 1, labels(0, 2), true);
		assertEquals(List.of(0, 1, 2), rounds.write(one, List.of(), new Choice(true, false), Progress.SILENT).values());
		assertThrows(CairnException.class, () -> rounds.write(one, List.of(), new Choice(true, true), Progress.SILENT));
	}

	@Test
	void casesThatWereAddedOtherwiseAreTakenOver() {
		final Volume image = image(3);
		new TrainingFolder(folder, io).add(image, labels(0, 1), LabelRule.PLAIN, "old", "nii.gz", false, Progress.SILENT);
		final RoundsFolder rounds = new RoundsFolder(folder, io);
		assertEquals(new Round(1, List.of("a", "old"), List.of(0, 1)), write(rounds, "a", 0, labels(1, 1), true));
		assertEquals(List.of(1f, 0f, 0f), slices(rounds, 1, "old"));
	}

	@Test
	void labelsWithoutALabelAreUnknownAndNumbersThatAreNoClassesRefused() {
		final SparseLabels outlines = SparseLabels.painted(labels(1, 7), true);
		assertEquals(1, outlines.annotated());
		assertEquals(List.of(0, 7), List.copyOf(outlines.values()));
		assertTrue(SparseLabels.painted(labels(1, 0), true).isEmpty());
		final Volume half = TestVolumes.bytes("half", Geometry.unknown(), SIDE, SIDE, DEPTH, (x, y, z) -> z == 1 && x > 1 ? 3 : 0);
		assertEquals(List.of(0, 3), List.copyOf(SparseLabels.painted(half, true).values()));
		assertEquals(List.of(3), List.copyOf(SparseLabels.painted(half, false).values()));
		final Volume large = TestVolumes.floats("large", Geometry.unknown(), SIDE, SIDE, DEPTH, (x, y, z) -> 300);
		assertTrue(assertThrows(CairnException.class, () -> SparseLabels.known(large)).getMessage().startsWith(
			"The label image large holds the value 300"));
		assertFalse(outlines.fits(TestVolumes.bytes("small", Geometry.unknown(), SIDE, SIDE, 1, (x, y, z) -> 0)));
	}

	private static Volume image(final int seed) {
		return TestVolumes.floats("any", TestVolumes.spacing(0.5, 0.5, 2, "mm"), SIDE, SIDE, DEPTH, (x, y, z) -> x + 10 * y +
			100 * z + seed);
	}

	/** One slice is of one class. */
	private static Volume labels(final int slice, final int label) {
		return TestVolumes.bytes("labels", Geometry.unknown(), SIDE, SIDE, DEPTH, (x, y, z) -> z == slice && x < 3 ? label : 0);
	}

	private static Round write(final RoundsFolder rounds, final String name, final int seed, final Volume labels,
		final boolean keep)
	{
		return rounds.write(List.of(new Annotated(name, image(seed), SparseLabels.painted(labels, true))), List.of("cell",
			"nucleus"), new Choice(keep, false), Progress.SILENT);
	}

	/** Gets the first voxel of each slice. */
	private List<Float> slices(final RoundsFolder rounds, final int round, final String name) {
		final float[] voxels = Voxels.floats(io.open(new CaseFolder(io).files(rounds.labels(round)).get(name)).grid(0, 0));
		return Stream.iterate(0, z -> z < DEPTH, z -> z + 1).map(z -> voxels[z * SIDE * SIDE]).toList();
	}

	private Map<String, Long> checksums() throws IOException {
		final Map<String, Long> sums = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			files.filter(Files::isRegularFile).forEach(file -> {
				try {
					final CRC32 sum = new CRC32();
					sum.update(Files.readAllBytes(file));
					sums.put(file.toString(), sum.getValue());
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		}
		return sums;
	}
}
