// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

class ZarrRoundTripTest {

	private static final List<Double> AFFINE = List.of(-0.5, 0.0, 0.0, 10.0, 0.0, 0.5, 0.0, -20.0, 0.0, 0.0, 2.0, 30.0);

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();

	private static Volume labels() {
		return TestVolumes.bytes("brain", new Geometry(0.5, 0.5, 2, "mm", AFFINE), 301, 70, 9, (x, y, z) -> (x / 40 + y / 30 + z) % 3);
	}

	private static void assertSame(final Volume expected, final Volume read) {
		assertEquals(expected.axes(), read.axes());
		assertEquals(expected.geometry(), read.geometry());
		assertArrayEquals(Voxels.floats(expected.grid(0, 0)), Voxels.floats(read.grid(0, 0)));
	}

	@Test
	void whatIsWrittenIsReadWithItsPlaceInTheWorld() {
		final Path file = folder.resolve("labels.ome.zarr");
		io.saveLabels(labels(), 2, file);
		final Volume read = io.open(file);
		assertSame(labels(), read);
		assertEquals("labels", read.name());
		assertTrue(read.data().getType() instanceof UnsignedByteType);
	}

	@Test
	void theTreeOnDiskIsOneOfTheStandard() throws IOException {
		final Path file = folder.resolve("labels.zarr");
		io.saveLabels(labels(), 2, file);
		final JsonObject ome = json(file.resolve("zarr.json")).getAsJsonObject("attributes").getAsJsonObject("ome");
		assertEquals("0.5", ome.get("version").getAsString());
		final JsonObject image = ome.getAsJsonArray("multiscales").get(0).getAsJsonObject();
		assertEquals("[{\"name\":\"z\",\"type\":\"space\",\"unit\":\"millimeter\"},{\"name\":\"y\",\"type\":\"space\",\"unit\":\"millimeter\"}," +
			"{\"name\":\"x\",\"type\":\"space\",\"unit\":\"millimeter\"}]", image.get("axes").toString());
		assertEquals("[{\"path\":\"0\",\"coordinateTransformations\":[{\"type\":\"scale\",\"scale\":[2.0,0.5,0.5]}]},{\"path\":\"1\"," +
			"\"coordinateTransformations\":[{\"type\":\"scale\",\"scale\":[2.0,1.0,1.0]},{\"type\":\"translation\",\"translation\":[0.0,0.25,0.25]}]}]",
			image.get("datasets").toString());
		assertEquals(2, ome.getAsJsonObject("image-label").getAsJsonArray("colors").size());
		assertEquals("[9,35,151]", json(file.resolve("1/zarr.json")).get("shape").toString());
	}

	private static JsonObject json(final Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}

	@Test
	void aCoarserResolutionOfLabelsHoldsTheCommonestValue() {
		final Path file = folder.resolve("labels.zarr");
		io.saveLabels(labels(), 2, file);
		final Volume coarse = new Selection(0, 0, 1).of(io.open(file), "labels");
		assertEquals(List.of(151L, 35L, 9L), List.of(coarse.size(Axis.X), coarse.size(Axis.Y), coarse.size(Axis.Z)));
		assertEquals(1, coarse.geometry().spacingX());
		assertEquals(2, coarse.geometry().spacingZ());
		// The first voxel is now half a voxel farther along both axes.
		assertEquals(List.of(-1.0, 0.0, 0.0, 9.75, 0.0, 1.0, 0.0, -19.75, 0.0, 0.0, 2.0, 30.0), coarse.geometry().affine());
		assertArrayEquals(Voxels.floats(TestVolumes.bytes("", Geometry.unknown(), 151, 35, 9, (x, y, z) -> (x / 20 + y / 15 + z) % 3).grid(
			0, 0)), Voxels.floats(coarse.grid(0, 0)));
		final CairnException e = assertThrows(CairnException.class, () -> new Selection(0, 0, 2).of(io.open(file), "labels.zarr"));
		assertEquals("The image labels.zarr has no resolution number 2; choose a smaller number as scale, or 0 for the finest.", e
			.getMessage());
	}

	@Test
	void aCoarserResolutionOfAnImageHoldsMeans() {
		final Path file = folder.resolve("image.zarr");
		io.save(TestVolumes.floats("image", TestVolumes.spacing(1, 1, 1, "micron"), 300, 4, 3, (x, y, z) -> x + 100 * y + 1000 * z), file);
		final float[] coarse = Voxels.floats(new Selection(0, 0, 1).of(io.open(file), "image").grid(0, 0));
		assertEquals(150 * 2 * 2, coarse.length);
		assertEquals(0.5 + 50 + 500, coarse[0]);
		// The last slice is made of one.
		assertEquals(298.5 + 250 + 2000, coarse[coarse.length - 1]);
		assertEquals("micron", io.open(file).geometry().unit());
	}

	@Test
	void channelsAndTimePointsKeepTheirOrder() {
		final short[] voxels = new short[5 * 4 * 3 * 2 * 6];
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (short) (3 * i);
		final Volume film = new Volume("film", List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z, Axis.TIME), ArrayImgs.unsignedShorts(voxels, 5,
			4, 2, 3, 6), Geometry.unknown(), new Header() {

				@Override
				public double frameInterval() {
					return 0.25;
				}
			});
		final Path file = folder.resolve("film.zarr");
		io.save(film, file);
		final Volume read = io.open(file);
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL, Axis.TIME), read.axes());
		assertEquals(0.25, read.header().frameInterval());
		for (int c = 0; c < 2; c++)
			for (int t = 0; t < 6; t++)
				assertArrayEquals(Voxels.floats(film.grid(c, t)), Voxels.floats(read.grid(c, t)));
	}

	@Test
	void labelsAreAddedToTheirImageInItsVersion() throws IOException {
		for (final int version : new int[] { ZarrWriter.TWO, ZarrWriter.THREE }) {
			final Path image = folder.resolve("image" + version + ".zarr");
			new ZarrTarget(image, version, Optional.empty()).write(labels(), OptionalInt.empty());
			for (final String name : List.of("nuclei", "cells"))
				io.saveLabels(labels(), 2, image.resolve("labels/" + name));
			assertSame(labels(), io.open(image));
			assertSame(labels(), io.open(image.resolve("labels/nuclei")));
			final JsonObject attributes = version == ZarrWriter.TWO ? json(image.resolve("labels/.zattrs")) : json(image.resolve(
				"labels/zarr.json")).getAsJsonObject("attributes").getAsJsonObject("ome");
			assertEquals("[\"nuclei\",\"cells\"]", attributes.get("labels").toString());
			assertEquals(version == ZarrWriter.TWO, Files.exists(image.resolve("labels/cells/0/.zarray")));
		}
	}

	@Test
	void aTranslationOfTheImageIsThatOfItsLabels() throws IOException {
		final Path image = folder.resolve("image.zarr");
		io.save(labels(), image);
		final Path metadata = image.resolve("zarr.json");
		Files.writeString(metadata, Files.readString(metadata).replaceFirst("(?s)\"path\": \"0\",\\s*\"coordinateTransformations\": \\[",
			"$0{\"type\":\"translation\",\"translation\":[4,3,1]},"));
		final Path file = folder.resolve("labels.zarr");
		final Volume read = io.open(image);
		io.saveLabels(read, 2, file);
		// The scale comes after the translation and is applied to it, too.
		assertTrue(Files.readString(file.resolve("zarr.json")).replaceAll("\\s", "").contains("\"translation\":[8.0,1.5,0.5]"));
	}

	@Test
	void nothingIsLeftOfAnImageThatCannotBeWritten() throws IOException {
		final Volume broken = TestVolumes.failing(labels());
		assertThrows(IllegalStateException.class, () -> io.saveLabels(broken, 2, folder.resolve("labels.zarr")));
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(), left.toList());
		}
	}

	@Test
	void aFolderThatIsNoImageIsNotReplaced() throws IOException {
		final Path file = Files.createDirectories(folder.resolve("notes.zarr")).resolve("notes.txt");
		Files.writeString(file, "mine");
		final CairnException e = assertThrows(CairnException.class, () -> io.saveLabels(labels(), 2, folder.resolve("notes.zarr")));
		assertEquals("The folder " + folder.resolve("notes.zarr") + " exists and is no Zarr image; choose another name.", e.getMessage());
		assertEquals("mine", Files.readString(file));
		assertFalse(io.canOpen(folder.resolve("notes.zarr")));
	}

	@Test
	void imagesOfACollectionAreChosenByNumber() throws IOException {
		final Path collection = folder.resolve("slide.zarr");
		io.save(labels(), collection.resolve("0.zarr"));
		io.save(TestVolumes.floats("b", Geometry.unknown(), 4, 3, 2, (x, y, z) -> x), collection.resolve("1.zarr"));
		for (final String number : List.of("0", "1"))
			Files.move(collection.resolve(number + ".zarr"), collection.resolve(number));
		Files.writeString(collection.resolve("zarr.json"),
			"{\"zarr_format\":3,\"node_type\":\"group\",\"attributes\":{\"ome\":{\"version\":\"0.5\",\"bioformats2raw.layout\":3}}}");
		assertEquals(301, io.open(collection, 1).size(Axis.X));
		assertEquals(4, io.open(collection, 2).size(Axis.X));
		final CairnException e = assertThrows(CairnException.class, () -> io.open(collection));
		assertEquals("The Zarr folder " + collection + " holds several images; choose one by the parameter series, from 1.", e
			.getMessage());
	}
}
