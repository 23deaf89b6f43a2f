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

	private final CaseFolder cases = new CaseFolder(TestPlugins.io());

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
		final List<Case> found = cases.images(images.toString(), "");
		assertEquals(List.of("a", "b", "c"), names(found));
		assertEquals(images.resolve("b.nii.gz"), found.get(1).image());
		assertNull(found.get(1).label());
	}

	@Test
	void aPatternFitsTheCasesItIsMadeOfAndNoOthers() throws IOException {
		for (final String file : List.of("a.nii", "b.nii", "ab.nii", "{x},[y].nii", "x.nii"))
			image(images, file);
		final List<Case> some = cases.images(images.toString(), "").stream().filter(one -> List.of("b", "{x},[y]").contains(
			one.name())).toList();
		assertEquals(List.of("b", "{x},[y]"), names(cases.images(images.toString(), CaseFolder.pattern(some))));
	}

	@Test
	void everyFolderMayHaveAPatternOfItsOwn() throws IOException {
		for (final Path parent : List.of(images, labels))
			for (final String file : List.of("a.nii", "b.nii"))
				image(parent, file);
		final String both = images + ";" + labels;
		assertEquals(List.of("a", "a", "b"), names(cases.images(both, "a.*;*")));
		assertEquals(List.of("b", "b"), names(cases.images(both, "b.*")));
		assertRefused(() -> cases.images(both, "a;b;c"), "3 patterns", "2 folders");
	}

	@Test
	void whatIsNoImageIsPassedOver() throws IOException {
		image(images, "a.nii");
		Files.writeString(images.resolve("notes.txt"), "a text");
		Files.writeString(images.resolve("table.csv"), "1,2");
		image(images, ".hidden.nii");
		Files.createDirectory(images.resolve("more.nii"));
		assertEquals(List.of("a"), names(cases.images(images.toString(), "")));
	}

	@Test
	void aPatternChoosesAmongFiles() throws IOException {
		image(images, "p1_t1.nii.gz");
		image(images, "p1_t2.nii.gz");
		image(images, "p2_t1.nii");
		assertEquals(List.of("p1_t1", "p2_t1"), names(cases.images(images.toString(), "*_t1.*")));
		assertEquals(List.of("p1_t1", "p1_t2"), names(cases.images(images.toString(), "p1_t?.nii.gz")));
		assertRefused(() -> cases.images(images.toString(), "*.mha"), images.toString(), "*.mha", "include");
		assertRefused(() -> cases.images(images.toString(), "[a"), "[a", "include");
	}

	@Test
	void foldersAreDomains() throws IOException {
		image(images, "a.nii");
		image(labels, "b.nii");
		final List<Case> found = cases.images(images + "; " + labels + ";", "");
		assertEquals(List.of("a", "b"), names(found));
		assertEquals(List.of(0, 1), found.stream().map(Case::domain).toList());
	}

	@Test
	void missingAndEmptyFoldersAreNamed() {
		assertRefused(() -> cases.images(folder.resolve("gone").toString(), ""), folder.resolve("gone").toString(),
			"does not exist");
		assertRefused(() -> cases.images(images.toString(), ""), images.toString(), "no image");
		assertRefused(() -> cases.images(" ; ", ""), "images", "empty");
	}

	@Test
	void aFileInPlaceOfAFolderIsNamed() throws IOException {
		final Path file = image(images, "a.nii");
		assertRefused(() -> cases.images(file.toString(), ""), file.toString(), "is a file");
	}

	@Test
	void headerAndDataAreOneImage() throws IOException {
		image(images, "a.hdr");
		image(images, "b.hdr.gz");
		assertTrue(Files.exists(images.resolve("a.img")) && Files.exists(images.resolve("b.img.gz")));
		final List<Case> found = cases.images(images.toString(), "");
		assertEquals(List.of("a", "b"), names(found));
		assertArrayEquals(new long[] { 4, 4, 2 }, TestPlugins.io().open(found.get(1).image()).data().dimensionsAsLongArray());
	}

	@Test
	void twoFilesOfOneNameAreRefused() throws IOException {
		image(images, "a.nii");
		image(images, "a.tif");
		assertRefused(() -> cases.images(images.toString(), ""), "a.nii", "a.tif");
	}

	@Test
	void aPairBesideASingleFileIsRefused() throws IOException {
		image(images, "a.hdr");
		image(images, "a.nii");
		assertRefused(() -> cases.images(images.toString(), ""), "a.hdr", "a.nii");
	}

	@Test
	void labelsBelongToImagesOfTheSameName() throws IOException {
		image(images, "a.nii");
		image(images, "b.nii.gz");
		image(labels, "a.tif");
		image(labels, "b.nii");
		image(labels, "extra.nii");
		final List<Case> found = cases.labelled(images.toString(), labels.toString(), List.of());
		assertEquals(List.of("a", "b"), names(found));
		assertEquals(List.of(labels.resolve("a.tif"), labels.resolve("b.nii")), found.stream().map(Case::label).toList());
	}

	@Test
	void anImageWithoutLabelIsNamed() throws IOException {
		image(images, "a.nii");
		image(images, "b.nii");
		image(labels, "a.nii");
		assertRefused(() -> cases.labelled(images.toString(), labels.toString(), List.of()), images.resolve("b.nii")
			.toString(), labels.toString(), "'b'");
		assertEquals(List.of("a"), names(cases.labelled(images.toString(), labels.toString(), List.of("a"))));
	}

	@Test
	void aCaseThatIsNotThereIsNamed() throws IOException {
		image(images, "a.nii");
		image(labels, "a.nii");
		assertRefused(() -> cases.labelled(images.toString(), labels.toString(), List.of("z")), "'z'", "cases");
		assertRefused(() -> cases.labelled(images.toString(), " ", List.of()), "labels", "empty");
	}

	@Test
	void aCaseNamedTwiceCountsOnce() throws IOException {
		image(images, "a.nii");
		image(labels, "a.nii");
		assertEquals(List.of("a"), names(cases.labelled(images.toString(), labels.toString(), List.of("a", "a"))));
	}

	@Test
	void imagesOfOneNameInTwoFoldersHaveNoLabelOfTheirOwn() throws IOException {
		image(images, "a.nii");
		final Path more = Files.createDirectory(folder.resolve("more"));
		image(more, "a.nii");
		image(labels, "a.nii");
		assertRefused(() -> cases.labelled(images + ";" + more, labels.toString(), List.of()), images.resolve("a.nii")
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
		return assertThrows(CairnException.class, () -> cases.labelled(images.toString(), labels.toString(), List.of(names)))
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
		assertRefused(() -> cases.images(images.toString(), ""), "The folder " + images +
			" holds no image of a known format, but its subfolder sub-01 does; name that.");
		image(Files.createDirectories(images.resolve("sub-02")), "t1.nii.gz");
		assertRefused(() -> cases.images(images.toString(), ""), "but its subfolders, such as sub-01, do; name one of them, or " +
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
		cases.tellLeftOut(images.toString(), "", labels.toString(), progress);
		assertEquals(List.of("The file " + zeiss + " is left out, and 1 other like it, because its format is not read; save it " +
			"as TIFF or NIfTI.", "The file " + link + " is left out, because it is a link to " + images.resolve("gone.nii.gz") +
				", which does not exist; restore that file, or remove the link.", "The label image " + alone +
					" has no image of its name and is left out; an image and its labels have the same name."), progress.lines());
		Files.move(alone, labels.resolve("A_mask.nii.gz"));
		final RecordingProgress near = new RecordingProgress();
		cases.tellLeftOut(images.toString(), "a*", labels.toString(), near);
		assertEquals(List.of("The label image " + labels.resolve("A_mask.nii.gz") +
			" has no image of its name and is left out; an image and its labels have the same name, here a."), near.lines());
		final RecordingProgress some = new RecordingProgress();
		cases.tellLeftOut(images.toString(), "a*", "", some);
		assertEquals(List.of(), some.lines());
	}
}
