// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

class TrainingFolderTest {

	private static final Geometry PLACE = TestVolumes.spacing(0.5, 0.5, 3, "mm");

	@TempDir
	Path folder;

	private final VolumeIO io = TestPlugins.io();
	private final RecordingProgress progress = new RecordingProgress();
	private TrainingFolder cases;

	@BeforeEach
	void open() {
		cases = new TrainingFolder(folder.resolve("cases"), io);
	}

	private static Volume image(final int depth) {
		return TestVolumes.floats("scan", PLACE, 8, 6, depth, (x, y, z) -> x + 10 * z);
	}

	/** Known on the second slice only. */
	private static Volume labels(final TestVolumes.Voxel label) {
		return TestVolumes.bytes("labels", TestVolumes.spacing(1, 1, 1, "pixel"), 8, 6, 4, (x, y, z) -> z == 1 ? label.at(x, y,
			z) : 255);
	}

	private void add(final Volume image, final Volume labels, final String name, final String format,
		final boolean overwrite)
	{
		cases.add(image, labels, LabelRule.ignoring(255), name, format, overwrite, progress);
	}

	private String refuses(final Volume image, final Volume labels, final String name) {
		final CairnException e = assertThrows(CairnException.class, () -> add(image, labels, name, "tif", false));
		assertFalse(Files.exists(folder.resolve("cases")), "nothing is written");
		return e.getMessage();
	}

	@Test
	void aCaseIsWhatFineTuningTakes() {
		for (final String format : List.of("tif", "nii.gz")) {
			add(image(4), labels((x, y, z) -> x < 2 ? 3 : 0), "case " + format.charAt(0), format, false);
		}
		final List<Case> found = TestCases.labelled(cases.images(), cases.labels(), List.of());
		assertEquals(List.of("case n", "case t"), found.stream().map(Case::name).toList());
		for (final Case one : found) {
			assertArrayEquals(Voxels.floats(image(4).grid(0, 0)), Voxels.floats(io.open(one.image()).grid(0, 0)));
			assertEquals(3, io.open(one.label()).geometry().spacingZ(), "the place is the image's");
		}
		final LabelledStacks read = LabelledStacks.read(found, List.of(), LabelRule.ignoring(255),
			new CaseLoader(io, progress));
		assertEquals(List.of(0, 3), read.values().values());
		assertTrue(progress.lines().contains("Added case n to " + folder.resolve("cases") +
			": 1 of 4 slices annotated, label 3. It holds 2 labelled cases now."), progress.lines().toString());
	}

	@Test
	void aNameIsTakenUnlessItMayBeReplaced() throws IOException {
		add(image(4), labels((x, y, z) -> 1), "a", "tif", false);
		final byte[] before = Files.readAllBytes(cases.labels().resolve("a.tif"));
		final Exception e = assertThrows(CairnException.class, () -> add(image(4), labels((x, y, z) -> 2), "a", "nii.gz",
			false));
		assertTrue(e.getMessage().contains("a.tif") && e.getMessage().contains("overwrite=true"), e.getMessage());
		assertArrayEquals(before, Files.readAllBytes(cases.labels().resolve("a.tif")));
		add(image(4), labels((x, y, z) -> 2), "a", "nii.gz", true);
		assertFalse(Files.exists(cases.labels().resolve("a.tif")), "two of one name could not be told apart");
		assertFalse(Files.exists(cases.images().resolve("a.tif")));
		assertEquals(2, Voxels.floats(io.open(cases.labels().resolve("a.nii.gz")).grid(0, 0))[48]);
	}

	@Test
	void whatIsNoImageIsNeitherInTheWayNorReplaced() throws IOException {
		final Path notes = Files.createDirectories(cases.images()).resolve("a.txt");
		Files.writeString(notes, "left eye");
		final Path rois = Files.createDirectories(cases.labels()).resolve("a.zip");
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rois))) {
			out.putNextEntry(new ZipEntry("0001-0002.roi"));
			out.write(new byte[64]);
		}
		add(image(4), labels((x, y, z) -> 1), "a", "tif", false);
		add(image(4), labels((x, y, z) -> 2), "a", "nii.gz", true);
		assertTrue(Files.exists(notes) && Files.exists(rois));
		assertFalse(Files.exists(cases.images().resolve("a.tif")));
		assertEquals(1, TestCases.labelled(cases.images(), cases.labels(), List.of()).size());
	}

	@Test
	void aFileThatWouldBeOverwrittenIsInTheWayWhateverItHolds() throws IOException {
		final Path file = Files.createDirectories(cases.images()).resolve("a.tif");
		Files.writeString(file, "not an image");
		assertThrows(CairnException.class, () -> add(image(4), labels((x, y, z) -> 1), "a", "tif", false));
		assertEquals("not an image", Files.readString(file));
	}

	@Test
	void bothFilesOfAPairAreReplacedAndStay() {
		for (final boolean again : new boolean[] { false, true })
			add(image(4), labels((x, y, z) -> again ? 2 : 1), "a", "hdr", again);
		assertTrue(Files.exists(cases.images().resolve("a.img")));
		assertEquals(2, Voxels.floats(io.open(cases.labels().resolve("a.hdr")).grid(0, 0))[48]);
		add(image(4), labels((x, y, z) -> 1), "a", "tif", true);
		assertFalse(Files.exists(cases.images().resolve("a.img")) || Files.exists(cases.labels().resolve("a.hdr")));
	}

	@Test
	void aFolderOfDicomIsNeverReplaced() throws IOException {
		final Path series = Files.createDirectories(cases.images().resolve("a"));
		final byte[] dicom = new byte[200];
		System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);
		Files.write(series.resolve("1.dcm"), dicom);
		for (final boolean overwrite : new boolean[] { false, true }) {
			final Exception e = assertThrows(CairnException.class, () -> add(image(4), labels((x, y, z) -> 1), "a", "tif",
				overwrite));
			assertTrue(e.getMessage().contains(series.toString()), e.getMessage());
		}
		assertFalse(Files.exists(cases.labels()) || Files.exists(cases.images().resolve("a.tif")));
	}

	@Test
	void upperAndLowerCaseAreOneName() {
		add(image(4), labels((x, y, z) -> 1), "heart", "nii.gz", false);
		final Exception e = assertThrows(CairnException.class, () -> add(image(4), labels((x, y, z) -> 2), "Heart", "nii.gz",
			false));
		assertTrue(e.getMessage().contains("heart.nii.gz"), e.getMessage());
		add(image(4), labels((x, y, z) -> 2), "Heart", "nii.gz", true);
		assertEquals(1, new CaseFolder(io).files(cases.labels()).size());
		assertEquals(2, Voxels.floats(io.open(cases.labels().resolve("Heart.nii.gz")).grid(0, 0))[48]);
	}

	@Test
	void whatTrainingCouldNotUseIsRefused() {
		assertTrue(refuses(image(5), labels((x, y, z) -> 1), "a").contains("has size 4 along Z"));
		assertTrue(refuses(image(4), labels((x, y, z) -> 255), "a").contains("no known voxel"));
		assertTrue(refuses(image(4), TestVolumes.floats("f", PLACE, 8, 6, 4, (x, y, z) -> 0.5), "a").contains("whole numbers"));
		assertTrue(refuses(image(4), labels((x, y, z) -> 1), "../a").contains("cannot be the name of a case"));
		assertTrue(refuses(image(4), TestVolumes.channels(image(4), image(4)), "a").contains("2 channels"));
	}

	@Test
	void titlesBecomeNamesOfFiles() {
		assertEquals("scan", TrainingFolder.baseName("scan.nii.gz"));
		assertEquals("C1-a_b", TrainingFolder.baseName("C1-a/b.tif"));
		assertEquals("well 3_ field 2", TrainingFolder.baseName("well 3; field 2"));
		assertEquals("", TrainingFolder.baseName("..."));
	}

	@Test
	void labelsOnSomeSlicesAreTold() {
		add(image(4), TestVolumes.bytes("drawn", Geometry.unknown(), 8, 6, 4, (x, y, z) -> z == 1 ? 1 : 0), "a", "tif", false);
		assertTrue(progress.lines().contains("In the label image drawn only slice 2 of 4 carries labels; if nothing is known " +
			"about the others, give unlabelledslices=ignore to Cairn Fine-tune."), progress.lines().toString());
	}

	@Test
	void noFileHoldsNegativeLabels() {
		final Volume negative = TestVolumes.floats("drawn", PLACE, 8, 6, 4, (x, y, z) -> z == 1 ? 1 : -1);
		final CairnException e = assertThrows(CairnException.class, () -> cases.add(image(4), negative, LabelRule.ignoring(-1),
			"a", "tif", false, progress));
		assertTrue(e.getMessage().contains("has the value -1 where nothing is known, which no label image file can hold"), e
			.getMessage());
		cases.add(image(4), labels((x, y, z) -> 1), LabelRule.ignoring(-1), "a", "tif", false, progress);
	}
}
