// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import net.imglib2.type.numeric.integer.ShortType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** NRRD files say where their voxels are, what their axes mean and where they lead; broken ones are refused. */
class NrrdFormatTest {

	private static final String SIZES = "type: short\ndimension: 3\nsizes: 4 3 2\n";

	@TempDir
	Path folder;

	/** 24 numbers from -5 on. */
	static byte[] shorts(final ByteOrder order) {
		final ByteBuffer bytes = ByteBuffer.allocate(48).order(order);
		for (short i = -5; i < 19; i++)
			bytes.putShort(i);
		return bytes.array();
	}

	private static byte[] zipped(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
			zip.write(bytes);
		}
		return out.toByteArray();
	}

	private Path file(final String name, final String header, final byte[]... data) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(("NRRD0004\n# made up\n" + header).getBytes(StandardCharsets.UTF_8));
		for (final byte[] part : data)
			out.write(part);
		return Files.write(folder.resolve(name), out.toByteArray());
	}

	private static void assertRamp(final Volume volume) {
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
		assertArrayEquals(new long[] { 4, 3, 2 }, volume.data().dimensionsAsLongArray());
		assertEquals(ShortType.class, volume.data().getType().getClass());
		final float[] expected = new float[24];
		for (int i = 0; i < expected.length; i++)
			expected[i] = i - 5;
		assertArrayEquals(expected, Voxels.floats(volume.grid(0, 0)));
	}

	private Volume open(final Path path) {
		return TestPlugins.io().open(path);
	}

	private String refused(final Path path) {
		final CairnException e = assertThrows(CairnException.class, () -> open(path));
		assertTrue(e.getMessage().contains(folder.toString()) && !e.getMessage().contains("\n"), e.getMessage());
		return e.getMessage();
	}

	@ParameterizedTest
	@CsvSource({ "raw,little", "raw,big", "gzip,little", "gz,big", "hex,big", "hex,little", "ascii,little", "txt,big" })
	void voxelsInEveryEncoding(final String encoding, final String endian) throws IOException {
		final byte[] stored = shorts(endian.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		final byte[] data = switch (encoding) {
			case "raw" -> stored;
			case "gzip", "gz" -> zipped(stored);
			case "hex" -> HexFormat.of().formatHex(stored).replaceAll("(.{30})", "$1\n").getBytes(StandardCharsets.US_ASCII);
			default -> "-5 -4 -3 -2\n-1 0 1 2 3 4, 5, 6 7 8 9\t10 11 12 13 14 15 16 17 18".getBytes(StandardCharsets.US_ASCII);
		};
		final Volume volume = open(file("a.nrrd", SIZES + "encoding: " + encoding + "\nendian: " + endian + "\n\n", data));
		assertRamp(volume);
		assertEquals("a", volume.name());
		assertEquals(Geometry.unknown(), volume.geometry());
	}

	@Test
	void directionsAndOriginGiveSpacingAndAffine() throws IOException {
		final String end = "space directions: (0,2,0) (-3,0,0) (0,0.3,4)\nspace origin: (10,20,30)\nendian: little\n" +
			"encoding: raw\n\n";
		final List<Double> ras = List.of(0.0, -3.0, 0.0, 10.0, 2.0, 0.0, 0.3, 20.0, 0.0, 0.0, 4.0, 30.0);
		for (final String space : List.of("right-anterior-superior", "RAS", "LPS", "left-anterior-superior", "scanner-xyz")) {
			final Geometry geometry = open(file("a.nrrd", SIZES + "space: " + space + "\n" + end, shorts(
				ByteOrder.LITTLE_ENDIAN))).geometry();
			assertEquals(2, geometry.spacingX(), 0);
			assertEquals(3, geometry.spacingY(), 0);
			assertEquals(Math.sqrt(16.09), geometry.spacingZ(), 1e-12);
			assertEquals("mm", geometry.unit());
			final double x = space.startsWith("R") || space.startsWith("r") ? 1 : -1;
			final double y = space.equals("LPS") ? -1 : 1;
			if (space.equals("scanner-xyz")) assertEquals(List.of(), geometry.affine());
			else for (int i = 0; i < 12; i++)
				assertEquals(ras.get(i) * (i < 4 ? x : i < 8 ? y : 1), geometry.affine().get(i), 1e-12, space + " " + i);
		}
	}

	@Test
	void spacingsUnitsAndLimitsOfAxes() throws IOException {
		final String end = "encoding: raw\nendian: little\n\n";
		final Geometry given = open(file("a.nrrd", SIZES + "spacings: 0.5 500 NaN\nunits: \"um\" \"nm\" \"\"\n" + end, shorts(
			ByteOrder.LITTLE_ENDIAN))).geometry();
		assertEquals(new Geometry(0.5, 0.5, 1, "um", List.of()), given);
		final Geometry derived = open(file("b.nrrd", SIZES + "axis mins: 0 0 0\naxis maxs: 8 6 5\ncenters: cell node ???\n" +
			end, shorts(ByteOrder.LITTLE_ENDIAN))).geometry();
		assertEquals(new Geometry(2, 3, 2.5, "mm", List.of()), derived);
	}

	@Test
	void kindsSayWhatAxesMean() throws IOException {
		final Volume vectors = open(file("a.nrrd", "type: uint8\ndimension: 4\nsizes: 3 2 2 2\nkinds: RGB-color domain domain " +
			"domain\nspace: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,2)\nencoding: raw\n\n", bytes(24)));
		assertEquals(List.of(Axis.CHANNEL, Axis.X, Axis.Y, Axis.Z), vectors.axes());
		assertEquals(1 + 3 * (1 + 2 * 1), vectors.grid(1, 0).getAt(1, 1, 0).getRealDouble(), 0);
		assertEquals(2, vectors.geometry().spacingZ(), 0);
		final Volume film = open(file("b.nrrd", "type: unsigned char\ndimension: 4\nsizes: 2 2 2 3\nspacings: 1 1 1 250\n" +
			"units: \"mm\" \"mm\" \"mm\" \"ms\"\nencoding: raw\n\n", bytes(24)));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), film.axes());
		assertEquals(0.25, film.header().frameInterval(), 1e-12);
		final Volume stub = open(file("c.nrrd", "type: uchar\ndimension: 4\nsizes: 1 2 3 4\nkinds: stub domain domain time\n" +
			"encoding: raw\n\n", bytes(24)));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.TIME), stub.axes());
	}

	private static byte[] bytes(final int count) {
		final byte[] bytes = new byte[count];
		for (int i = 0; i < count; i++)
			bytes[i] = (byte) i;
		return bytes;
	}

	@Test
	void skippedLinesAndBytes() throws IOException {
		final byte[] data = shorts(ByteOrder.LITTLE_ENDIAN);
		final byte[] lines = "one\ntwo\n???".getBytes(StandardCharsets.US_ASCII);
		final String end = "endian: little\nencoding: raw\n";
		assertRamp(open(file("a.nrrd", SIZES + end + "line skip: 2\nbyte skip: 3\n\n", lines, data)));
		assertRamp(open(file("b.nrrd", SIZES + end + "byte skip: -1\n\n", lines, data)));
		final ByteArrayOutputStream longer = new ByteArrayOutputStream();
		longer.write(lines);
		longer.write(data);
		assertRamp(open(file("c.nrrd", SIZES + "endian: little\nencoding: gzip\nbyte skip: 11\n\n", zipped(longer
			.toByteArray()))));
		assertRamp(open(file("d.nrrd", SIZES + "endian: little\nencoding: gzip\nbyteskip: -1\nlineskip: 1\n\n", "skip\n"
			.getBytes(StandardCharsets.US_ASCII), zipped(longer.toByteArray()))));
		assertTrue(refused(file("e.nrrd", SIZES + end + "byte skip: -2\n\n", data)).contains("byteskip is -2"));
	}

	@Test
	void dataInOtherFiles() throws IOException {
		final byte[] data = shorts(ByteOrder.LITTLE_ENDIAN);
		final String header = SIZES + "endian: little\nencoding: raw\n";
		Files.write(folder.resolve("all voxels.raw"), data);
		assertRamp(open(file("a.nhdr", header + "data file: all voxels.raw\n")));
		Files.write(folder.resolve("z08.raw"), Arrays.copyOfRange(data, 0, 24));
		Files.write(folder.resolve("z10.raw"), Arrays.copyOfRange(data, 24, 48));
		assertRamp(open(file("b.nhdr", header + "datafile: z%02d.raw 8 10 2\n")));
		assertRamp(open(file("c.nhdr", header + "data file: LIST\nz08.raw\nz10.raw\n")));
		assertRamp(open(file("d.nhdr", header + "data file: LIST 3\nz08.raw\nz10.raw\n")));
		assertTrue(refused(file("e.nhdr", header + "data file: LIST\nz08.raw\n")).contains("1 data files"));
		assertTrue(refused(file("f.nhdr", header + "data file: gone.raw\n")).contains("gone.raw is missing"));
		assertTrue(refused(file("g.nhdr", header + "data file: z%02d.raw 8 10 0\n")).contains("steps of 0"));
		assertFalse(TestPlugins.io().canOpen(folder.resolve("z08.raw")));
	}

	@Test
	void aDamagedFileIsRefused() throws IOException {
		final byte[] data = shorts(ByteOrder.LITTLE_ENDIAN);
		final String end = "endian: little\nencoding: raw\n\n";
		assertTrue(refused(file("a.nrrd", SIZES + end, Arrays.copyOf(data, 47))).contains("too short"));
		final byte[] zip = zipped(data);
		assertTrue(refused(file("b.nrrd", SIZES + "endian: little\nencoding: gzip\n\n", Arrays.copyOf(zip, zip.length - 9)))
			.contains("cut off"));
		assertTrue(refused(file("c.nrrd", "type: short\ndimension: 3\nsizes: 99999 99999 99999\n" + end, data)).contains(
			"too short"));
		assertTrue(refused(file("d.nrrd", "type: short\ndimension: 3\nsizes: 999999999999 999999999999 99999\n" + end, data))
			.contains("damaged"));
		assertTrue(refused(file("e.nrrd", SIZES + "encoding: ascii\n\n", "1 2 x 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21"
			.concat(" 22 23 24").getBytes(StandardCharsets.US_ASCII))).contains("'x' is no number"));
		assertTrue(refused(Files.writeString(folder.resolve("f.nrrd"), "P5 4 3 255")).contains("is no NRRD file"));
		assertTrue(refused(Files.write(folder.resolve("g.nrrd"), new byte[0])).contains("is no NRRD file"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "encoding: bzip2|bzip2", "endian: middle\nencoding: raw|endian", "encoding: raw|endian is missing",
		"sizes: 4 3\nencoding: raw|sizes", "type: block\nencoding: raw|block", "nonsense\nencoding: raw|'nonsense'",
		"kinds: complex domain domain\nencoding: raw|complex", "dimension: 77\nencoding: raw|dimension is 77",
		"space directions: (1,0) (0,1)\nencoding: raw|2 space directions", "endian: little|no encoding",
		"kinds: list vector domain\nendian: little\nencoding: raw|channels" })
	void whatIsNotSupportedIsSaid(final String line) throws IOException {
		final String[] parts = line.split("\\|");
		final String message = refused(file("a.nrrd", SIZES + parts[0] + "\n\n", shorts(ByteOrder.LITTLE_ENDIAN)));
		assertTrue(message.contains(parts[1]), message);
	}
}
