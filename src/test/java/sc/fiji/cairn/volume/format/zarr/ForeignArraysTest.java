// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Arrays that tensorstore and numcodecs have written; {@code src/bench/python/zarr_corpus.py} says how. */
class ForeignArraysTest {

	@TempDir
	private static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		try (InputStream file = ForeignArraysTest.class.getResourceAsStream("corpus.zip"); ZipInputStream in = new ZipInputStream(
			file))
		{
			for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
				final Path path = folder.resolve(entry.getName());
				Files.createDirectories(path.getParent());
				Files.copy(in, path);
			}
		}
	}

	private static List<Path> arrays() throws IOException {
		try (Stream<Path> list = Files.list(folder)) {
			return list.filter(path -> path.getFileName().toString().startsWith("v")).sorted().toList();
		}
	}

	@Test
	void everyArrayIsReadRight() throws IOException {
		final List<String> wrong = new ArrayList<>();
		for (final Path array : arrays()) {
			final Volume volume = TestPlugins.io().open(array);
			assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
			if (!isRight(volume.data(), array.getFileName().toString())) wrong.add(array.getFileName().toString());
		}
		assertEquals(List.of(), wrong);
		assertTrue(arrays().size() > 60, () -> "only some arrays are there");
	}

	private static boolean isRight(final RandomAccessibleInterval<? extends RealType<?>> data, final String name) {
		final double half = name.contains("float") ? 0.5 : 0;
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(data).localizingCursor();
		for (int i = 0; cursor.hasNext(); i++) {
			final double value = cursor.next().getRealDouble();
			final boolean hole = name.contains("holes") && cursor.getIntPosition(0) < 16 && cursor.getIntPosition(1) < 16 && cursor
				.getIntPosition(2) < 8;
			if (value != (hole ? 7 : i / 16 % 120 + half)) return false;
		}
		return data.dimension(0) == 24 && data.dimension(1) == 20 && data.dimension(2) == 12;
	}

	@Test
	void allKindsOfVoxelsHaveTheirTypes() {
		for (final String type : List.of("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32",
			"float64"))
			assertEquals(type, ZarrArray.open(new FolderStorage(folder.resolve("v2-raw-" + type))).metadata().type().name()
				.toLowerCase(Locale.ROOT));
	}

	@Test
	void aDamagedChunkIsRefusedAndNamed() throws IOException {
		for (final String name : List.of("v2-zlib-int16", "v2-gzip-int16", "v2-zstd-int16", "v2-blosc-lz4-1-uint16",
			"v2-blosc-blosclz-2-uint16", "v2-blosc-zstd-0-uint16"))
		{
			final Path chunk = folder.resolve(name).resolve("1/0/1");
			final byte[] bytes = Files.readAllBytes(chunk);
			final Path copy = folder.resolve("damaged-" + name);
			Files.createDirectories(copy.resolve("1/0"));
			Files.copy(folder.resolve(name).resolve(".zarray"), copy.resolve(".zarray"));
			Files.write(copy.resolve("1/0/1"), Arrays.copyOf(bytes, bytes.length / 2));
			final CairnException e = assertThrows(CairnException.class, () -> ZarrArray.open(new FolderStorage(copy)).read(1, 0, 1));
			assertTrue(e.getMessage().startsWith("The part [1, 0, 1] of " + copy + " cannot be read ("), e.getMessage());
		}
	}

	@Test
	void placesOfChunksThatCannotBeAreRefusedAndNoMemoryIsTakenForThem() throws IOException {
		final ArrayMetadata metadata = new ArrayMetadata(List.of(4L), List.of(4), List.of(4), VoxelType.UINT8, false, List.of(), List
			.of(), new ArrayMetadata.Index(true, List.of()), new ArrayMetadata.Keys("", "/"), List.of((byte) 0), List.of());
		final Path file = Files.createDirectories(folder.resolve("damaged-index")).resolve("0");
		for (final long[] place : List.of(new long[] { -5, 4 }, new long[] { 0, 1L << 40 }, new long[] { 16, Integer.MAX_VALUE })) {
			Files.write(file, ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(place[0]).putLong(place[1]).array());
			final CairnException e = assertThrows(CairnException.class, () -> new ZarrArray(new FolderStorage(file.getParent()), metadata)
				.read(0));
			assertTrue(e.getMessage().contains("damaged") && e.getMessage().contains("The part [0]") && (e.getMessage().contains(
				"its index of chunks is damaged") || e.getMessage().contains("it is cut short")), e.getMessage());
		}
	}

	@Test
	void aWrongChecksumIsNoticed() throws IOException {
		final Path copy = Files.createDirectories(folder.resolve("damaged-crc/c/0/0")).getParent().getParent().getParent();
		Files.copy(folder.resolve("v3-crc-uint16/zarr.json"), copy.resolve("zarr.json"));
		final byte[] bytes = Files.readAllBytes(folder.resolve("v3-crc-uint16/c/0/0/0"));
		bytes[17]++;
		Files.write(copy.resolve("c/0/0/0"), bytes);
		final CairnException e = assertThrows(CairnException.class, () -> ZarrArray.open(new FolderStorage(copy)).read(0, 0, 0));
		assertTrue(e.getMessage().contains("its checksum is wrong"), e.getMessage());
	}
}
