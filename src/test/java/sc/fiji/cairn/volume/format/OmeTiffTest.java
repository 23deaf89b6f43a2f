// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.TiffEncoder;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** The XML of an OME-TIFF file says which plane is which and how large pixels are. */
class OmeTiffTest {

	private static final String PIXELS = "<Pixels DimensionOrder='%s' Type='uint16' SizeX='4' SizeY='3' SizeZ='3' SizeC='2' " +
		"SizeT='2' %s>%s</Pixels>";

	@TempDir
	Path folder;

	/** Writes 12 planes of 4 x 3 pixels, each with its number in the file as its value. */
	private Path file(final String xml) throws IOException {
		final ImagePlus image = IJ.createImage("planes", "16-bit black", 4, 3, 12);
		for (int i = 1; i <= 12; i++)
			image.getStack().getProcessor(i).add(i - 1);
		final FileInfo info = image.getFileInfo();
		// ImageJ reads it as from files of Bio-Formats that tell no size: pixels of 1 cm.
		info.unit = "cm";
		info.description = "<?xml version='1.0' encoding='UTF-8'?><!-- Keep --><OME xmlns='http://www.openmicroscopy.org/" +
			"Schemas/OME/2016-06' UUID='urn:uuid:1'>" + xml + "</OME>";
		final Path path = folder.resolve("cells.ome.tif");
		try (OutputStream out = Files.newOutputStream(path)) {
			new TiffEncoder(info).write(out);
		}
		return path;
	}

	private Volume open(final String order, final String attributes, final String data) throws IOException {
		return TestPlugins.io().open(file("<Image>" + PIXELS.formatted(order, attributes, data) + "</Image>"));
	}

	private static double plane(final Volume volume, final int z, final int channel, final int frame) {
		return volume.grid(channel, frame).getAt(3, 2, z).getRealDouble();
	}

	@ParameterizedTest
	@ValueSource(strings = { "XYZCT", "XYZTC", "XYCZT", "XYCTZ", "XYTZC", "XYTCZ" })
	void planesInEveryOrder(final String order) throws IOException {
		final Volume volume = open(order, "", "<TiffData/>");
		assertEquals(List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z, Axis.TIME), volume.axes());
		assertArrayEquals(new long[] { 4, 3, 2, 3, 2 }, volume.data().dimensionsAsLongArray());
		for (int z = 0; z < 3; z++) {
			for (int c = 0; c < 2; c++) {
				for (int t = 0; t < 2; t++) {
					int expected = 0;
					int step = 1;
					for (final char axis : order.substring(2).toCharArray()) {
						expected += step * (axis == 'Z' ? z : axis == 'C' ? c : t);
						step *= axis == 'Z' ? 3 : 2;
					}
					assertEquals(expected, plane(volume, z, c, t), 0);
				}
			}
		}
	}

	@Test
	void planesThatArePlacedOneByOne() throws IOException {
		final StringBuilder data = new StringBuilder();
		// Backwards, the last two by one element.
		for (int i = 0; i < 10; i++)
			data.append("<TiffData FirstZ='%d' FirstC='%d' FirstT='%d' IFD='%d'><UUID FileName='old.tif'>urn:uuid:1</UUID></TiffData>"
				.formatted(i % 3, i / 3 % 2, i / 6, 11 - i));
		data.append("<TiffData FirstZ='1' FirstC='1' FirstT='1' IFD='0' PlaneCount='2'/>");
		final Volume volume = open("XYZCT", "", data.toString());
		assertEquals(11, plane(volume, 0, 0, 0), 0);
		assertEquals(11 - (1 + 3 * 1 + 6 * 0), plane(volume, 1, 1, 0), 0);
		assertEquals(1, plane(volume, 2, 1, 1), 0);
	}

	@Test
	void planesOfLargeFilesAreSortedToo() throws IOException {
		final Path path = file("<Image>" + PIXELS.formatted("XYTZC", "", "") + "</Image>");
		final Volume whole = new TiffReader(path, 0).read();
		final Volume lazy = new TiffReader(path, 0, 1).read();
		for (int t = 0; t < 2; t++)
			assertArrayEquals(Voxels.floats(whole.grid(1, t)), Voxels.floats(lazy.grid(1, t)));
		assertEquals(6 + 2 * 2 + 1, plane(lazy, 2, 1, 1), 0);
	}

	@Test
	void sizesWithUnits() throws IOException {
		final Volume volume = open("XYZCT", "PhysicalSizeX='325' PhysicalSizeXUnit='nm' PhysicalSizeY='0.4' PhysicalSizeZ='2' " +
			"PhysicalSizeYUnit='um' TimeIncrement='500' TimeIncrementUnit='ms'", "");
		assertEquals(325, volume.geometry().spacingX(), 1e-9);
		assertEquals(400, volume.geometry().spacingY(), 1e-9);
		assertEquals(2000, volume.geometry().spacingZ(), 1e-9);
		assertEquals("nm", volume.geometry().unit());
		assertEquals(0.5, volume.header().frameInterval(), 1e-12);
		assertEquals("\u00b5m", open("XYZCT", "PhysicalSizeX='0.3'", "").geometry().unit());
		assertEquals(Geometry.unknown(), open("XYZCT", "", "").geometry());
	}

	@ParameterizedTest
	@ValueSource(strings = { "<Image><Pixels SizeX='4'|no SizeZ", "<BinaryOnly MetadataFile='all.ome'/>|all.ome",
		"<Instrument/>|no image", "<Image>|damaged" })
	void otherXmlIsRefused(final String line) throws IOException {
		final String[] parts = line.split("\\|");
		final String xml = parts[0].startsWith("<Image><Pixels") ? parts[0] + "/></Image>" : parts[0];
		assertRefused(file(xml), parts[1]);
	}

	@Test
	void severalFilesOrTooFewPlanesAreRefused() throws IOException {
		final String image = "<Image>" + PIXELS.formatted("XYZCT", "", "%s") + "</Image>";
		assertRefused(file(image.formatted("<TiffData><UUID FileName='b.tif'>urn:uuid:2</UUID></TiffData>")),
			"one of several files of an image, such as b.tif");
		assertRefused(file(image.formatted("").replace("SizeZ='3'", "SizeZ='4'")), "asks for 16 planes");
		assertRefused(file(image.formatted("<TiffData IFD='0' PlaneCount='5'/>")), "asks for 12 planes");
	}

	/** Two images of the same six planes each. */
	private Path twins() throws IOException {
		final String image = "<Image Name='%s'>" + PIXELS.replace("SizeC='2'", "SizeC='1'") + "</Image>";
		return file(image.formatted("left", "XYZCT", "", "<TiffData IFD='0' PlaneCount='6'/>") + image.formatted("right", "XYZCT",
			"PhysicalSizeX='7'", "<TiffData IFD='6' PlaneCount='6'/>"));
	}

	@Test
	void ofSeveralImagesOneIsChosen() throws IOException {
		final Path path = twins();
		assertRefused(path, "holds 2 images (1 left, 2 right); choose one by its number as \"series\"");
		for (int series = 1; series <= 2; series++) {
			final Volume image = TestPlugins.io().open(path, series);
			assertArrayEquals(new long[] { 4, 3, 3, 2 }, image.data().dimensionsAsLongArray());
			assertEquals(6 * (series - 1) + 1 + 3, plane(image, 1, 0, 1), 0);
			assertEquals(series == 1 ? 1 : 7, image.geometry().spacingX(), 0);
		}
		final CairnException none = assertThrows(CairnException.class, () -> TestPlugins.io().open(path, 3));
		assertTrue(none.getMessage().contains("holds 2 images, but series=3 is asked for; choose a number from 1 to 2"), none
			.getMessage());
	}

	@Test
	void imagesOfOneFileMayDifferInSizeAndType() throws IOException {
		final String pixels = "<Image><Pixels DimensionOrder='XYZCT' Type='%s' SizeX='%d' SizeY='1' SizeZ='1' SizeC='1' SizeT='1'>" +
			"<TiffData IFD='%d' PlaneCount='1'/></Pixels></Image>";
		final Path path = folder.resolve("mixed.ome.tif");
		Files.write(path, tiff("<OME>" + pixels.formatted("uint8", 3, 0) + pixels.formatted("int8", 2, 1) + "</OME>",
			new byte[] { 1, 2, -3 }, new byte[] { -4, 5 }));
		assertEquals(253, TestPlugins.io().open(path, 1).data().getAt(2, 0).getRealDouble(), 0);
		assertEquals(-4, TestPlugins.io().open(path, 2).data().getAt(0, 0).getRealDouble(), 0);
		assertEquals(2, TestPlugins.io().open(path, 2).data().dimension(0));
	}

	/** Makes a TIFF file of images with one row of bytes each. */
	private static byte[] tiff(final String description, final byte[]... rows) {
		final ByteBuffer file = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
		file.put(new byte[] { 'I', 'I', 42, 0 }).putInt(8);
		final int directory = 2 + 8 * 12 + 4;
		final int text = 8 + rows.length * directory;
		int pixels = text + description.length() + 1;
		for (int i = 0; i < rows.length; i++) {
			file.putShort((short) 8);
			final int[][] tags = { { 256, rows[i].length }, { 257, 1 }, { 258, 8 }, { 259, 1 }, { 262, 1 }, { 270, text }, { 273,
				pixels }, { 279, rows[i].length } };
			for (final int[] tag : tags)
				file.putShort((short) tag[0]).putShort((short) (tag[0] == 270 ? 2 : 4)).putInt(tag[0] == 270 ? description
					.length() + 1 : 1).putInt(tag[1]);
			file.putInt(i + 1 < rows.length ? 8 + (i + 1) * directory : 0);
			file.put(pixels, rows[i]);
			pixels += rows[i].length;
		}
		file.put(description.getBytes(StandardCharsets.US_ASCII));
		return Arrays.copyOf(file.array(), pixels);
	}

	@Test
	void bigTiffIsRefusedByName() throws IOException {
		final Path path = Files.write(folder.resolve("big.tif"), new byte[] { 'I', 'I', 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0,
			0 });
		assertRefused(path, "is a BigTIFF");
	}

	private static void assertRefused(final Path path, final String reason) {
		final CairnException e = assertThrows(CairnException.class, () -> TestPlugins.io().open(path));
		assertTrue(e.getMessage().contains(path.toString()) && e.getMessage().contains(reason), e.getMessage());
	}
}
