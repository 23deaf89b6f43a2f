// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.type.numeric.integer.UnsignedShortType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;

import ome.units.UNITS;
import ome.units.quantity.Length;
import ome.units.quantity.Time;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.BioFormatsFile;
import sc.fiji.cairn.volume.BioFormatsPlace;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;

/**
 * Bio-Formats' simulated files, whose names say what is in them, are read.
 * <p>
 * In their first ten rows, columns 0 to 9 hold the number of the series, 10 to 19 of the plane, 20 to 29 of the slice, 30
 * to 39 of the channel, 40 to 49 of the frame; elsewhere each pixel holds its column.
 * </p>
 */
class BioFormatsFormatTest {

	private static final int PLANE = 10;
	private static final int SLICE = 20;
	private static final int CHANNEL = 30;
	private static final int FRAME = 40;

	@TempDir
	Path folder;

	private final BioFormatsFormat format = new BioFormatsFormat();

	@Test
	void aStack() throws IOException {
		final Path path = file(
			"test&sizeX=32&sizeY=24&sizeZ=5&pixelType=uint16&physicalSizeX=0.2&physicalSizeY=400 nm&physicalSizeZ=0.002 mm");
		assertTrue(TestPlugins.io().canOpen(path));
		final Volume volume = TestPlugins.io().open(path);
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
		assertEquals(List.of(32L, 24L, 5L), List.of(volume.size(Axis.X), volume.size(Axis.Y), volume.size(Axis.Z)));
		assertTrue(volume.data().getType() instanceof UnsignedShortType);
		assertEquals("\u00b5m", volume.geometry().unit());
		assertEquals(0.2, volume.geometry().spacingX(), 1e-12);
		assertEquals(0.4, volume.geometry().spacingY(), 1e-12);
		assertEquals(2, volume.geometry().spacingZ(), 1e-12);
		for (int z = 0; z < 5; z++) {
			assertEquals(z, volume.data().getAt(SLICE, 3, z).getRealDouble(), 0);
			assertEquals(31, volume.data().getAt(31, 23, z).getRealDouble(), 0);
		}
	}

	/** Both ways of reading, with planes in the order of the file. */
	@ParameterizedTest
	@CsvSource({ "XYZCT, 0", "XYTCZ, 0", "XYCTZ, 1000000000" })
	void channelsAndFramesCanBeChosen(final String order, final long large) throws IOException {
		final Path path = file("hyper&sizeX=50&sizeY=20&sizeZ=4&sizeC=3&sizeT=2&pixelType=int16&little=false&dimOrder=" +
			order);
		final Volume volume = new BioFormatsFile(path, 0, large).read();
		final Volume chosen = new Selection(3, 2).of(volume, "hyper");
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), chosen.axes());
		// Signed numbers start at the smallest one, but for the numbers of planes.
		assertEquals(-32768 + 25, chosen.data().getAt(25, 15, 0).getRealDouble(), 0);
		for (int z = 0; z < 4; z++) {
			assertEquals(z, chosen.data().getAt(SLICE, 0, z).getRealDouble(), 0);
			assertEquals(2, chosen.data().getAt(CHANNEL, 0, z).getRealDouble(), 0);
			assertEquals(1, chosen.data().getAt(FRAME, 0, z).getRealDouble(), 0);
		}
	}

	@Test
	void severalThreadsReadOneLargeImage() throws IOException {
		final Volume volume = new BioFormatsFile(file("large&sizeX=32&sizeY=16&sizeZ=40&pixelType=float"), 0,
			0).read();
		IntStream.range(0, 400).parallel().forEach(i -> assertEquals(i % 40, volume.data().getAt(PLANE, 0, i % 40)
			.getRealDouble(), 0));
	}

	@Test
	void oneOfSeveralImagesIsChosen() throws IOException {
		final Path path = file("many&sizeX=32&sizeY=16&series=3");
		assertTrue(message(path).contains("3 images"), message(path));
		assertEquals(2, format.read(path, 3).data().getAt(0, 0).getRealDouble(), 0);
		assertTrue(assertThrows(CairnException.class, () -> format.read(path, 4)).getMessage().contains("from 1 to 3"));
	}

	@Test
	void coloursAndBitsAreRefused() throws IOException {
		final Path colours = file("colours&sizeC=3&rgb=3");
		assertTrue(message(colours).contains(colours.toString()));
		assertTrue(message(colours).contains("channels"));
		assertTrue(message(file("mask&pixelType=bit")).contains("the type bit"));
	}

	@Test
	void tablesAreNoImages() throws IOException {
		final Path table = folder.resolve("spots.csv");
		Files.writeString(table, "x,y,v\n0,0,1\n1,0,2\n".repeat(2000));
		assertFalse(format.canRead(table));
		assertFalse(format.canRead(folder));
		assertFalse(format.canRead(folder.resolve("none.fake")));
	}

	@Test
	void unitsAreKept() {
		final IMetadata metadata = MetadataTools.createOMEXMLMetadata();
		metadata.setPixelsPhysicalSizeX(new Length(5, UNITS.NANOMETRE), 0);
		metadata.setPixelsPhysicalSizeY(new Length(0.006, UNITS.MICROMETRE), 0);
		metadata.setPixelsPhysicalSizeZ(new Length(70, UNITS.ANGSTROM), 0);
		metadata.setPixelsTimeIncrement(new Time(250, UNITS.MILLISECOND), 0);
		final BioFormatsPlace place = BioFormatsPlace.of(metadata, 0, true);
		assertEquals("nm", place.geometry().unit());
		assertEquals(5, place.geometry().spacingX(), 0);
		assertEquals(6, place.geometry().spacingY(), 1e-12);
		assertEquals(7, place.geometry().spacingZ(), 1e-12);
		assertEquals(0.25, place.header().frameInterval(), 1e-12);
		assertEquals(1, BioFormatsPlace.of(metadata, 0, false).geometry().spacingZ(), 0);
	}

	@Test
	void pixelsAreNoLength() {
		final IMetadata metadata = MetadataTools.createOMEXMLMetadata();
		metadata.setPixelsPhysicalSizeX(new Length(2, UNITS.PIXEL), 0);
		assertEquals(new Geometry(2, 2, 1, "pixel", List.of()), BioFormatsPlace.of(metadata, 0, true).geometry());
		metadata.setPixelsPhysicalSizeX(new Length(0, UNITS.MICROMETRE), 0);
		assertEquals(new BioFormatsPlace(Geometry.unknown(), Header.NONE), BioFormatsPlace.of(metadata, 0, true));
	}

	private String message(final Path path) {
		return assertThrows(CairnException.class, () -> format.read(path)).getMessage();
	}

	/** Makes the file, which is empty, because Cairn opens none that does not exist. */
	private Path file(final String name) throws IOException {
		return Files.createFile(folder.resolve(name + ".fake"));
	}
}
