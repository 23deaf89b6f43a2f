// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.volume.TestVolumes;

class ViewTest {

	private static Preprocessing window(final int width, final int height, final int depth, final double spacing,
		final double spacingZ)
	{
		return new Preprocessing(width, spacing, Normalisation.PERCENTILES_1_99, depth, spacingZ, height);
	}

	private static PreparedVolume stack(final int width, final int height, final int depth, final double spacing,
		final double spacingZ, final TestVolumes.Voxel voxel)
	{
		final float[][] slices = new float[depth][width * height];
		final byte[][] labels = new byte[depth][width * height];
		for (int z = 0; z < depth; z++)
			for (int i = 0; i < width * height; i++) {
				slices[z][i] = (float) voxel.at(i % width, i / width, z);
				labels[z][i] = (byte) ((i % width + 2 * (i / width) + 3 * z) % 7);
			}
		return Stacks.of("a", width, height, spacing, spacing, spacingZ, slices, labels);
	}

	private static float[] sample(final Place place, final Preprocessing preprocessing, final SpaceMap map) {
		final float[] out = new float[preprocessing.voxels()];
		View.of(place, preprocessing, map).sample(out);
		return out;
	}

	/** Values whose sums would be rounded, so that a copy by interpolation would show. */
	private static double uneven(final int x, final int y, final int z) {
		return 0.1 + x * 1.37 + y * 10.91 + z * 101.3;
	}

	@ParameterizedTest
	@CsvSource({ "6, 4, 2, 8, 8, 4", "7, 9, 5, 8, 16, 6", "9, 11, 5, 8, 8, 4" })
	void identityCopiesVoxelsExactlyAndInTheMiddle(final int width, final int height, final int depth, final int across,
		final int down, final int deep)
	{
		final PreparedVolume stack = stack(width, height, depth, 1, 8, ViewTest::uneven);
		final Preprocessing preprocessing = window(across, down, deep, 1, 8);
		final float[] seen = sample(Place.middle(stack), preprocessing, SpaceMap.IDENTITY);
		final View view = View.of(Place.middle(stack), preprocessing);
		final ByteBuffer classes = ByteBuffer.allocate(seen.length);
		final ByteBuffer inside = ByteBuffer.allocate(seen.length);
		view.sampleLabels(classes);
		view.sampleInside(inside);
		int within = 0;
		for (int i = 0; i < seen.length; i++) {
			final int x = i % across - Math.floorDiv(across - width, 2);
			final int y = i / across % down - Math.floorDiv(down - height, 2);
			final int z = i / across / down - Math.floorDiv(deep - depth, 2);
			final boolean known = x >= 0 && y >= 0 && z >= 0 && x < width && y < height && z < depth;
			assertEquals(known ? 1 : 0, inside.get(i));
			assertEquals(known ? (x + 2 * y + 3 * z) % 7 : PreparedVolume.IGNORE, classes.get(i) & 0xff);
			if (known) assertEquals((float) uneven(x, y, z), seen[i]);
			if (known) within++;
		}
		assertEquals(Math.min(width, across) * Math.min(height, down) * Math.min(depth, deep), within);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 1, 1", "1, 1, 2, 2", "1, 8, 1, 2", "1, 8, 2, 1", "0.7, 3, 1, 1.3" })
	void rampsStayRampsAtAnySpacing(final double spacing, final double spacingZ, final double wanted,
		final double wantedZ)
	{
		final PreparedVolume stack = stack(33, 31, 27, spacing, spacingZ, (x, y, z) -> 3 * x - 2 * y + 5 * z);
		final Preprocessing preprocessing = window(9, 9, 3, wanted, wantedZ);
		final float[] seen = sample(Place.middle(stack), preprocessing, SpaceMap.IDENTITY);
		final float middle = sample(Place.middle(stack), window(9, 9, 3, spacing, spacingZ), SpaceMap.IDENTITY)[121];
		for (int i = 0; i < seen.length; i++) {
			final double x = (i % 9 - 4) * wanted / spacing;
			final double y = (i / 9 % 9 - 4) * wanted / spacing;
			final double z = (i / 81 - 1) * wantedZ / spacingZ;
			// NB: the middle itself is one of whole voxels, so it may be half a voxel of the window off.
			final double half = 0.5 * (3 + 2) * wanted / spacing + 0.5 * 5 * wantedZ / spacingZ + 5;
			assertEquals(middle + 3 * x - 2 * y + 5 * z, seen[i], half);
			assertEquals(seen[121] + 3 * x - 2 * y + 5 * z, seen[i], 1e-3);
		}
	}

	@Test
	void largerVoxelsAreMeans() {
		final PreparedVolume stack = stack(16, 16, 16, 1, 1, (x, y, z) -> (x + y + z) % 2);
		for (final float value : sample(Place.middle(stack), window(8, 8, 8, 2, 2), SpaceMap.IDENTITY))
			assertEquals(0.5f, value, 1e-6);
	}

	@Test
	void beyondTheBordersVolumesAreMirrored() {
		final PreparedVolume stack = stack(4, 4, 2, 1, 1, ViewTest::uneven);
		final float[] seen = sample(Place.middle(stack), window(8, 8, 4, 1, 1), SpaceMap.IDENTITY);
		assertEquals((float) uneven(1, 0, 0), seen[(8 + 2) * 8 + 1]);
		assertEquals((float) uneven(0, 0, 1), seen[2 * 8 + 2]);
	}

	@Test
	void mapsTurnMirrorAndMove() {
		final PreparedVolume stack = stack(17, 17, 17, 1, 1, ViewTest::uneven);
		final Preprocessing preprocessing = window(9, 9, 9, 1, 1);
		final float[] seen = sample(Place.middle(stack), preprocessing, SpaceMap.IDENTITY);
		final float[] quarter = sample(Place.middle(stack), preprocessing, SpaceMap.aroundX(Math.PI / 2));
		final float[] back = sample(Place.middle(stack), preprocessing, SpaceMap.aroundX(Math.PI / 2).after(SpaceMap.aroundX(
			-Math.PI / 2)));
		final float[] mirrored = sample(Place.middle(stack), preprocessing, SpaceMap.scaling(-1, 1, 1));
		final float[] moved = sample(new Place(stack, 2, -1, 3), preprocessing, SpaceMap.IDENTITY);
		for (int i = 0; i < seen.length; i++) {
			final int x = i % 9;
			final int y = i / 9 % 9;
			final int z = i / 81;
			assertEquals(seen[i], back[i], 1e-3);
			assertEquals(seen[(z * 9 + y) * 9 + 8 - x], mirrored[i], 1e-3);
			// Y towards Z: what lies along Y is seen where Z was, the other way round.
			assertEquals(seen[(y * 9 + 8 - z) * 9 + x], quarter[i], 2e-3);
			if (x < 7 && y > 0 && z < 6) assertEquals(seen[((z + 3) * 9 + y - 1) * 9 + x + 2], moved[i], 1e-3);
		}
	}

	@Test
	void windowsStayInVolumesAndOnVoxels() {
		final PreparedVolume stack = stack(40, 20, 9, 1, 2, ViewTest::uneven);
		final WindowRoom room = new WindowRoom(stack, window(16, 16, 16, 1, 2));
		assertEquals(new Place(stack, -12, -2, 0), room.around(0, 0, 0));
		assertEquals(new Place(stack, 12, 2, 0), room.around(39, 19, 8));
		assertEquals(new Place(stack, 0.5, -0.5, 0), room.around(20, 9, 8));
		double least = 0;
		double most = 0;
		for (int i = 0; i < 500; i++) {
			final Place place = room.draw(Seeds.random(1, i, 0));
			least = Math.min(least, place.x());
			most = Math.max(most, place.x());
			assertTrue(Math.abs(place.x()) <= 12 && Math.abs(place.y()) <= 2 && place.z() == 0);
		}
		assertTrue(least < -11.5 && most > 11.5);
	}

	/** Classes of slices of single pixels as a network of larger ones sees them. */
	private static int[] classes(final int size, final double wanted, final TestVolumes.Voxel label) {
		final PreparedVolume stack = Stacks.labelled(Stacks.of("a", size, size, 1, 1, (x, y, z) -> 0), label);
		final ByteBuffer out = ByteBuffer.allocate(256);
		View.of(Place.slice(stack, 0), new Preprocessing(16, wanted)).sampleLabels(out);
		return IntStream.range(0, 256).map(i -> out.get(i) & 0xff).toArray();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 2, 3, 4 })
	void labelsOfLargerPixelsAreWhereTheIntensitiesAre(final double step) {
		final int size = (int) (16 * step);
		for (int edge = 5; edge < 5 + step; edge++) {
			final int low = edge;
			final int high = size - 1 - edge;
			final int[] seen = classes(size, step, (x, y, z) -> x >= low && x <= high && y >= low && y <= high ? 1 : 0);
			// A square in the middle stays in the middle.
			for (int i = 0; i < 256; i++)
				assertEquals(seen[i], seen[255 - i], "square from " + edge + " on, pixel " + i);
		}
	}

	@Test
	void thinThingsStayAndWhatIsKnownCounts() {
		final int[] line = classes(32, 2, (x, y, z) -> x == 8 ? 2 : 0);
		final int[] sparse = classes(32, 2, (x, y, z) -> x == 8 && y % 2 == 0 ? 1 : PreparedVolume.IGNORE);
		for (int i = 0; i < 256; i++) {
			assertEquals(i % 16 == 4 ? 2 : 0, line[i]);
			assertEquals(i % 16 == 4 ? 1 : PreparedVolume.IGNORE, sparse[i]);
		}
	}
}
