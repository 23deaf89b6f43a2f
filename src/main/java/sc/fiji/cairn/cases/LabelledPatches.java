package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;


/**
 * Draws 3D patches to learn from: first a volume, each as likely, then a place in it. One in three is centred on a voxel
 * of some class of the foreground, each class as likely, so that rare and small structures are seen often enough. Of
 * volumes that are annotated in part, the others are centred on a known voxel.
 */
public final class LabelledPatches implements PatchSource {

	/**
	 * A volume to draw from.
	 *
	 * @param known its known voxels
	 * @param whole whether these are all
	 * @param shown the voxels of each class of the foreground that it has
	 */
	private record Shown(PatchPlaces places, ClassVoxels known, boolean whole, List<ClassVoxels> shown) {

		static Shown of(final SliceStack stack, final Preparation preparation) {
			final boolean[] seen = new boolean[SliceStack.IGNORE + 1];
			for (int z = 0; z < stack.depth(); z++)
				for (final byte label : stack.labels(z))
					seen[label & 0xff] = true;
			final List<ClassVoxels> shown = new ArrayList<>();
			for (int c = 1; c < SliceStack.IGNORE; c++)
				if (seen[c]) shown.add(new ClassVoxels(stack, c));
			return new Shown(new PatchPlaces(stack, preparation), new ClassVoxels(stack, SliceStack.IGNORE),
				!seen[SliceStack.IGNORE], List.copyOf(shown));
		}
	}

	private final List<Shown> volumes;

	/** Counts the voxels to draw from. */
	public LabelledPatches(final List<SliceStack> stacks, final Preparation preparation) {
		volumes = stacks.stream().filter(SliceStack::isKnown).map(stack -> Shown.of(stack, preparation)).toList();
		if (volumes.isEmpty()) throw LabelledSlices.nothingKnown();
	}

	@Override
	public Patch draw(final SplittableRandom random) {
		final Shown volume = volumes.get(random.nextInt(volumes.size()));
		final boolean foreground = random.nextDouble() < LabelledSlices.FOREGROUND_SHARE && !volume.shown().isEmpty();
		if (foreground) return volume.shown().get(random.nextInt(volume.shown().size())).draw(random, volume.places());
		return volume.whole() ? volume.places().anywhere(random) : volume.known().draw(random, volume.places());
	}
}
