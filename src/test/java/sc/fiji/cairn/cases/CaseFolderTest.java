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
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.VolumeIO;

class CaseFolderTest {

	@TempDir
	private Path folder;

	private Path images;
	private Path labels;

	private final CaseFolder cases = new CaseFolder(new VolumeIO());

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
		assertArrayEquals(new long[] { 4, 4, 2 }, new VolumeIO().open(found.get(1).image()).data().dimensionsAsLongArray());
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
}
