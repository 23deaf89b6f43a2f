// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** MetaImage files are read as ITK reads them; broken ones are refused. */
class MetaImageFormatTest {

	private static final String SIZES = "ObjectType = Image\nNDims = 3\nDimSize = 4 3 2\nElementType = MET_SHORT\n";
	private static final String LOCAL = "ElementDataFile = LOCAL\n";

	private final byte[] data = NrrdFormatTest.shorts(ByteOrder.LITTLE_ENDIAN);

	@TempDir
	Path folder;

	private Path file(final String name, final String header, final byte[]... parts) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(header.getBytes(StandardCharsets.UTF_8));
		for (final byte[] part : parts)
			out.write(part);
		return Files.write(folder.resolve(name), out.toByteArray());
	}

	private static byte[] packed(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
			zip.write(bytes);
		}
		return out.toByteArray();
	}

	private static Volume open(final Path path) {
		return TestPlugins.io().open(path);
	}

	private static void assertRamp(final Volume volume) {
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z), volume.axes());
		final float[] values = Voxels.floats(volume.grid(0, 0));
		assertEquals(24, values.length);
		for (int i = 0; i < values.length; i++)
			assertEquals(i - 5, values[i], 0);
	}

	private String refused(final Path path) {
		final CairnException e = assertThrows(CairnException.class, () -> open(path));
		assertTrue(e.getMessage().contains(folder.toString()) && !e.getMessage().contains("\n"), e.getMessage());
		return e.getMessage();
	}

	@Test
	void voxelsOfBothByteOrdersPackedOrAsText() throws IOException {
		assertRamp(open(file("a.mha", SIZES + LOCAL, data)));
		assertRamp(open(file("b.mha", SIZES + "BinaryDataByteOrderMSB = True\n" + LOCAL, NrrdFormatTest.shorts(
			ByteOrder.BIG_ENDIAN))));
		assertRamp(open(file("c.mha", SIZES + "CompressedData = True\nCompressedDataSize = 1\n" + LOCAL, packed(data))));
		assertRamp(open(file("d.mha", SIZES + "BinaryData = False\n" + LOCAL,
			"-5 -4 -3 -2 -1 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18\n".getBytes(StandardCharsets.US_ASCII))));
		final Volume scaled = open(file("e.mha", SIZES + "ElementToIntensityFunctionSlope = 2\n" +
			"ElementToIntensityFunctionOffset = 10\n" + LOCAL, data));
		assertEquals(0, scaled.grid(0, 0).getAt(0, 0, 0).getRealDouble(), 0);
		assertEquals(46, scaled.grid(0, 0).getAt(3, 2, 1).getRealDouble(), 0);
	}

	@Test
	void dataInOtherFiles() throws IOException {
		Files.write(folder.resolve("with header.raw"), concat("head".getBytes(StandardCharsets.US_ASCII), data));
		assertRamp(open(file("a.mhd", SIZES + "HeaderSize = 4\nElementDataFile = with header.raw\n")));
		assertRamp(open(file("b.mhd", SIZES + "HeaderSize = -1\nElementDataFile = with header.raw\n")));
		Files.write(folder.resolve("s1.raw"), Arrays.copyOfRange(data, 0, 24));
		Files.write(folder.resolve("s2.raw"), Arrays.copyOfRange(data, 24, 48));
		assertRamp(open(file("c.mhd", SIZES + "ElementDataFile = s%d.raw 1 2 1\n")));
		assertRamp(open(file("d.mhd", SIZES + "ElementDataFile = LIST\ns1.raw\ns2.raw\n")));
		assertRamp(open(file("e.mhd", SIZES + "ElementDataFile = LIST 2\ns1.raw\ns2.raw\n")));
		Files.write(folder.resolve("v.zraw"), packed(data));
		assertRamp(open(file("f.mhd", SIZES + "CompressedData = True\nElementDataFile = v.zraw\n")));
		assertTrue(refused(file("g.mhd", SIZES + "ElementDataFile = gone.raw\n")).contains("gone.raw is missing"));
		assertTrue(refused(file("h.mhd", SIZES + "ElementDataFile = LIST\ns1.raw\n")).contains("1 data files"));
	}

	private static byte[] concat(final byte[] a, final byte[] b) {
		final byte[] both = Arrays.copyOf(a, a.length + b.length);
		System.arraycopy(b, 0, both, a.length, b.length);
		return both;
	}

	/** ITK has one direction in each row, and coordinates to the left and back. */
	@Test
	void rowsOfTheMatrixAreDirections() throws IOException {
		final Geometry geometry = open(file("a.mha", SIZES + "ElementSpacing = 2 3 4\nTransformMatrix = 0 1 0 0 0 1 1 0 0\n" +
			"Offset = 5 6 7\n" + LOCAL, data)).geometry();
		assertEquals(new Geometry(2, 3, 4, "mm", List.of(0.0, 0.0, -4.0, -5.0, -2.0, 0.0, 0.0, -6.0, 0.0, 3.0, 0.0, 7.0)),
			geometry);
		assertEquals(new Geometry(2, 3, 4, "um", List.of()), open(file("b.mha", SIZES +
			"ElementSize = 2 3 4\nDistanceUnits = um\n" + LOCAL, data)).geometry());
		assertEquals(Geometry.unknown(), open(file("c.mha", SIZES + LOCAL, data)).geometry());
	}

	@Test
	void channelsAreInterleavedAndTheFourthDimensionIsTime() throws IOException {
		final Volume colours = open(file("a.mha", "NDims = 2\nDimSize = 4 3\nElementNumberOfChannels = 2\n" +
			"ElementType = MET_SHORT_ARRAY\n" + LOCAL, data));
		assertEquals(List.of(Axis.CHANNEL, Axis.X, Axis.Y), colours.axes());
		assertEquals(-5 + 1 + 2 * (3 + 4 * 2), colours.grid(1, 0).getAt(3, 2, 0).getRealDouble(), 0);
		final Volume film = open(file("b.mha", "NDims = 4\nDimSize = 2 2 2 3\nElementSpacing = 1 1 1 2.5\n" +
			"ElementType = MET_SHORT\n" + LOCAL, data));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), film.axes());
		assertArrayEquals(new long[] { 2, 2, 2, 3 }, film.data().dimensionsAsLongArray());
		assertEquals(2.5, film.header().frameInterval(), 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ObjectType = Tube|holds a Tube", "ElementType = MET_COMPLEX|MET_COMPLEX",
		"DimSize = 4 3|DimSize", "DimSize = 400 300 200|too short", "NDims = x|NDims", "what is this|is no MetaImage",
		"CompressedData = True\nElementDataFile = LOCAL|cannot be", "TransformMatrix = 1 2\nElementDataFile = LOCAL|Transform" })
	void whatIsNotSupportedIsSaid(final String line) throws IOException {
		final String[] parts = line.split("\\|");
		final String message = refused(file("a.mha", SIZES + parts[0] + "\n" + LOCAL, data));
		assertTrue(message.contains(parts[1]) || message.contains("damaged"), message);
	}
}
