// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.sampling.Stacks;
import sc.fiji.cairn.sampling.View;

class SpatialAugmentationTest {

	private static final int SIZE = 32;
	private static final int DRAWS = 200;
	private static final Preprocessing PREPARATION = new Preprocessing(SIZE, 1);

	private static SpatialAugmentation turning(final double bending, final boolean flipX, final boolean flipY) {
		return new SpatialAugmentation(15, 0.1, 0.05, bending, flipX, flipY);
	}

	private static View draw(final SpatialAugmentation augmentation, final PreparedVolume stack, final long step) {
		return new View(stack, augmentation.draw(Seeds.random(1, step, 0), Place.slice(stack, 0), PREPARATION));
	}

	/** What a network would see of a slice: intensities and classes. */
	private record Seen(float[] pixels, byte[] classes) {

		static Seen draw(final SpatialAugmentation augmentation, final PreparedVolume stack, final long step) {
			final View drawn = SpatialAugmentationTest.draw(augmentation, stack, step);
			final Seen view = new Seen(new float[SIZE * SIZE], new byte[SIZE * SIZE]);
			drawn.sample(view.pixels);
			drawn.sampleLabels(ByteBuffer.wrap(view.classes));
			return view;
		}

		boolean known(final int i) {
			return (classes[i] & 0xff) != PreparedVolume.IGNORE;
		}

		double meanClass(final IntPredicate where) {
			return IntStream.range(0, classes.length).filter(where).filter(this::known).map(i -> classes[i]).average()
				.orElseThrow();
		}

		boolean topFirst() {
			return meanClass(i -> i / SIZE < SIZE / 3) < meanClass(i -> i / SIZE >= 2 * SIZE / 3);
		}

		boolean leftFirst() {
			return meanClass(i -> i % SIZE < SIZE / 3) < meanClass(i -> i % SIZE >= 2 * SIZE / 3);
		}
	}

	private static PreparedVolume ramp(final boolean alongX) {
		return Stacks.labelled(Stacks.of("ramp", SIZE, SIZE, 1, 1, (x, y, z) -> alongX ? x : y), (x, y, z) -> alongX ? x : y);
	}

	@Test
	@Tag("known-mistake-6")
	void withoutFlipsDirectionsAreKept() {
		for (int draw = 0; draw < DRAWS; draw++) {
			assertTrue(Seen.draw(turning(0.02, false, false), ramp(false), draw).topFirst());
			assertTrue(Seen.draw(turning(0.02, false, false), ramp(true), draw).leftFirst());
		}
	}

	@Test
	void noColumnRunsBackwards() {
		for (int draw = 0; draw < DRAWS; draw++) {
			final Seen view = Seen.draw(turning(0, false, false), ramp(false), draw);
			for (int i = SIZE; i < SIZE * SIZE; i++)
				if (view.known(i) && view.known(i - SIZE)) assertTrue(view.classes[i] >= view.classes[i - SIZE]);
		}
	}

	@Test
	void flipsHappenAboutHalfTheTimeAndAlongTheirAxisOnly() {
		int top = 0;
		int left = 0;
		for (int draw = 0; draw < DRAWS; draw++) {
			if (Seen.draw(turning(0, true, false), ramp(true), draw).leftFirst()) left++;
			assertTrue(Seen.draw(turning(0, true, false), ramp(false), draw).topFirst());
			if (Seen.draw(turning(0, false, true), ramp(false), draw).topFirst()) top++;
			assertTrue(Seen.draw(turning(0, false, true), ramp(true), draw).leftFirst());
		}
		assertTrue(left > DRAWS / 4 && left < 3 * DRAWS / 4, left + " of " + DRAWS);
		assertTrue(top > DRAWS / 4 && top < 3 * DRAWS / 4, top + " of " + DRAWS);
	}

	@Test
	void imageAndLabelsStayTogether() {
		final PreparedVolume waves = Stacks.of("waves", SIZE, SIZE, 1, 1, (x, y, z) -> 0.5 + 0.25 * Math.sin(x * Math.PI / 8) +
			0.25 * Math.cos(y * Math.PI / 8));
		final PreparedVolume stack = Stacks.labelled(waves, (x, y, z) -> 0.5 + 0.25 * Math.sin(x * Math.PI / 8) + 0.25 * Math
			.cos(y * Math.PI / 8) > 0.5 ? 1 : 0);
		int compared = 0;
		for (int draw = 0; draw < DRAWS; draw++) {
			final Seen view = Seen.draw(turning(0.02, true, true), stack, draw);
			for (int i = 0; i < view.pixels.length; i++) {
				// The nearest pixel is up to 0.7 away, and intensities change by up to 0.14 a pixel.
				if (!view.known(i) || Math.abs(view.pixels[i] - 0.5) < 0.1) continue;
				assertEquals(view.pixels[i] > 0.5 ? 1 : 0, view.classes[i], "pixel " + i + " of draw " + draw);
				compared++;
			}
		}
		assertTrue(compared > DRAWS * SIZE * SIZE / 2, "only " + compared + " pixels compared");
	}

	@Test
	void theSameNumbersGiveTheSameView() {
		final PreparedVolume stack = Stacks.noise("noise", SIZE, 1, 3);
		final PreparedVolume labelled = Stacks.labelled(stack, (x, y, z) -> x);
		final Seen one = Seen.draw(turning(0.02, true, true), labelled, 5);
		final Seen again = Seen.draw(turning(0.02, true, true), labelled, 5);
		assertArrayEquals(one.pixels, again.pixels);
		assertArrayEquals(one.classes, again.classes);
		assertFalse(Arrays.equals(one.pixels, Seen.draw(turning(0.02, true, true), labelled, 6).pixels));
	}

	@Test
	void noneLeavesASliceAsItIs() {
		final Seen view = Seen.draw(new SpatialAugmentation(0, 0, 0, 0, false, false), ramp(true), 9);
		for (int i = 0; i < view.pixels.length; i++) {
			assertEquals(i % SIZE, view.pixels[i]);
			assertEquals(i % SIZE, view.classes[i]);
		}
	}

	@Test
	void bendingIsAShareOfTheWindowAtAnyResolution() {
		final SpatialAugmentation bending = new SpatialAugmentation(0, 0, 0, 0.05, false, false);
		final float[] a = new float[SIZE * SIZE];
		final float[] b = new float[SIZE * SIZE];
		for (final boolean alongX : new boolean[] { true, false }) {
			final PreparedVolume coarse = Stacks.of("coarse", 64, 64, 1, 1, (x, y, z) -> alongX ? x : y);
			// The same ramp, cut twice as finely along both axes.
			final PreparedVolume fine = Stacks.of("fine", 128, 128, 1, 0.5, (x, y, z) -> 0.5 * (alongX ? x : y) - 0.25);
			for (int draw = 0; draw < 20; draw++) {
				draw(bending, coarse, draw).sample(a);
				draw(bending, fine, draw).sample(b);
				// Away from the borders, beyond which the ramps are mirrored.
				for (int i = 0; i < a.length; i++)
					if (a[i] > 12 && a[i] < 51) assertEquals(a[i], b[i], 1e-3);
			}
		}
	}

	@Test
	void largeSlicesAreSeenInAllTheirParts() {
		final PreparedVolume wide = Stacks.of("wide", 4 * SIZE, SIZE, 1, 1, (x, y, z) -> x);
		final SpatialAugmentation still = new SpatialAugmentation(0, 0, 0, 0, false, false);
		float least = Float.POSITIVE_INFINITY;
		float most = 0;
		final float[] pixels = new float[SIZE * SIZE];
		for (int draw = 0; draw < DRAWS; draw++) {
			draw(still, wide, draw).sample(pixels);
			least = Math.min(least, pixels[0]);
			most = Math.max(most, pixels[SIZE - 1]);
		}
		assertTrue(least < 4 && most > 4 * SIZE - 5, least + " to " + most);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -1, 181, Double.NaN })
	void anglesBeyondATurnAreRefused(final double rotation) {
		final CairnException e = assertThrows(CairnException.class, () -> new SpatialAugmentation(rotation, 0, 0, 0, false,
			false));
		assertTrue(e.getMessage().contains("rotation"), e.getMessage());
	}
}
