// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;
import sc.fiji.cairn.volume.imagej.ImageJHeader;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;

/** TIFF files keep voxels and calibration; what ImageJ cannot open is refused without a word of its own. */
class ImageJFormatTest {

	private final ImageJFormat format = new ImageJFormat();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void hyperstacksOfImageJAreRead(final int bits) {
		final ImagePlus image = IJ.createHyperStack("hyper", 5, 4, 2, 3, 4, bits);
		for (int i = 1; i <= image.getStackSize(); i++)
			image.getStack().getProcessor(i).setf(4, 3, i);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = 0.325;
		calibration.pixelDepth = 2;
		calibration.setUnit("um");
		calibration.frameInterval = 1.5;
		calibration.yOrigin = 12;
		final Path path = folder.resolve("hyper.tif");
		assertTrue(new FileSaver(image).saveAsTiff(path.toString()));

		final Volume volume = format.read(path);
		assertEquals("hyper", volume.name());
		assertEquals(List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z, Axis.TIME), volume.axes());
		assertArrayEquals(new long[] { 5, 4, 2, 3, 4 }, volume.data().dimensionsAsLongArray());
		assertEquals(image.getStackIndex(2, 1, 3), volume.grid(1, 2).getAt(4, 3, 0).getRealDouble(), 0);
		assertEquals(0.325, volume.geometry().spacingX(), 1e-6);
		assertEquals(2, volume.geometry().spacingZ(), 0);
		assertEquals("\u00b5m", volume.geometry().unit());
		assertEquals(1.5, volume.header().frameInterval(), 0);
		assertEquals(12, ImagePlusVolumes.unwrap(volume, "back").getCalibration().yOrigin, 0);
	}

	@Test
	void aPaletteOfBillionsOfColoursIsRefusedAtOnce() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(IJ.createImage("ramp", "8-bit ramp", 7, 5, 1).getBufferedImage(), "bmp", bytes);
		final byte[] file = bytes.toByteArray();
		file[49] = 0x7f;
		final Path path = Files.write(folder.resolve("palette.bmp"), file);
		final CairnException e = assertThrows(CairnException.class, () -> TestPlugins.io().open(path));
		assertTrue(e.getMessage().contains("its palette cannot have 2130706") && e.getMessage().contains("palette.bmp"), e.getMessage());
	}

	@Test
	void geometrySurvivesBitForBit() {
		final Geometry geometry = new Geometry(0.123456789012345, 1 / 3.0, Math.PI, "mm", List.of(-0.1, 0.2, 0.3, 4.5, 0.6,
			1e-9, 0.8, -9.9, 1.0, 1.1, 1.2, 13.4));
		final Volume volume = new Volume("v", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedShorts(new short[] { 0, 1,
			-1, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, 2, 3, 2), geometry, Header.NONE);
		format.write(volume, folder.resolve("v.tif"));
		final Volume read = format.read(folder.resolve("v.tif"));
		assertEquals(geometry, read.geometry());
		assertEquals(65535, read.data().getAt(0, 1, 0).getRealDouble(), 0);
		assertEquals(11, read.data().getAt(1, 2, 1).getRealDouble(), 0);
		// Twice, because the text must not be there twice.
		format.write(read, folder.resolve("w.tif"));
		assertEquals(geometry, format.read(folder.resolve("w.tif")).geometry());
		assertEquals(1, ((ImageJHeader) format.read(folder.resolve("w.tif")).header()).info().lines().filter(line -> line
			.startsWith("Cairn-affine")).count());
	}

	@Test
	void flatImagesStayFlat() {
		final Volume volume = new Volume("flat", List.of(Axis.X, Axis.Y), ArrayImgs.floats(new float[] { 1.5f, -2, 3, 4, 5,
			6 }, 3, 2), new Geometry(0.7, 0.7, 1, "cm", List.of()), Header.NONE);
		format.write(volume, folder.resolve("flat.tiff"));
		final Volume read = format.read(folder.resolve("flat.tiff"));
		assertEquals(volume.axes(), read.axes());
		assertEquals(volume.geometry(), read.geometry());
		assertArrayEquals(new float[] { 1.5f, -2, 3, 4, 5, 6 }, Voxels.floats(read.grid(0, 0)));
	}

	@Test
	void signed16BitVoxelsSurvive() {
		final short[] values = { -32768, -1, 0, 32767, 5, 6, 7, 8 };
		final Volume volume = new Volume("ct", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.shorts(values, 2, 2, 2), Geometry
			.unknown(), Header.NONE);
		format.write(volume, folder.resolve("ct.tif"));
		final Volume read = format.read(folder.resolve("ct.tif"));
		assertInstanceOf(ShortType.class, read.data().getType());
		assertArrayEquals(new float[] { -32768, -1, 0, 32767, 5, 6, 7, 8 }, Voxels.floats(read.grid(0, 0)));
	}

	/** ImageJ's decoder reads these as 128 to 255. */
	@Test
	void signed8BitTiffHasNegativeValues() throws IOException {
		final int entries = 9;
		final ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + entries * 12 + 4 + 2);
		tiff.put(new byte[] { 'M', 'M', 0, 42 }).putInt(8).putShort((short) entries);
		final int[][] tags = { { 256, 2 }, { 257, 1 }, { 258, 8 }, { 259, 1 }, { 262, 1 }, { 273, tiff.capacity() - 2 }, {
			278, 1 }, { 279, 2 }, { 339, 2 } };
		for (final int[] tag : tags)
			tiff.putShort((short) tag[0]).putShort((short) 3).putInt(1).putShort((short) tag[1]).putShort((short) 0);
		tiff.putInt(0).put(new byte[] { -1, 100 });
		final Path path = folder.resolve("signed.tif");
		Files.write(path, tiff.array());
		final Volume volume = format.read(path);
		assertInstanceOf(ByteType.class, volume.data().getType());
		assertEquals(-1, volume.data().getAt(0, 0).getRealDouble(), 0);
		assertEquals(100, volume.data().getAt(1, 0).getRealDouble(), 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "bmp", "jpg", "gif", "pgm", "zip", "fits" })
	void otherFormatsOfImageJAreRead(final String extension) {
		final ByteProcessor processor = new ByteProcessor(64, 48);
		processor.setRoi(0, 0, 32, 48);
		processor.setColor(200);
		processor.fill();
		final Path path = folder.resolve("image." + extension);
		save(new FileSaver(new ImagePlus("image", processor)), extension, path.toString());
		assertTrue(format.canRead(path));
		final Volume volume = format.read(path);
		assertEquals("image", volume.name());
		assertArrayEquals(new long[] { 64, 48 }, volume.data().dimensionsAsLongArray());
		// JPEG is not exact.
		assertEquals(200, volume.data().getAt(5, 5).getRealDouble(), 3);
		assertEquals(0, volume.data().getAt(60, 40).getRealDouble(), 3);
	}

	private static void save(final FileSaver saver, final String extension, final String path) {
		final boolean saved = switch (extension) {
			case "png" -> saver.saveAsPng(path);
			case "bmp" -> saver.saveAsBmp(path);
			case "jpg" -> saver.saveAsJpeg(path);
			case "gif" -> saver.saveAsGif(path);
			case "pgm" -> saver.saveAsPgm(path);
			case "zip" -> saver.saveAsZip(path);
			default -> saver.saveAsFits(path);
		};
		assertTrue(saved, path);
	}

	/** Packed in strips, as other programs write it. */
	@Test
	void deflatedTiffIsReadAndADamagedOneRefused() throws IOException {
		final BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
		final byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
		new Random(3).nextBytes(pixels);
		final Path path = folder.resolve("packed.tif");
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(path.toFile())) {
			final ImageWriteParam param = writer.getDefaultWriteParam();
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			param.setCompressionType("Deflate");
			writer.setOutput(out);
			writer.write(null, new IIOImage(image, null, null), param);
		}
		final float[] values = Voxels.floats(format.read(path).grid(0, 0));
		for (int i = 0; i < values.length; i++)
			assertEquals(pixels[i] & 0xff, values[i], 0);

		final byte[] bytes = Files.readAllBytes(path);
		Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 100, (byte) 0xff);
		Files.write(path, bytes);
		refused(path);
	}

	@ParameterizedTest
	@CsvSource({ "8,0.5", "8,0.95", "16,0.9", "32,0.3" })
	void tiffCutOff(final int bits, final double share) throws IOException {
		final Path path = folder.resolve("cut.tif");
		new FileSaver(IJ.createImage("cut", bits + "-bit ramp", 64, 64, 5)).saveAsTiff(path.toString());
		final byte[] bytes = Files.readAllBytes(path);
		Files.write(path, Arrays.copyOf(bytes, (int) (bytes.length * share)));
		refused(path);
	}

	@Test
	void fitsCutOff() throws IOException {
		final Path path = folder.resolve("cut.fits");
		new FileSaver(IJ.createImage("cut", "32-bit ramp", 64, 64, 1)).saveAsFits(path.toString());
		assertEquals(64, format.read(path).size(Axis.Y));
		Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 10000));
		assertTrue(refused(path).contains("cut off"));
	}

	@ParameterizedTest
	@CsvSource({ "broken.png,89504e470d0a1a0a00", "broken.jpg,ffd8ffe000", "broken.gif,4749463839610000",
		"broken.bmp,424d0000ffff", "broken.dcm,00000000", "broken.tif,49492a00ffffffff", "empty.tif,4d4d002a00000008",
		"broken.zip,504b0304ff", "broken.fits,53494d504c45", "broken.pgm,50350a" })
	void brokenFilesAreRefusedSilently(final String name, final String hex) throws IOException {
		final Path path = folder.resolve(name);
		Files.write(path, HexFormat.of().parseHex(hex));
		final PrintStream out = System.out;
		final ByteArrayOutputStream said = new ByteArrayOutputStream();
		System.setOut(new PrintStream(said));
		try {
			refused(path);
		}
		finally {
			System.setOut(out);
		}
		assertEquals("", said.toString());
	}

	@Test
	void othersAreLeftToOtherFormats() throws IOException {
		for (final String name : new String[] { "notes.txt", "table.csv", "macro.ijm", "data.raw", "unknown.xyz" }) {
			final Path path = folder.resolve(name);
			Files.writeString(path, "nothing to see");
			assertEquals(false, format.canRead(path), name);
		}
	}

	private String refused(final Path path) {
		final String message = assertThrows(CairnException.class, () -> format.read(path)).getMessage();
		assertTrue(message.contains(path.toString()), message);
		assertTrue(message.endsWith("."), message);
		assertEquals(-1, message.indexOf('\n'), message);
		return message;
	}
}
