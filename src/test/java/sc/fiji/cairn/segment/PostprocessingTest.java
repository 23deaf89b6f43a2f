// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.VoxelType;

class PostprocessingTest {

	/** A single slice: two parts of class 1, one with a hole; class 2 with a gap at the border; a gap between the two. */
	private static final String[] SLICE = { //
		"111.....", //
		"1.1..222", //
		"111112..", //
		"...1.222", //
		".1.11222" };

	private final ClassCounts counts = new ClassCounts(List.of(new SegmentationClass(0, "background"),
		new SegmentationClass(1, "one"), new SegmentationClass(2, "two")), TestVolumes.floats("a", TestVolumes.spacing(2, 0.5,
			3, "mm"), 1, 1, 1, (x, y, z) -> 0));

	private static Img<UnsignedByteType> image(final String[]... slices) {
		final StringBuilder rows = new StringBuilder();
		for (final String[] slice : slices)
			rows.append(String.join("", slice));
		final byte[] labels = rows.toString().getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < labels.length; i++)
			labels[i] = labels[i] == '.' ? 0 : (byte) (labels[i] - '0');
		return ArrayImgs.unsignedBytes(labels, slices[0][0].length(), slices[0].length, slices.length);
	}

	private static String text(final RandomAccessibleInterval<? extends RealType<?>> image, final int slice) {
		final StringBuilder text = new StringBuilder();
		for (final RealType<?> pixel : Views.flatIterable(Views.hyperSlice(image, 2, slice))) {
			if (text.length() % (image.dimension(0) + 1) == image.dimension(0)) text.append('\n');
			final int label = (int) pixel.getRealDouble();
			text.append(label == 0 ? "." : label);
		}
		return text.toString();
	}

	private RandomAccessibleInterval<? extends RealType<?>> clean(final PostprocessingOptions options, final String[]... slices) {
		return new Postprocessing(options, counts, Progress.SILENT).clean(image(slices));
	}

	@Test
	void theLargestPartOfEachClassIsKept() {
		assertEquals("111.....\n1.1..222\n111112..\n...1.222\n...11222", text(clean(new PostprocessingOptions(true, 0, false,
			false), SLICE), 0));
	}

	@Test
	void smallPartsBecomeBackground() {
		final String[] islands = { "1.22..", "1....2" };
		// A voxel has 3 cubic millimetres.
		assertEquals("1.22..\n1....2", text(clean(new PostprocessingOptions(false, 3, false, false), islands), 0));
		assertEquals("1.22..\n1.....", text(clean(new PostprocessingOptions(false, 3.1, false, false), islands), 0));
		assertEquals("1.22..\n1.....", text(clean(new PostprocessingOptions(false, 6, false, false), islands), 0));
		assertEquals("......\n......", text(clean(new PostprocessingOptions(false, 6.1, false, false), islands), 0));
	}

	@Test
	void holesOfOneClassAreFilled() {
		assertEquals("111.....\n111..222\n111112..\n...1.222\n.1.11222", text(clean(new PostprocessingOptions(false, 0, true,
			false), SLICE), 0), "the gap between two classes, and that at the border, are no holes");
	}

	@Test
	void aHoleInOneSliceIsNoneIfItIsOpenAlongZ() {
		final String[] full = { "222", "222", "222" };
		final String[] ring = { "222", "2.2", "222" };
		final PostprocessingOptions holes = new PostprocessingOptions(false, 0, true, false);
		assertEquals("222\n222\n222", text(clean(holes, full, ring, full), 1));
		assertEquals("222\n2.2\n222", text(clean(holes, full, ring, ring), 1));
	}

	@Test
	void objectsAreNumberedThroughAllClasses() {
		final RandomAccessibleInterval<? extends RealType<?>> numbered = clean(new PostprocessingOptions(false, 0, false, true), new String[] { "11.2", "...2",
			"1.11" });
		assertEquals("11.2\n...2\n3.44", text(numbered, 0));
		assertEquals(4, counts.objects());
		assertEquals(List.of(new ClassVolume("one", 1, 5, 15, "mm^3", 3), new ClassVolume("two", 2, 2, 6, "mm^3", 1)), counts
			.volumes());
	}

	@Test
	void manyObjectsNeedMoreBits() {
		final String[] rows = new String[60];
		Arrays.fill(rows, "1.".repeat(10));
		for (int y = 1; y < rows.length; y += 2)
			rows[y] = ".".repeat(20);
		final RandomAccessibleInterval<? extends RealType<?>> numbered = clean(new PostprocessingOptions(false, 0, false, true), rows);
		assertTrue(numbered.getType() instanceof UnsignedShortType);
		assertEquals(300, numbered.getAt(18, 58, 0).getRealDouble());
		assertEquals(VoxelType.UINT32, VoxelType.holding(65536));
	}

	@Test
	void theTableCountsWhatIsLeft() {
		clean(new PostprocessingOptions(false, 6.1, false, false), new String[] { "111", "...", "2.." });
		assertEquals(List.of(new ClassVolume("one", 1, 3, 9, "mm^3", -1), new ClassVolume("two", 2, 0, 0, "mm^3", -1)), counts
			.volumes());
	}

	@Test
	void imagesTooLargeAreRefused() {
		final CairnException e = assertThrows(CairnException.class, () -> Postprocessing.requireRoom("brain", 1L << 32));
		assertTrue(e.getMessage().contains("brain") && e.getMessage().contains("largest"), e.getMessage());
		Postprocessing.requireRoom("small", 1000);
	}

	@Test
	void negativeVolumesAreRefused() {
		assertTrue(assertThrows(CairnException.class, () -> new PostprocessingOptions(false, -1, false, false)).getMessage()
			.contains("minimum"));
	}
}
