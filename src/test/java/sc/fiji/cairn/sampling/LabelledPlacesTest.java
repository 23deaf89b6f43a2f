// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.volume.TestVolumes;

class LabelledPlacesTest {

	private static final Preprocessing WINDOW = new Preprocessing(8, 1, Normalisation.PERCENTILES_1_99, 1, 0);
	private static final int SIZE = 24;
	private static final int DRAWS = 3000;

	private static PreparedVolume stack(final String name, final TestVolumes.Voxel label) {
		return Stacks.labelled(Stacks.noise(name, SIZE, SIZE, 1), label);
	}

	private static Place draw(final PlaceSource places, final int i) {
		return places.draw(Seeds.random(1, i, 0));
	}

	/** Whether the window is centred on a voxel. */
	private static boolean isOn(final Place place, final int x, final int y, final int z) {
		final double middle = 0.5 * (SIZE - 1);
		return place.x() == x - middle && place.y() == y - middle && place.z() == z - middle;
	}

	@Test
	void oneInThreeIsCentredOnAClassDrawnEvenly() {
		// One voxel of class 1, one of class 2, far more of class 3 in a corner.
		final LabelledPlaces places = new LabelledPlaces(List.of(stack("a", (x, y, z) -> x == 8 && y == 9 && z == 10 ? 1
			: x == 12 && y == 12 && z == 12 ? 2 : x > 20 && z > 20 ? 3 : 0)), WINDOW);
		int one = 0;
		int two = 0;
		for (int i = 0; i < DRAWS; i++) {
			final Place place = draw(places, i);
			if (isOn(place, 8, 9, 10)) one++;
			if (isOn(place, 12, 12, 12)) two++;
		}
		assertEquals(DRAWS / 9.0, one, 60);
		assertEquals(DRAWS / 9.0, two, 60);
	}

	@Test
	void volumesAreDrawnAlike() {
		final PreparedVolume empty = stack("empty", (x, y, z) -> 0);
		final LabelledPlaces places = new LabelledPlaces(List.of(empty, stack("full", (x, y, z) -> 1), stack("unknown", (x, y,
			z) -> PreparedVolume.IGNORE)), WINDOW);
		int count = 0;
		for (int i = 0; i < DRAWS; i++) {
			final String name = draw(places, i).stack().name();
			assertTrue(!name.equals("unknown"));
			if (name.equals("empty")) count++;
		}
		assertEquals(DRAWS / 2.0, count, 120);
	}

	@Test
	void whereLittleIsKnownPlaceesAreCentredOnIt() {
		final LabelledPlaces places = new LabelledPlaces(List.of(stack("a", (x, y, z) -> z == 7 && y == 11 && x >= 9 &&
			x < 12 ? 0 : PreparedVolume.IGNORE)), WINDOW);
		final Set<Double> drawn = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			final Place place = draw(places, i);
			assertTrue(isOn(place, 9, 11, 7) || isOn(place, 10, 11, 7) || isOn(place, 11, 11, 7));
			drawn.add(place.x());
		}
		assertEquals(3, drawn.size());
	}

	@Test
	void unlabelledVolumesAreSeenEverywhere() {
		final PlaceSource places = new UnlabelledPlaces(List.of(Stacks.noise("a", SIZE, SIZE, 1)), WINDOW);
		final Set<Place> drawn = new HashSet<>();
		for (int i = 0; i < 100; i++)
			drawn.add(draw(places, i));
		assertEquals(100, drawn.size());
	}

	@Test
	void nothingKnownIsNothingToLearnFrom() {
		assertTrue(assertThrows(CairnException.class, () -> new LabelledPlaces(List.of(stack("a", (x, y,
			z) -> PreparedVolume.IGNORE)), WINDOW)).getMessage().contains("ignore"));
	}

	@Test
	void fingerprintsSumUpWhatVolumesAreLike() {
		final PreparedVolume labelled = stack("a", (x, y, z) -> z < 6 ? 1 : z < 12 ? PreparedVolume.IGNORE : 0);
		final Fingerprint fingerprint = Fingerprint.of(List.of(labelled, Stacks.noise("b", 16, 10, 2)), 2);
		assertEquals(2, fingerprint.volumes());
		assertEquals(new Spread(16, 16, 24, 24), fingerprint.width());
		assertEquals(new Spread(10, 10, 24, 24), fingerprint.depth());
		assertEquals(List.of(2 / 3.0, 1 / 3.0), fingerprint.frequencies());
		assertTrue(!fingerprint.hasSpacing(), "the distance of slices is not known");
		assertEquals(1, fingerprint.anisotropy());
	}
}
