// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.fuzz.Fuzz;
import sc.fiji.cairn.volume.Volume;

/** Spoiled images are refused in a sentence. */
class VolumeFuzzTest {

	@TempDir
	Path folder;

	/** Reads a file as commands do. */
	private static void open(final Path file) {
		use(TestPlugins.io().open(file));
	}

	/** Does what commands do with a volume. */
	private static void use(final Volume volume) {
		volume.summary();
		volume.header().frameInterval();
		volume.geometry().affine();
		final RandomAccessibleInterval<? extends RealType<?>> data = volume.data();
		data.getAt(data.minAsLongArray()).getRealDouble();
		data.getAt(data.maxAsLongArray()).getRealDouble();
	}

	private static NiftiFixture nifti(final int version, final ByteOrder order) {
		return new NiftiFixture(version, order, 3, 4, 2).type(4, 16).scale(2, 1).sform(1, NiftiFixture.OBLIQUE).qform(1, -1, 0, 0.5,
			0, 1, 2, 3).extension("made by a test".getBytes(StandardCharsets.US_ASCII)).voxels(new byte[48]);
	}

	@Test
	void nifti() throws IOException {
		Fuzz.of("NIfTI", ".nii", VolumeFuzzTest::open).seed(nifti(1, ByteOrder.LITTLE_ENDIAN).bytes()).seed(nifti(2,
			ByteOrder.BIG_ENDIAN).bytes()).run(folder);
	}

	@Test
	void packedNifti() throws IOException {
		Fuzz.of("packed NIfTI", ".nii.gz", VolumeFuzzTest::open).seed(Files.readAllBytes(nifti(1, ByteOrder.BIG_ENDIAN).write(
			folder.resolve("one.nii.gz")))).seed(Files.readAllBytes(nifti(2, ByteOrder.LITTLE_ENDIAN).write(folder.resolve(
				"two.nii.gz")))).run(folder);
	}

	@Test
	void nrrd() throws IOException {
		final String header = "NRRD0005\n# made by a test\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 3 4 2\n" +
			"space directions: (0.5,0,0) (0,1,0) (0,0.1,2)\nkinds: domain domain domain\nendian: little\nencoding: %s\n" +
			"space origin: (1,-2,3)\nspace units: \"mm\" \"mm\" \"mm\"\n\n%s";
		Fuzz.of("NRRD", ".nrrd", VolumeFuzzTest::open).seed(header.formatted("raw", "x".repeat(48)).getBytes(
			StandardCharsets.US_ASCII)).seed(header.formatted("ascii", "1 2 3 ".repeat(8)).getBytes(StandardCharsets.US_ASCII)).seed(
				header.formatted("hex", "0a".repeat(48)).getBytes(StandardCharsets.US_ASCII)).run(folder);
	}

	@Test
	void metaImage() throws IOException {
		final String header = "ObjectType = Image\nNDims = 3\nBinaryData = %s\nBinaryDataByteOrderMSB = False\n" +
			"TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 1 -2 3.5\nElementSpacing = 0.5 1 2\nDimSize = 3 4 2\n" +
			"ElementType = MET_SHORT\nElementDataFile = %s\n%s";
		Files.write(folder.resolve("voxels.raw"), new byte[48]);
		Fuzz.of("MetaImage", ".mha", VolumeFuzzTest::open).seed(header.formatted("True", "LOCAL", "x".repeat(48)).getBytes(
			StandardCharsets.US_ASCII)).seed(header.formatted("False", "LOCAL", "1 2 3 ".repeat(8)).getBytes(
				StandardCharsets.US_ASCII)).seed(header.formatted("True", "voxels.raw", "").getBytes(StandardCharsets.US_ASCII)).run(
					folder);
	}

	@Test
	void dicom() throws IOException {
		// NB: ImageJ takes as much for each element as it claims to have, and then reads that it has less.
		Fuzz.of("DICOM", ".dcm", VolumeFuzzTest::open).memory(1L << 40).seed(Files.readAllBytes(new DicomFixture(3, 4).signed().position(
			"1\\2\\3").orientation("1\\0\\0\\0\\1\\0").spacing("0.5\\0.7").scale("2", "-1024").series("1.2", "3", "T1").write(folder
				.resolve("one")))).seed(Files.readAllBytes(new DicomFixture(3, 4, 2).orientation("1\\0\\0\\0\\1\\0").spacing("1\\1").positions(
					"0\\0\\0", "0\\0\\2").scales(new String[] { "1", "2" }, new String[] { "0", "5" }).write(folder.resolve("two"))))
			.run(folder);
	}

	private static byte[] tiff(final String description) throws IOException {
		final ImagePlus image = IJ.createImage("planes", "16-bit ramp", 4, 3, 6);
		final FileInfo info = image.getFileInfo();
		info.unit = "um";
		info.pixelWidth = 0.5;
		info.description = description;
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		new TiffEncoder(info).write(out);
		return out.toByteArray();
	}

	@Test
	void tiff() throws IOException {
		Fuzz.of("TIFF", ".tif", file -> use(new TiffReader(file, 0).read())).seed(tiff("ImageJ=1.54p\nimages=6\nslices=3\nchannels=2\nhyperstack=true\nunit=um\nspacing=2.0\n")).seed(tiff("<?xml version='1.0' encoding='UTF-8'?><OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' " +
				"UUID='urn:uuid:1'><Image><Pixels DimensionOrder='XYZCT' Type='uint16' SizeX='4' SizeY='3' SizeZ='3' SizeC='2' SizeT='1' " +
				"PhysicalSizeX='0.5' PhysicalSizeXUnit='mm'><Channel SamplesPerPixel='1'/><TiffData FirstZ='0' IFD='0' PlaneCount='6'/></Pixels></Image></OME>")).run(folder);
	}

	/** NB: ImageJ takes the memory for an image before it looks whether the file has one of that size. */
	@Test
	void whatImageJOpens() throws IOException {
		final Fuzz fuzz = Fuzz.of("what ImageJ opens", ".image", VolumeFuzzTest::open).memory(1L << 40);
		final ImagePlus image = IJ.createImage("image", "8-bit ramp", 7, 5, 1);
		for (final String kind : List.of("png", "bmp", "gif", "jpg")) {
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			ImageIO.write(image.getBufferedImage(), kind, bytes);
			fuzz.seed(bytes.toByteArray());
		}
		final Path zip = folder.resolve("sound.zip");
		new FileSaver(image).saveAsZip(zip.toString());
		fuzz.seed(Files.readAllBytes(zip)).seed("P2\n# made by a test\n3 2\n255\n1 2 3\n4 5 6\n".getBytes(StandardCharsets.US_ASCII));
		fuzz.run(folder);
	}
}
