package sc.fiji.cairn.augment;

import java.util.SplittableRandom;

import sc.fiji.cairn.cases.Patch;
import sc.fiji.cairn.cases.PatchSource;
import sc.fiji.cairn.cases.PatchView;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceSource;
import sc.fiji.cairn.cases.SliceView;
import sc.fiji.cairn.cases.View;

/** Where views of volumes are drawn from, through windows that are changed at random. Safe for use by several threads. */
@FunctionalInterface
public interface ViewSource {

	/** Draws a view. */
	View draw(SplittableRandom random);

	/** Draws views of slices. */
	static ViewSource of(final SliceSource slices, final SpatialAugmentation places, final Preparation preparation) {
		return random -> {
			final SliceSource.Slice slice = slices.draw(random);
			return new SliceView(slice.stack(), slice.z(), places.draw(random, slice.stack(), preparation));
		};
	}

	/** Draws views of 3D patches. */
	static ViewSource of(final PatchSource patches, final SpatialAugmentation places, final Preparation preparation) {
		final PatchAugmentation augmentation = new PatchAugmentation(places, preparation);
		return random -> {
			final Patch patch = patches.draw(random);
			return new PatchView(patch.stack(), augmentation.draw(random, patch));
		};
	}
}
