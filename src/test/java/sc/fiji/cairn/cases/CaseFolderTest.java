// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

class CaseFolderTest {

	@TempDir
	private Path folder;

	private Path images;
	private Path labels;

	/** Looks anew at a folder. */
	private static List<Case> images(final Path... folders) {
		return TestCases.images(folders);
	}

	private static List<Case> images(final Path folder, final String include) {
		return TestCases.images(folder.toString(), include);
	}

	private List<Case> labelled(final String... names) {
		return TestCases.labelled(images, labels, List.of(names));
	}

	@BeforeEach
	void makeFolders() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		labels = Files.createDirectory(folder.resolve("labels"));
	}

	private static Path image(final Path parent, final String file) throws IOException {
		return TestVolumes.write(parent.resolve(file), TestVolumes.floats(file, Geometry.unknown(), 4, 4, 2, (x, y, z) -> x +
			y));
	}

	private static List<String> names(final List<Case> found) {
		return found.stream().map(Case::name).toList();
	}

	private void assertRefused(final Runnable call, final String... parts) {
		final CairnException e = assertThrows(CairnException.class, call::run);
		for (final String part : parts)
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void imagesAreFoundByNameInOrder() throws IOException {
		image(images, "b.nii.gz");
		image(images, "a.nii");
		image(images, "c.tif");
		final List<Case> found = images(images);
		assertEquals(List.of("a", "b", "c"), names(found));
		assertEquals(images.resolve("b.nii.gz"), found.get(1).image());
		assertNull(found.get(1).label());
	}

	@Test
	void whatIsNoImageIsPassedOver() throws IOException {
		image(images, "a.nii");
		Files.writeString(images.resolve("notes.txt"), "a text");
		Files.writeString(images.resolve("table.csv"), "1,2");
		image(images, ".hidden.nii");
		Files.createDirectory(images.resolve("more.nii"));
		assertEquals(List.of("a"), names(images(images)));
	}

	@Test
	void aPatternChoosesAmongFiles() throws IOException {
		image(images, "p1_t1.nii.gz");
		image(images, "p1_t2.nii.gz");
		image(images, "p2_t1.nii");
		assertEquals(List.of("p1_t1", "p2_t1"), names(images(images, "*_t1.*")));
		assertEquals(List.of("p1_t1", "p1_t2"), names(images(images, "p1_t?.nii.gz")));
		assertRefused(() -> images(images, "*.mha"), images.toString(), "*.mha", "include");
		assertRefused(() -> images(images, "[a"), "[a", "include");
	}

	@Test
	void foldersAreDomains() throws IOException {
		image(images, "a.nii");
		image(labels, "b.nii");
		final List<Case> found = images(images, labels);
		assertEquals(List.of("a", "b"), names(found));
		assertEquals(List.of(0, 1), found.stream().map(Case::domain).toList());
	}

	@Test
	void missingAndEmptyFoldersAreNamed() {
		assertRefused(() -> images(folder.resolve("gone")), folder.resolve("gone").toString(),
			"does not exist");
		assertRefused(() -> images(images), images.toString(), "no image");
	}

	@Test
	void aFileInPlaceOfAFolderIsNamed() throws IOException {
		final Path file = image(images, "a.nii");
		assertRefused(() -> images(file), file.toString(), "is a file");
	}

	@Test
	void headerAndDataAreOneImage() throws IOException {
		image(images, "a.hdr");
		image(images, "b.hdr.gz");
		assertTrue(Files.exists(images.resolve("a.img")) && Files.exists(images.resolve("b.img.gz")));
		final List<Case> found = images(images);
		assertEquals(List.of("a", "b"), names(found));
		assertArrayEquals(new long[] { 4, 4, 2 }, TestPlugins.io().open(found.get(1).image()).data().dimensionsAsLongArray());
	}

	@Test
	void twoFilesOfOneNameAreRefused() throws IOException {
		image(images, "a.nii");
		image(images, "a.tif");
		assertRefused(() -> images(images), "a.nii", "a.tif");
	}

	@Test
	void aPairBesideASingleFileIsRefused() throws IOException {
		image(images, "a.hdr");
		image(images, "a.nii");
		assertRefused(() -> images(images), "a.hdr", "a.nii");
	}

	@Test
	void labelsBelongToImagesOfTheSameName() throws IOException {
		image(images, "a.nii");
		image(images, "b.nii.gz");
		image(labels, "a.tif");
		image(labels, "b.nii");
		image(labels, "extra.nii");
		final List<Case> found = labelled();
		assertEquals(List.of("a", "b"), names(found));
		assertEquals(List.of(labels.resolve("a.tif"), labels.resolve("b.nii")), found.stream().map(Case::label).toList());
	}

	@Test
	void anImageWithoutLabelIsNamed() throws IOException {
		image(images, "a.nii");
		image(images, "b.nii");
		image(labels, "a.nii");
		assertRefused(() -> labelled(), images.resolve("b.nii")
			.toString(), labels.toString(), "'b'");
		assertEquals(List.of("a"), names(labelled("a")));
	}

	@Test
	void aCaseThatIsNotThereIsNamed() throws IOException {
		image(images, "a.nii");
		image(labels, "a.nii");
		assertRefused(() -> labelled("z"), "'z'", "cases");
	}

	@Test
	void aCaseNamedTwiceCountsOnce() throws IOException {
		image(images, "a.nii");
		image(labels, "a.nii");
		assertEquals(List.of("a"), names(labelled("a", "a")));
	}

	@Test
	void imagesOfOneNameInTwoFoldersHaveNoLabelOfTheirOwn() throws IOException {
		image(images, "a.nii");
		final Path more = Files.createDirectory(folder.resolve("more"));
		image(more, "a.nii");
		image(labels, "a.nii");
		assertRefused(() -> new CaseFolder(TestPlugins.io()).labelled(List.of(new ImageFolder(images), new ImageFolder(
			more)), labels, List.of()), images.resolve("a.nii")
			.toString(), more.resolve("a.nii").toString());
	}

	@Test
	void baseNamesLoseTheWholeExtension() {
		assertEquals("p1.v2", CaseFolder.baseName(Path.of("x", "p1.v2.nii.gz")));
		assertEquals("p1", CaseFolder.baseName(Path.of("p1.NII.GZ")));
		assertEquals("p1", CaseFolder.baseName(Path.of("p1.ome.tif")));
		assertEquals("p1", CaseFolder.baseName(Path.of("p1")));
	}

	private String refused(final String... names) {
		return assertThrows(CairnException.class, () -> labelled(names))
			.getMessage();
	}

	@Test
	void namesThatNearlyFitAreNamed() throws IOException {
		final Path one = image(images, "a.nii.gz");
		for (final String file : List.of("a_seg.nii.gz", "A-labels.tif", "a_mask.nii", "a label.nii.gz")) {
			final Path label = image(labels, file);
			assertEquals("The image " + one + " has no label image named 'a' in " + labels + "; rename the label image " + file + " to a" +
				file.substring(file.indexOf('.')) + ", because an image and its labels have the same name.", refused());
			Files.delete(label);
		}
		assertTrue(refusedWith("b.nii").contains("; add one, or list the labelled cases in the parameter cases."));
		Files.delete(one);
		final Path channel = image(images, "c_0000.nii.gz");
		image(labels, "c.nii.gz");
		assertEquals("The image " + channel + " has no label image named 'c_0000' in " + labels + "; rename the image to " +
			"c.nii.gz, without the number of the channel, because an image and its labels have the same name.", refused());
	}

	private String refusedWith(final String label) throws IOException {
		image(labels, label);
		return refused();
	}

	@Test
	void casesThatAreNearlyNamedAreNamed() throws IOException {
		for (final String name : List.of("a", "b", "c_0000", "d", "e")) {
			image(images, name + ".nii.gz");
			image(labels, name + ".nii.gz");
		}
		final String start = " in " + images + ", but the parameter cases or validation names one; ";
		assertEquals("There is no image named 'a,b'" + start + "separate names by semicolons: a;b.", refused("a,b"));
		assertEquals("There is no image named 'a.nii.gz'" + start + "leave the ending of the file out: a.", refused("a.nii.gz"));
		assertEquals("There is no image named 'C'" + start + "the name of its case is c_0000.", refused("C"));
		assertEquals("There is no image named '0,2'" + start + "write a share with a point: 0.2.", refused("0,2"));
		assertEquals("There is no image named 'x'" + start + "there are a, b, c_0000 and 2 more.", refused("x"));
	}

	@Test
	void subfoldersOfImagesAreNamed() throws IOException {
		image(Files.createDirectories(images.resolve("sub-01/anat")), "t1.nii.gz");
		assertRefused(() -> images(images), "The folder " + images +
			" holds no image of a known format, but its subfolder sub-01 does; name that.");
		image(Files.createDirectories(images.resolve("sub-02")), "t1.nii.gz");
		assertRefused(() -> images(images), "but its subfolders, such as sub-01, do; name one of them, or " +
			"put the images of all cases into one folder, each under the name of its case.");
	}

	@Test
	void whatIsLeftOutIsTold() throws IOException {
		image(images, "a.nii.gz");
		image(labels, "a.nii.gz");
		final Path alone = image(labels, "z.nii.gz");
		Files.writeString(images.resolve("notes.txt"), "a text");
		final Path zeiss = Files.write(images.resolve("b.czi"), new byte[16]);
		Files.write(images.resolve("c.czi"), new byte[16]);
		final Path link = Files.createSymbolicLink(images.resolve("d.nii.gz"), Path.of("gone.nii.gz"));
		final RecordingProgress progress = new RecordingProgress();
		tellLeftOut("*", Optional.of(labels), progress);
		assertEquals(List.of("The file " + zeiss + " is left out, and 1 other like it, because its format is not read; save it " +
			"as TIFF or NIfTI.", "The file " + link + " is left out, because it is a link to " + images.resolve("gone.nii.gz") +
				", which does not exist; restore that file, or remove the link.", "The label image " + alone +
					" has no image of its name and is left out; an image and its labels have the same name."), progress.lines());
		Files.move(alone, labels.resolve("A_mask.nii.gz"));
		final RecordingProgress near = new RecordingProgress();
		tellLeftOut("a*", Optional.of(labels), near);
		assertEquals(List.of("The label image " + labels.resolve("A_mask.nii.gz") +
			" has no image of its name and is left out; an image and its labels have the same name, here a."), near.lines());
		final RecordingProgress some = new RecordingProgress();
		tellLeftOut("a*", Optional.empty(), some);
		assertEquals(List.of(), some.lines());
	}

	private void tellLeftOut(final String include, final Optional<Path> labelled, final RecordingProgress progress) {
		new CaseFolder(TestPlugins.io()).tellLeftOut(List.of(new ImageFolder(images, new NamePattern(include))), labelled, progress);
	}

	@Test
	void aFolderIsListedOnce() throws IOException {
		image(images, "a.nii");
		final CaseFolder once = new CaseFolder(TestPlugins.io());
		assertEquals(Set.of("a"), once.files(images).keySet());
		image(images, "b.nii");
		assertEquals(Set.of("a"), once.files(images).keySet(), "all who share it see the same");
		assertEquals(Set.of("a", "b"), new CaseFolder(TestPlugins.io()).files(images).keySet());
	}
}
