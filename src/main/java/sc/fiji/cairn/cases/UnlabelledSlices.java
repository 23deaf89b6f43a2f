package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.CairnException;

/**
 * Draws slices of which nothing is known: first a volume, each as likely, then one of its slices. Of volumes that are
 * labelled in part these are the slices without any known pixel.
 */
public final class UnlabelledSlices implements SliceSource {

	private final List<List<Slice>> unknown = new ArrayList<>();

	/** Lists the slices to draw from. */
	public UnlabelledSlices(final List<SliceStack> stacks) {
		for (final SliceStack stack : stacks) {
			final List<Slice> slices = of(stack);
			if (!slices.isEmpty()) unknown.add(slices);
		}
		if (unknown.isEmpty()) throw new CairnException("All slices are labelled, so there is none to learn from without a " +
			"label; name a folder of others in the parameter unlabelled.");
	}

	/** Tells if there is a slice of a stack of which nothing is known. */
	public static boolean existIn(final SliceStack stack) {
		return !of(stack).isEmpty();
	}

	private static List<Slice> of(final SliceStack stack) {
		final List<Slice> slices = new ArrayList<>();
		for (int z = 0; z < stack.depth(); z++)
			if (!stack.isKnown(z)) slices.add(new Slice(stack, z));
		return slices;
	}

	@Override
	public Slice draw(final SplittableRandom random) {
		final List<Slice> slices = unknown.get(random.nextInt(unknown.size()));
		return slices.get(random.nextInt(slices.size()));
	}
}
