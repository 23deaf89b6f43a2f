package sc.fiji.cairn.cases;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws 3D patches to learn from without labels: first a volume with slices of which nothing is known, each as likely, then
 * any place in it.
 */
public final class UnlabelledPatches implements PatchSource {

	private final List<PatchPlaces> volumes;

	/**
	 * Lists the volumes to draw from.
	 *
	 * @param stacks those with {@linkplain UnlabelledSlices#existIn unlabelled slices}, at least one
	 */
	public UnlabelledPatches(final List<SliceStack> stacks, final Preparation preparation) {
		volumes = stacks.stream().map(stack -> new PatchPlaces(stack, preparation)).toList();
	}

	@Override
	public Patch draw(final SplittableRandom random) {
		return volumes.get(random.nextInt(volumes.size())).anywhere(random);
	}
}
