// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** Images of ImageJ become volumes and come back unchanged. */
class ImagePlusVolumesTest {

	@Test
	void voxelsAreTheImagesOwn() {
		final ImagePlus image = new ImagePlus("zero-copy", new FloatProcessor(3, 2));
		final Volume volume = ImagePlusVolumes.wrap(image);
		image.getProcessor().setf(2, 1, 7);
		assertEquals(List.of(Axis.X, Axis.Y), volume.axes());
		assertEquals(7, volume.data().getAt(2, 1).getRealDouble(), 0);
		assertEquals(7, volume.grid(0, 0).getAt(2, 1, 0).getRealDouble(), 0);
	}

	@Test
	void hyperstacksHaveChannelsSlicesAndFrames() {
		final ImagePlus image = IJ.createHyperStack("hyper", 4, 3, 2, 5, 6, 16);
		for (int c = 0; c < 2; c++)
			for (int z = 0; z < 5; z++)
				for (int t = 0; t < 6; t++)
					image.getStack().getProcessor(image.getStackIndex(c + 1, z + 1, t + 1)).set(3, 2, 100 * c + 10 * z + t);
		final Volume volume = ImagePlusVolumes.wrap(image);
		assertEquals(List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z, Axis.TIME), volume.axes());
		assertEquals(143, volume.grid(1, 3).getAt(3, 2, 4).getRealDouble(), 0);
		final ImagePlus back = ImagePlusVolumes.unwrap(volume, "back");
		assertArrayEquals(image.getDimensions(), back.getDimensions());
		assertTrue(back.isHyperStack());
		assertEquals(143, back.getStack().getProcessor(back.getStackIndex(2, 5, 4)).get(3, 2));
	}

	@Test
	void calibrationComesBack() {
		final ImagePlus image = IJ.createHyperStack("calibrated", 4, 3, 1, 5, 6, 8);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.1 + 0.2;
		calibration.pixelHeight = 1.0 / 3;
		calibration.pixelDepth = 2.5;
		calibration.setUnit("micron");
		calibration.frameInterval = 30;
		calibration.setTimeUnit("msec");
		calibration.xOrigin = 17;
		calibration.zOrigin = -3.5;
		image.setProperty("Info", "taken on a Monday");
		final Volume volume = ImagePlusVolumes.wrap(image);
		assertEquals(new Geometry(0.1 + 0.2, 1.0 / 3, 2.5, "micron", List.of()), volume.geometry());
		assertEquals(0.03, volume.header().frameInterval(), 1e-15);

		final ImagePlus back = ImagePlusVolumes.unwrap(volume, "back");
		final Calibration found = back.getCalibration();
		assertEquals(0.1 + 0.2, found.pixelWidth, 0);
		assertEquals(1.0 / 3, found.pixelHeight, 0);
		assertEquals(2.5, found.pixelDepth, 0);
		assertEquals("micron", found.getUnit());
		assertEquals(30, found.frameInterval, 0);
		assertEquals("msec", found.getTimeUnit());
		assertEquals(17, found.xOrigin, 0);
		assertEquals(-3.5, found.zOrigin, 0);
		assertEquals("taken on a Monday", back.getInfoProperty());
	}

	@Test
	void unitsOfAxesThatDifferAreConverted() {
		final ImagePlus image = IJ.createImage("mixed", "8-bit black", 4, 3, 2);
		image.getCalibration().pixelWidth = 2;
		image.getCalibration().pixelDepth = 0.005;
		image.getCalibration().setUnit("micron");
		image.getCalibration().setZUnit("mm");
		final Volume volume = ImagePlusVolumes.wrap(image);
		assertEquals(5, volume.geometry().spacingZ(), 1e-12);
		assertEquals("mm", ImagePlusVolumes.unwrap(volume, "back").getCalibration().getZUnit());
	}

	@Test
	void signed16BitImagesHaveTrueValues() {
		final short[] stored = { 0, 32767, (short) 32768, (short) 65535 };
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(4, 1, stored, null));
		image.getCalibration().setSigned16BitCalibration();
		final Volume volume = ImagePlusVolumes.wrap(image);
		assertInstanceOf(ShortType.class, volume.data().getType());
		final double[] expected = { -32768, -1, 0, 32767 };
		for (int x = 0; x < 4; x++)
			assertEquals(expected[x], volume.data().getAt(x, 0).getRealDouble(), 0);
		assertArrayEquals(new float[] { -32768, -1, 0, 32767 }, Voxels.floats(volume.grid(0, 0)));

		final ImagePlus back = ImagePlusVolumes.unwrap(volume, "back");
		assertArrayEquals(stored, (short[]) back.getProcessor().getPixels());
		assertTrue(back.getCalibration().isSigned16Bit());
	}

	@Test
	void signed8BitVolumesBecomeSigned16BitImages() {
		final Volume volume = new Volume("bytes", List.of(Axis.X, Axis.Y), ArrayImgs.bytes(new byte[] { -128, -1, 127 }, 3,
			1), Geometry.unknown(), Header.NONE);
		final ImagePlus image = ImagePlusVolumes.unwrap(volume, "image");
		assertEquals(16, image.getBitDepth());
		final Volume back = ImagePlusVolumes.wrap(image);
		assertEquals(-128, back.data().getAt(0, 0).getRealDouble(), 0);
		assertEquals(127, back.data().getAt(2, 0).getRealDouble(), 0);
	}

	@Test
	void calibrationFunctionsAreApplied() {
		final ImagePlus image = new ImagePlus("density", new ByteProcessor(2, 1, new byte[] { 3, (byte) 200 }));
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -10, 0.5 }, "OD");
		final Volume volume = ImagePlusVolumes.wrap(image);
		assertInstanceOf(FloatType.class, volume.data().getType());
		assertArrayEquals(new float[] { -8.5f, 90 }, Voxels.floats(volume.grid(0, 0)));
		// The values are the densities now; applying the function again would be wrong.
		assertEquals(90, ImagePlusVolumes.unwrap(volume, "back").getProcessor().getPixelValue(1, 0), 0);
	}

	@Test
	void colourImagesHaveThreeChannels() {
		final ImageStack stack = new ImageStack(2, 1);
		stack.addSlice(new ColorProcessor(2, 1, new int[] { 0x010203, 0xfffefd }));
		stack.addSlice(new ColorProcessor(2, 1, new int[] { 0x040506, 0x000000 }));
		final Volume volume = ImagePlusVolumes.wrap(new ImagePlus("rgb", stack));
		assertEquals(List.of(Axis.X, Axis.Y, Axis.CHANNEL, Axis.Z), volume.axes());
		assertInstanceOf(UnsignedByteType.class, volume.data().getType());
		assertEquals(254, volume.grid(1, 0).getAt(1, 0, 0).getRealDouble(), 0);
		assertEquals(6, volume.grid(2, 0).getAt(0, 0, 1).getRealDouble(), 0);
	}

	@Test
	void virtualStacksAreReadPlaneByPlane() {
		final ImageStack stack = new VirtualStack(3, 2, 4) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				final ByteProcessor plane = new ByteProcessor(3, 2);
				plane.set(2, 1, n);
				return plane;
			}
		};
		final Volume volume = ImagePlusVolumes.wrap(new ImagePlus("virtual", stack));
		for (int z = 0; z < 4; z++)
			assertEquals(z + 1, volume.data().getAt(2, 1, z).getRealDouble(), 0);
	}

	@Test
	void orientationTravelsInTheInfoText() {
		final Geometry geometry = new Geometry(1.1, 1.2, 1.3, "mm", List.of(-1.1, 0.0, 1e-17, 5.0, 0.0, 1.2, 0.0, -6.0, 0.0,
			0.0, 1.3, 7.25));
		final ImagePlus image = ImagePlusVolumes.unwrap(new Volume("v", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.bytes(2,
			3, 4), geometry, Header.NONE), "image");
		assertEquals(geometry, ImagePlusVolumes.wrap(image).geometry());

		// An image that was scaled or cropped since then is elsewhere.
		final Calibration scaled = image.getCalibration().copy();
		scaled.pixelWidth *= 2;
		image.setCalibration(scaled);
		assertEquals(List.of(), ImagePlusVolumes.wrap(image).geometry().affine());
		assertEquals(2.2, ImagePlusVolumes.wrap(image).geometry().spacingX(), 0);
		scaled.pixelWidth /= 2;
		image.setCalibration(scaled);
		image.getStack().deleteLastSlice();
		image.setStack(image.getStack());
		assertEquals(List.of(), ImagePlusVolumes.wrap(image).geometry().affine());
	}

	@Test
	void blocksAreCopiedFast() {
		final ImagePlus image = IJ.createImage("stack", "16-bit ramp", 16, 8, 4);
		image.getCalibration().setSigned16BitCalibration();
		// Throws if the view has to be read voxel by voxel.
		PrimitiveBlocks.of(shorts(ImagePlusVolumes.wrap(image)), PrimitiveBlocks.OnFallback.FAIL);
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<ShortType> shorts(final Volume volume) {
		return (RandomAccessibleInterval<ShortType>) volume.grid(0, 0);
	}
}
