// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.io.Opener;
import ij.process.ImageProcessor;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Ledger;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

class FolderSegmentationTest {

	@TempDir
	private Path folder;

	private Path images;
	private Path output;
	private Path model;

	@BeforeEach
	void makeFolders() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		output = folder.resolve("new/output");
		model = folder.resolve("model.cairn");
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2).write(model);
	}

	private static Volume volume(final String name) {
		return TestVolumes.floats(name, TestVolumes.spacing(0.25, 0.25, 1.5, "micron"), 18, 15, 3, (x, y, z) -> Math.sin(x +
			y * z));
	}

	private int run(final String from, final Path to, final String format, final boolean probabilities,
		final Progress progress)
	{
		return new FolderSegmentation(TestPlugins.io(), new SegmentFolderOptions(TestCases.images(Path.of(from)), model, to, format, probabilities, "cpu"), progress)
			.run();
	}

	private CairnException refused(final String from, final Path to) {
		return assertThrows(CairnException.class, () -> run(from, to, "nii.gz", false, Progress.SILENT));
	}

	private static List<String> files(final Path parent) throws IOException {
		try (Stream<Path> files = Files.list(parent)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	/** A NIfTI-1 file byte by byte: 16-bit voxels with a slope, an oblique place, and texts that nobody interprets. */
	private static byte[] oblique() {
		final ByteBuffer file = ByteBuffer.allocate(352 + 2 * 18 * 15 * 3).order(ByteOrder.LITTLE_ENDIAN);
		file.putInt(0, 348);
		file.put(39, (byte) 0x12);
		final short[] dim = { 3, 18, 15, 3, 1, 1, 1, 1 };
		final float[] pixdim = { -1, 1.5f, 1.25f, 4, 2, 0, 0, 0 };
		for (int i = 0; i < 8; i++)
			file.putShort(40 + 2 * i, dim[i]).putFloat(76 + 4 * i, pixdim[i]);
		file.putShort(70, (short) 4).putShort(72, (short) 16);
		file.putFloat(108, 352).putFloat(112, 0.5f).putFloat(116, -3);
		file.put(122, (byte) 2).put(123, (byte) 10).putFloat(124, 900).putFloat(128, 100).putFloat(136, 7);
		file.put(148, "scanned obliquely".getBytes(StandardCharsets.US_ASCII));
		file.put(228, "aux".getBytes(StandardCharsets.US_ASCII));
		file.putShort(252, (short) 1).putShort(254, (short) 2);
		final float[] place = { 0.1f, -0.2f, 0.05f, 11, 22, 33, 1.4f, 0.2f, 0.3f, -40, -0.3f, 1.2f, 0.4f, 50, 0.2f, -0.1f,
			3.9f, -60 };
		for (int i = 0; i < place.length; i++)
			file.putFloat(256 + 4 * i, place[i]);
		file.put(328, "intent".getBytes(StandardCharsets.US_ASCII));
		file.put(344, "n+1".getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < 18 * 15 * 3; i++)
			file.putShort(352 + 2 * i, (short) (i * 37 % 211));
		return file.array();
	}

	private static byte[] unpacked(final Path file) throws IOException {
		try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
			return in.readAllBytes();
		}
	}

	private static byte[] without(final byte[] header, final int... ranges) {
		final byte[] rest = Arrays.copyOf(header, 352);
		for (int i = 0; i < ranges.length; i += 2)
			Arrays.fill(rest, ranges[i], ranges[i + 1], (byte) 0);
		return rest;
	}

	@Test
	void aNiftiHeaderSurvivesExceptForTheVoxelType() throws IOException {
		final byte[] image = oblique();
		Files.write(images.resolve("a.nii"), image);
		assertEquals(1, run(images.toString(), output, "nii.gz", false, Progress.SILENT));
		final byte[] labels = unpacked(output.resolve("a.nii.gz"));
		final ByteBuffer fields = ByteBuffer.wrap(labels).order(ByteOrder.LITTLE_ENDIAN);
		assertEquals(2, fields.getShort(70), "unsigned bytes");
		assertEquals(8, fields.getShort(72));
		assertEquals(1, fields.getFloat(112));
		assertEquals(0, fields.getFloat(116));
		assertEquals(352 + 18 * 15 * 3, labels.length);
		final int[] ofTheVoxels = { 70, 74, 112, 120, 124, 132 };
		assertArrayEquals(without(image, ofTheVoxels), without(labels, ofTheVoxels));
	}

	@Test
	void tiffKeepsSpacingAndUnit() throws IOException {
		final Volume image = volume("a");
		TestVolumes.write(images.resolve("a.tif"), image);
		TestVolumes.write(images.resolve("b.tif"), volume("b"));
		assertEquals(2, run(images.toString(), output, "tif", true, Progress.SILENT));
		assertEquals(List.of("a.tif", "b.tif", "cairn-files.json", "probabilities"), files(output));
		assertEquals(List.of("a.tif", "b.tif"), files(output.resolve("probabilities")));
		assertEquals(3, TestPlugins.io().open(output.resolve("probabilities/b.tif")).size(Axis.CHANNEL));
		final Volume labels = TestPlugins.io().open(output.resolve("a.tif"));
		assertEquals(0.25, labels.geometry().spacingX(), 1e-9);
		assertEquals(1.5, labels.geometry().spacingZ(), 1e-9);
		assertEquals(TestPlugins.io().open(images.resolve("a.tif")).geometry(), labels.geometry());
		assertArrayEquals(new long[] { 18, 15, 3 }, labels.data().dimensionsAsLongArray());
	}

	@Test
	void whenCancelledNothingIsHalfWritten() throws IOException {
		for (final String name : List.of("a", "b", "c"))
			TestVolumes.write(images.resolve(name + ".nii.gz"), volume(name));
		assertThrows(CancellationException.class, () -> run(images.toString(), output, "nii.gz", true, new RecordingProgress(
			"Segmenting b", 0)));
		assertEquals(List.of("a.nii.gz", "cairn-files.json", "probabilities"), files(output));
		assertEquals(List.of("a.nii.gz"), files(output.resolve("probabilities")));
		assertEquals(3, TestPlugins.io().open(output.resolve("a.nii.gz")).data().dimension(2));
	}

	@Test
	void labelsInTiffOpenInTheirColours() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		run(images.toString(), output, "tif", false, Progress.SILENT);
		final ImagePlus opened = new Opener().openImage(output.resolve("a.tif").toString());
		assertEquals(8, opened.getBitDepth());
		assertEquals(2, opened.getDisplayRangeMax(), "the largest class");
		final Set<Integer> values = new TreeSet<>();
		final Set<Integer> colours = new TreeSet<>();
		for (int slice = 1; slice <= opened.getStackSize(); slice++) {
			opened.setSlice(slice);
			final ImageProcessor colour = opened.getProcessor().convertToRGB();
			for (int i = 0; i < colour.getPixelCount(); i++) {
				values.add(opened.getProcessor().get(i));
				colours.add(colour.get(i) & 0xffffff);
			}
		}
		assertTrue(values.size() > 1, "a single class proves nothing");
		assertEquals(values.size(), colours.size());
		assertTrue(colours.stream().anyMatch(colour -> (colour >> 16) != (colour & 0xff)), "grey: " + colours);
	}

	@Test
	void imagesBehindALinkAreNotReplaced() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		final Path link;
		try {
			link = Files.createSymbolicLink(folder.resolve("link"), images);
		}
		catch (final IOException | UnsupportedOperationException e) {
			// Not every system lets everyone make links.
			return;
		}
		assertTrue(refused(images.toString(), link).getMessage().contains("folder of the images"));
	}

	@Test
	void imagesAreNotReplacedByProbabilities() throws IOException {
		final Path inside = images.resolve("probabilities");
		final Path image = TestVolumes.write(inside.resolve("a.nii.gz"), volume("a"));
		final byte[] before = Files.readAllBytes(image);
		final CairnException e = assertThrows(CairnException.class, () -> run(inside.toString(), images, "nii.gz", true,
			Progress.SILENT));
		assertTrue(e.getMessage().contains(inside.toString()), e.getMessage());
		assertArrayEquals(before, Files.readAllBytes(image));
		assertFalse(Files.exists(images.resolve("a.nii.gz")));
	}

	@Test
	void aBrokenImageIsNamedAndLeavesNoFile() throws IOException {
		TestVolumes.write(images.resolve("a.nii"), TestVolumes.floats("a", TestVolumes.spacing(1, 1, 1, "mm"), 8, 8, 2, (x, y,
			z) -> 4));
		assertTrue(refused(images.toString(), output).getMessage().contains("a is constant"));
		assertEquals(List.of(), files(output));
	}

	@Test
	void imagesAreNotReplacedByTheirLabels() throws IOException {
		final Path image = TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		final byte[] before = Files.readAllBytes(image);
		final String message = refused(images.toString(), images.resolve("../images")).getMessage();
		assertTrue(message.contains("output"), message);
		assertArrayEquals(before, Files.readAllBytes(image));
	}

	@Test
	void labelsDoNotReplaceEachOther() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		TestVolumes.write(images.resolve("a.tif"), volume("a"));
		final String message = refused(images.toString(), output).getMessage();
		assertTrue(message.contains(images + " holds both a.nii.gz and a.tif"), message);
	}

	@Test
	void anOutputThatIsAFileIsRefusedBeforeTheWork() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		final Path file = Files.writeString(folder.resolve("taken"), "a file");
		assertTrue(refused(images.toString(), file).getMessage().contains(file.toString()));
	}

	@Test
	void aPretrainedModelIsRefused() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 3).write(model);
		assertTrue(refused(images.toString(), output).getMessage().contains(model + " has been pretrained only"));
		assertFalse(Files.exists(output.resolve("a.nii.gz")));
	}

	private int run(final Path from, final String format, final boolean overwrite) {
		return new FolderSegmentation(TestPlugins.io(), new SegmentFolderOptions(TestCases.images(from), List.of(model), output, format, false, false,
			PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(overwrite), "cpu"), Progress.SILENT).run();
	}

	@Test
	void whileSomebodyElseWritesToTheFolderNobodyDoes() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		Files.createDirectories(output);
		try (WorkLock lock = WorkLock.of(output.resolve("cairn-files.json"), "The list of label images")) {
			final String message = refused(images.toString(), output).getMessage();
			assertTrue(message.startsWith("The list of label images " + output.resolve("cairn-files.json") +
				" is being written already"), message);
		}
		assertEquals(1, run(images, "nii.gz", false));
		assertEquals(List.of("a.nii.gz", "cairn-files.json"), files(output));
	}

	private void resume(final boolean flips) {
		new FolderSegmentation(TestPlugins.io(), new SegmentFolderOptions(TestCases.images(images), List.of(model), output, "nii.gz", false, flips,
			PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(false), true, Computer.exact("cpu")), Progress.SILENT).run();
	}

	@Test
	void anInterruptedRunGoesOnWithTheImagesThatAreLeft() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		TestVolumes.write(images.resolve("b.nii.gz"), volume("b"));
		run(images, "nii.gz", false);
		final byte[] expected = Files.readAllBytes(output.resolve("b.nii.gz"));
		final FileTime before = Files.getLastModifiedTime(output.resolve("a.nii.gz"));
		Files.delete(output.resolve("b.nii.gz"));
		resume(false);
		assertEquals(before, Files.getLastModifiedTime(output.resolve("a.nii.gz")));
		assertArrayEquals(expected, Files.readAllBytes(output.resolve("b.nii.gz")));
		// As it is after a sudden end between the writing of an image and the note of it.
		final Path ledger = output.resolve("cairn-files.json");
		Files.writeString(ledger, Files.readString(ledger).replaceAll("(\"b.nii.gz\": \\{\\s*\"run\": 1,\\s*\"size\": )\\d+", "$1-1"));
		resume(false);
		assertArrayEquals(expected, Files.readAllBytes(output.resolve("b.nii.gz")));
		assertThrows(UndecidedException.class, () -> resume(true), "those of another kind are not what was interrupted");
		Files.setLastModifiedTime(images.resolve("a.nii.gz"), FileTime.fromMillis(before.toMillis() + 5000));
		assertThrows(UndecidedException.class, () -> resume(false), "nor that of an image that has changed");
	}

	@Test
	void onlyItsOwnUnchangedLabelImagesAreReplaced() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		run(images, "nii.gz", false);
		final UndecidedException undecided = assertThrows(UndecidedException.class, () -> run(images, "nii.gz", false));
		assertEquals("The file " + output.resolve("a.nii.gz") + " exists; give overwrite=true to replace it.", undecided
			.getMessage());
		final FileTime before = Files.getLastModifiedTime(output.resolve("a.nii.gz"));
		assertEquals(1, run(images, "nii.gz", true));
		assertNotEquals(before, Files.getLastModifiedTime(output.resolve("a.nii.gz")));
		assertTrue(assertThrows(CairnException.class, () -> run(images, "tif", true)).getMessage().contains(
			"holds a.nii.gz already, a label image of the same name in another format"));
		// Somebody corrects it.
		TestPlugins.io().save(volume("corrected"), output.resolve("a.nii.gz"));
		final byte[] corrected = Files.readAllBytes(output.resolve("a.nii.gz"));
		final String message = assertThrows(CairnException.class, () -> run(images, "nii.gz", true)).getMessage();
		assertTrue(message.contains("a.nii.gz has been changed since Cairn wrote it"), message);
		assertArrayEquals(corrected, Files.readAllBytes(output.resolve("a.nii.gz")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.nii.gz", "a.nii", "A.NII.GZ", "a.tif", "of-another-case.nii.gz" })
	void aFolderOfLabelsIsNoPlaceForPredictions(final String drawn) throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		Files.createDirectories(output);
		TestPlugins.io().save(volume("drawn"), output.resolve("drawn.tif"));
		Files.move(drawn.endsWith(".tif") ? output.resolve("drawn.tif") : nifti(drawn), output.resolve(drawn));
		Files.deleteIfExists(output.resolve("drawn.tif"));
		final byte[] before = Files.readAllBytes(output.resolve(drawn));
		for (final boolean overwrite : new boolean[] { false, true }) {
			final CairnException e = assertThrows(CairnException.class, () -> run(images, "nii.gz", overwrite));
			assertFalse(e instanceof UndecidedException, "no answer would help");
			assertTrue(e.getMessage().contains("holds images that Cairn Segment Folder has not written, such as " + drawn), e
				.getMessage());
		}
		assertArrayEquals(before, Files.readAllBytes(output.resolve(drawn)));
		assertEquals(List.of(drawn), files(output));
	}

	private Path nifti(final String name) {
		final Path file = folder.resolve(name.toLowerCase(Locale.ROOT));
		TestPlugins.io().save(volume("drawn"), file);
		return file;
	}

	@Test
	void aFolderThatHoldsTheImagesIsNoPlaceForPredictions() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		final String message = refused(images.toString(), folder).getMessage();
		assertTrue(message.contains("holds the folder of the images"), message);
		assertFalse(Files.exists(folder.resolve("a.nii.gz")));
	}

	@Test
	void theListTellsHowLabelImagesWereMade() throws IOException {
		TestVolumes.write(images.resolve("a.nii.gz"), volume("a"));
		run(images, "nii.gz", false);
		final String list = Files.readString(output.resolve(Ledger.NAME));
		for (final String part : List.of("a.nii.gz", "model.cairn", Sha256.of(model), Sha256.of(output.resolve("a.nii.gz")),
			"\"minimum\"", "\"flips\": false"))
			assertTrue(list.contains(part), part + " in " + list);
	}

	@Test
	void itGoesOnPastImagesThatItCannotRead() throws IOException {
		for (final String name : List.of("a", "b", "d"))
			TestVolumes.write(images.resolve(name + ".nii.gz"), volume(name));
		final byte[] whole = Files.readAllBytes(images.resolve("a.nii.gz"));
		Files.write(images.resolve("a.nii.gz"), Arrays.copyOf(whole, whole.length / 2));
		final CairnException one = assertThrows(CairnException.class, () -> run(images, "nii.gz", false));
		assertTrue(one.getMessage().contains("The image " + images.resolve("a.nii.gz") + " was not segmented (") && one.getMessage()
			.endsWith("; the 2 others are in " + output + "."), one.getMessage());
		assertEquals(List.of("b.nii.gz", "cairn-files.json", "d.nii.gz"), files(output));
		Files.write(images.resolve("c.nii.gz"), Arrays.copyOf(whole, 20));
		final CairnException two = assertThrows(CairnException.class, () -> run(images, "nii.gz", true));
		assertTrue(two.getMessage().startsWith("2 images were not segmented, a.nii.gz, c.nii.gz (the log holds the reasons, " +
			"the first is: "), two.getMessage());
		assertEquals(List.of("b.nii.gz", "cairn-files.json", "d.nii.gz"), files(output));
	}

	@Test
	void formatsAreNamed() {
		final CairnException e = assertThrows(CairnException.class, () -> new SegmentFolderOptions(List.of(), model, output,
			"png", false, "cpu"));
		for (final String part : List.of("format", "nii.gz", "tif", "png"))
			assertTrue(e.getMessage().contains(part), e.getMessage());
	}
}
