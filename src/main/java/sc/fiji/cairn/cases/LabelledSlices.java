package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

import sc.fiji.cairn.CairnException;

/**
 * Draws slices to learn from: first a volume, each as likely, then one of its slices. One in three is drawn from the
 * slices that show some class of the foreground, each class as likely, so that rare and small structures are seen often
 * enough. Slices without any known pixel are never drawn.
 */
public final class LabelledSlices implements SliceSource {

	/** Share of the draws that show some class of the foreground. */
	static final double FOREGROUND_SHARE = 1.0 / 3;

	/**
	 * The slices of a volume to draw from.
	 *
	 * @param known those with a known pixel
	 * @param showing those that show a class of the foreground, for each class that the volume has
	 */
	private record Shown(List<Slice> known, List<List<Slice>> showing) {}

	private final List<Shown> volumes = new ArrayList<>();

	/** Lists the slices to draw from. */
	public LabelledSlices(final List<SliceStack> stacks) {
		for (final SliceStack stack : stacks) {
			final Shown shown = of(stack);
			if (!shown.known().isEmpty()) volumes.add(shown);
		}
		if (volumes.isEmpty()) throw nothingKnown();
	}

	/** Says that there is nothing to learn from. */
	static CairnException nothingKnown() {
		return new CairnException(
			"No label image has a known voxel, so there is nothing to learn from; check the parameter ignore.");
	}

	private static Shown of(final SliceStack stack) {
		final List<Slice> known = new ArrayList<>();
		final TreeMap<Integer, List<Slice>> showing = new TreeMap<>();
		for (int z = 0; z < stack.depth(); z++) {
			if (!stack.isKnown(z)) continue;
			final Slice slice = new Slice(stack, z);
			known.add(slice);
			final boolean[] seen = new boolean[SliceStack.IGNORE + 1];
			for (final byte label : stack.labels(z))
				seen[label & 0xff] = true;
			for (int c = 1; c < SliceStack.IGNORE; c++)
				if (seen[c]) showing.computeIfAbsent(c, any -> new ArrayList<>()).add(slice);
		}
		return new Shown(known, List.copyOf(showing.values()));
	}

	@Override
	public Slice draw(final SplittableRandom random) {
		final Shown volume = volumes.get(random.nextInt(volumes.size()));
		final boolean foreground = random.nextDouble() < FOREGROUND_SHARE && !volume.showing().isEmpty();
		final List<Slice> slices = foreground ? volume.showing().get(random.nextInt(volume.showing().size())) : volume
			.known();
		return slices.get(random.nextInt(slices.size()));
	}
}
