// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/** What a NIfTI header says is understood, and comes back in a label image. */
class NiftiHeaderTest {

	private static final byte[] COMMENT = "<AFNI_attributes/>".getBytes(StandardCharsets.US_ASCII);

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "1,.nii.gz", "2,.nii" })
	void labelsKeepTheHeaderButForTheVoxelFields(final int version, final String extension) throws IOException {
		final NiftiFixture fixture = fixture(version, ByteOrder.BIG_ENDIAN).scale(0.5, 10).display(1, 99).sform(2,
			NiftiFixture.OBLIQUE).qform(1, -1, 0.1, 0.2, 0.3, 1, 2, 3).extension(COMMENT);
		final Volume image = new NiftiFormat().read(fixture.write(folder.resolve("image" + extension)));
		final Path path = folder.resolve("labels" + extension);
		new NiftiFormat().write(new Volume("labels", image.axes(), ArrayImgs.unsignedBytes(new byte[24], 2, 3, 4), image
			.geometry(), image.header()), path);

		final byte[] before = fixture.bytes();
		final byte[] after = NiftiFixture.content(path);
		final int voxels = before.length - fixture.voxels.length;
		final Set<Integer> changed = new TreeSet<>();
		for (int i = 0; i < voxels; i++) {
			if (before[i] != after[i]) changed.add(i);
		}
		final Set<Integer> allowed = new TreeSet<>();
		// datatype and bitpix; slope and intercept; display range
		final int[][] fields = version == 1 ? new int[][] { { 70, 4 }, { 112, 8 }, { 124, 8 } } : new int[][] { { 12, 4 },
			{ 176, 16 }, { 192, 16 } };
		for (final int[] field : fields) {
			for (int i = 0; i < field[1]; i++)
				allowed.add(field[0] + i);
		}
		assertTrue(allowed.containsAll(changed), "changed bytes: " + changed);
		assertEquals(voxels + 24, after.length);
		final Volume labels = new NiftiFormat().read(path);
		assertInstanceOf(UnsignedByteType.class, labels.data().getType());
		assertEquals(image.geometry(), labels.geometry());
	}

	@Test
	void labelsOfATimeSeriesHaveThreeDimensions() throws IOException {
		final NiftiFixture fixture = new NiftiFixture(1, ByteOrder.LITTLE_ENDIAN, 2, 3, 2, 5).type(2, 8).voxels(
			new byte[60]);
		final Volume image = new NiftiFormat().read(fixture.write(folder.resolve("series.nii")));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME), image.axes());
		assertEquals(2.25, image.header().frameInterval(), 0);
		final Path path = folder.resolve("labels.nii");
		new NiftiFormat().write(new Volume("labels", image.axes().subList(0, 3), image.grid(0, 2), image.geometry(), image
			.header()), path);
		assertArrayEquals(new long[] { 2, 3, 2 }, new NiftiFormat().read(path).data().dimensionsAsLongArray());
		assertEquals(3, ByteBuffer.wrap(NiftiFixture.content(path)).order(ByteOrder.LITTLE_ENDIAN).getShort(40));
	}

	@Test
	void theFifthDimensionIsTheChannel() throws IOException {
		final byte[] voxels = new byte[18];
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (byte) i;
		final NiftiFixture fixture = new NiftiFixture(1, ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 1, 3).type(2, 8).voxels(
			voxels);
		final Volume image = new NiftiFormat().read(fixture.write(folder.resolve("colours.nii")));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL), image.axes());
		assertEquals(6 * 2 + 5, image.grid(2, 0).getAt(0, 1, 2).getRealDouble(), 0);
		final Path copy = folder.resolve("copy.nii");
		new NiftiFormat().write(image, copy);
		assertArrayEquals(fixture.bytes(), NiftiFixture.content(copy));
	}

	@Test
	void extensionsSurviveByteForByte() throws IOException {
		final NiftiFixture fixture = fixture(1, ByteOrder.LITTLE_ENDIAN).scale(1, 0).extension(COMMENT);
		final Volume image = new NiftiFormat().read(fixture.write(folder.resolve("image.nii.gz")));
		final Path copy = folder.resolve("copy.nii");
		new NiftiFormat().write(image, copy);
		assertArrayEquals(fixture.bytes(), NiftiFixture.content(copy));
	}

	@Test
	void affineComesFromTheSform() throws IOException {
		final Geometry geometry = read(fixture(1, ByteOrder.LITTLE_ENDIAN).scale(1, 0).sform(1, NiftiFixture.OBLIQUE)
			.qform(1, 1, 0, 0, 0, 9, 9, 9)).geometry();
		for (int i = 0; i < 12; i++)
			assertEquals(NiftiFixture.OBLIQUE[i], geometry.affine().get(i), 0);
		assertEquals(0.75, geometry.spacingX(), 0);
		assertEquals(1.25, geometry.spacingY(), 0);
		assertEquals(1.75, geometry.spacingZ(), 0);
		assertEquals("mm", geometry.unit());
	}

	/** The quaternion (a, b, c, d) = (1, 1, 1, 1) / 2 turns x to y, y to z, z to x; qfac turns k round. */
	@ParameterizedTest
	@ValueSource(doubles = { 1, -1, 0 })
	void affineComesFromTheQformIfThereIsNoSform(final double qfac) throws IOException {
		final Geometry geometry = read(fixture(2, ByteOrder.LITTLE_ENDIAN).scale(1, 0).qform(1, qfac, 0.5, 0.5, 0.5, 7, 8,
			9)).geometry();
		final double z = qfac < 0 ? -1.75 : 1.75;
		final double[] expected = { 0, 0, z, 7, 0.75, 0, 0, 8, 0, 1.25, 0, 9 };
		for (int i = 0; i < 12; i++)
			assertEquals(expected[i], geometry.affine().get(i), 1e-12, "element " + i);
	}

	@Test
	void affineIsTheSpacingIfThereIsNoTransform() throws IOException {
		final Geometry geometry = read(fixture(1, ByteOrder.BIG_ENDIAN).scale(1, 0)).geometry();
		assertEquals(List.of(0.75, 0.0, 0.0, 0.0, 0.0, 1.25, 0.0, 0.0, 0.0, 0.0, 1.75, 0.0), geometry.affine());
	}

	@ParameterizedTest
	@CsvSource({ "NaN,5", "0,5", "Infinity,5", "1,NaN", "1,0" })
	void slopesThatMeanNothingChangeNothing(final double slope, final double intercept) throws IOException {
		final NiftiFixture fixture = fixture(1, ByteOrder.LITTLE_ENDIAN).scale(slope, intercept);
		final Volume image = new NiftiFormat().read(fixture.write(folder.resolve("image.nii")));
		assertInstanceOf(ShortType.class, image.data().getType());
		assertEquals(23, image.data().getAt(1, 2, 3).getRealDouble(), 0);
		final Path copy = folder.resolve("copy.nii");
		new NiftiFormat().write(image, copy);
		assertArrayEquals(fixture.bytes(), NiftiFixture.content(copy));
	}

	@Test
	void slopeAndInterceptAreApplied() throws IOException {
		final Volume image = read(fixture(1, ByteOrder.LITTLE_ENDIAN).scale(0.5, -3));
		assertInstanceOf(FloatType.class, image.data().getType());
		assertEquals(23 * 0.5 - 3, image.data().getAt(1, 2, 3).getRealDouble(), 0);
		final Path copy = folder.resolve("copy.nii");
		new NiftiFormat().write(image, copy);
		assertEquals(23 * 0.5 - 3, new NiftiFormat().read(copy).data().getAt(1, 2, 3).getRealDouble(), 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "image.hdr", "image.img" })
	void pairsAreReadByEitherName(final String name) throws IOException {
		pair();
		final Volume image = new NiftiFormat().read(folder.resolve(name));
		assertEquals("image", image.name());
		assertEquals(23, image.data().getAt(1, 2, 3).getRealDouble(), 0);
		new NiftiFormat().write(image, folder.resolve("copy.img"));
		assertArrayEquals(Files.readAllBytes(folder.resolve("image.hdr")), Files.readAllBytes(folder.resolve("copy.hdr")));
		assertArrayEquals(Files.readAllBytes(folder.resolve("image.img")), Files.readAllBytes(folder.resolve("copy.img")));
	}

	@Test
	void aPairBecomesASingleFile() throws IOException {
		pair();
		final Volume image = new NiftiFormat().read(folder.resolve("image.hdr"));
		final Path single = folder.resolve("single.nii.gz");
		new NiftiFormat().write(image, single);
		final byte[] bytes = NiftiFixture.content(single);
		assertEquals("n+1\0", new String(Arrays.copyOfRange(bytes, 344, 348), StandardCharsets.US_ASCII));
		final Volume read = new NiftiFormat().read(single);
		assertEquals(image.geometry(), read.geometry());
		assertEquals(23, read.data().getAt(1, 2, 3).getRealDouble(), 0);
	}

	@Test
	void otherGeometryReplacesThatOfTheHeader() throws IOException {
		final Volume image = read(fixture(1, ByteOrder.LITTLE_ENDIAN).scale(1, 0).sform(1, NiftiFixture.OBLIQUE));
		final Geometry coarse = new Geometry(3, 3, 3, "mm", List.of(3.0, 0.0, 0.0, 1.0, 0.0, 3.0, 0.0, 2.0, 0.0, 0.0, 3.0,
			4.0));
		final Path path = folder.resolve("coarse.nii");
		new NiftiFormat().write(new Volume("coarse", image.axes(), image.data(), coarse, image.header()), path);
		assertEquals(coarse, new NiftiFormat().read(path).geometry());
	}

	@ParameterizedTest
	@CsvSource({ "micron,0.5,0.0005", "\u00b5m,0.5,0.0005", "nm,500,0.0005", "cm,0.5,5", "m,0.5,500", "mm,0.5,0.5" })
	void newHeadersAreInMillimetres(final String unit, final double spacing, final double millimetres) {
		final Path path = folder.resolve("new.nii.gz");
		new NiftiFormat().write(new Volume("new", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.floats(2, 3, 4), new Geometry(
			spacing, spacing, 2 * spacing, unit, List.of()), Header.NONE), path);
		final Geometry geometry = new NiftiFormat().read(path).geometry();
		assertEquals("mm", geometry.unit());
		assertEquals(millimetres, geometry.spacingX(), 1e-6 * millimetres);
		assertEquals(2 * millimetres, geometry.spacingZ(), 1e-6 * millimetres);
	}

	@Test
	void axesAreWrittenInTheOrderOfTheFormat() {
		final float[] values = new float[2 * 3 * 4];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		final Path path = folder.resolve("turned.nii");
		new NiftiFormat().write(new Volume("turned", List.of(Axis.CHANNEL, Axis.Y, Axis.X), ArrayImgs.floats(values, 2, 3,
			4), Geometry.unknown(), Header.NONE), path);
		final Volume read = new NiftiFormat().read(path);
		// NIfTI has no channels without the dimensions before them.
		assertEquals(List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL), read.axes());
		assertEquals(1 + 2 * (2 + 3 * 3), read.grid(1, 0).getAt(3, 2, 0).getRealDouble(), 0);
	}

	@Test
	void croppedViewsAreWritten() {
		final float[] values = new float[4 * 4 * 4];
		values[1 + 4 * (2 + 4 * 3)] = 5;
		final Path path = folder.resolve("crop.nii");
		new NiftiFormat().write(new Volume("crop", List.of(Axis.X, Axis.Y, Axis.Z), Views.interval(ArrayImgs.floats(values,
			4, 4, 4), new long[] { 1, 1, 1 }, new long[] { 3, 3, 3 }), Geometry.unknown(), Header.NONE), path);
		assertEquals(5, new NiftiFormat().read(path).data().getAt(0, 1, 2).getRealDouble(), 0);
	}

	/** Voxels 0, 1, 2, ... of 16 bits, 2 x 3 x 4. */
	static NiftiFixture fixture(final int version, final ByteOrder order) {
		final ByteBuffer voxels = ByteBuffer.allocate(48).order(order);
		for (int i = 0; i < 24; i++)
			voxels.putShort((short) i);
		return new NiftiFixture(version, order, 2, 3, 4).type(4, 16).voxels(voxels.array());
	}

	private Volume read(final NiftiFixture fixture) throws IOException {
		return new NiftiFormat().read(fixture.write(folder.resolve("image.nii")));
	}

	private void pair() throws IOException {
		final NiftiFixture fixture = fixture(1, ByteOrder.LITTLE_ENDIAN).scale(1, 0).sform(1, NiftiFixture.OBLIQUE);
		fixture.magic("ni1\0");
		Files.write(folder.resolve("image.hdr"), Arrays.copyOf(fixture.header.array(), 352));
		Files.write(folder.resolve("image.img"), fixture.voxels);
	}
}
