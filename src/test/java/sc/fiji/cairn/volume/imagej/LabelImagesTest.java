// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/** Label images show each class in its colour, in the place of their image. */
class LabelImagesTest {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100, 254, 255 })
	void everyClassHasItsColour(final int classes, @TempDir final Path folder) {
		final List<Color> colours = DistinctColours.of(classes);
		final ImagePlus image = LabelImages.of(ramp(classes), classes, volume(classes), "labels");
		assertEquals(8, image.getBitDepth());
		assertEquals(0, image.getDisplayRangeMin(), 0);
		assertEquals(classes, image.getDisplayRangeMax(), 0);
		assertColours(image, colours, classes);
		// ImageJ stores the table in the file.
		final String path = folder.resolve("labels.tif").toString();
		IJ.saveAsTiff(image, path);
		assertColours(IJ.openImage(path), colours, classes);
	}

	@Test
	void givenColoursAreUsed() {
		final ImagePlus image = LabelImages.of(ramp(3), 3, List.of(Color.CYAN, Color.PINK, Color.ORANGE), volume(3),
			"labels");
		assertColours(image, List.of(Color.CYAN, Color.PINK, Color.ORANGE), 3);
	}

	@Test
	void manyClassesNeed16Bits() {
		final ImagePlus image = LabelImages.of(ramp(300), 300, volume(300), "labels");
		assertEquals(16, image.getBitDepth());
		assertEquals(300, image.getStack().getProcessor(2).get(300, 0));
		assertEquals(300, image.getDisplayRangeMax(), 0);
		final ImagePlus objects = LabelImages.of(ramp(70000), 70000, volume(70000), "labels");
		assertEquals(32, objects.getBitDepth());
		assertEquals(70000, objects.getStack().getProcessor(2).getf(70000, 0));
	}

	@Test
	void calibrationIsThatOfTheImage() {
		final ImagePlus image = LabelImages.of(ramp(3), 3, volume(3), "labels");
		assertEquals(0.5, image.getCalibration().pixelWidth, 0);
		assertEquals(2, image.getCalibration().pixelDepth, 0);
		assertEquals("mm", image.getCalibration().getUnit());
		assertEquals(volume(3).geometry(), ImagePlusVolumes.wrap(image).geometry());
		assertEquals("labels", image.getTitle());
	}

	private static void assertColours(final ImagePlus image, final List<Color> colours, final int classes) {
		for (int slice = 1; slice <= 2; slice++) {
			image.setSlice(slice);
			final ImageProcessor rgb = image.getProcessor().convertToRGB();
			assertEquals(Color.BLACK, new Color(rgb.get(0, 0)), "background");
			for (int label = 1; label <= classes; label++)
				assertEquals(colours.get(label - 1), new Color(rgb.get(label, 0)), "class " + label);
		}
	}

	/** Classes 0, 1, 2, ... along X, two slices. */
	private static RandomAccessibleInterval<IntType> ramp(
		final int classes)
	{
		final int[] labels = new int[2 * (classes + 1)];
		for (int i = 0; i < labels.length; i++)
			labels[i] = i % (classes + 1);
		return ArrayImgs.ints(labels, classes + 1, 1, 2);
	}

	private static Volume volume(final int classes) {
		return new Volume("image", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.floats(classes + 1, 1, 2), new Geometry(0.5,
			0.5, 2, "mm", List.of(0.5, 0.0, 0.0, 1.0, 0.0, 0.5, 0.0, 2.0, 0.0, 0.0, 2.0, 3.0)), Header.NONE);
	}
}
