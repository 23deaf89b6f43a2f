// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.sampling.Place;
import sc.fiji.cairn.sampling.PlaceSource;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.View;

/** Where views of volumes are drawn from, through windows that are changed at random. Safe for use by several threads. */
@FunctionalInterface
public interface ViewSource {

	/** Draws a view. */
	View draw(SplittableRandom random);

	/** Draws views of places. */
	static ViewSource of(final PlaceSource places, final SpatialAugmentation augmentation, final Preprocessing preprocessing) {
		return random -> {
			final Place place = places.draw(random);
			return new View(place.stack(), augmentation.draw(random, place, preprocessing));
		};
	}
}
