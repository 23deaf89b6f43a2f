package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.cairn.CairnException;

/**
 * Draws slices to learn from: first a volume, each as likely, then one of its slices. One in three is drawn from the
 * slices that show some foreground, so that small structures are seen often enough. Slices without any known pixel are
 * never drawn.
 */
public final class LabelledSlices {

	private static final double FOREGROUND_SHARE = 1.0 / 3;

	/** A slice of a volume. */
	public record Slice(SliceStack stack, int z) {}

	private final List<List<Slice>> known = new ArrayList<>();
	private final List<List<Slice>> foreground = new ArrayList<>();

	/** Lists the slices to draw from. */
	public LabelledSlices(final List<SliceStack> stacks) {
		for (final SliceStack stack : stacks) {
			final List<Slice> some = new ArrayList<>();
			final List<Slice> shown = new ArrayList<>();
			for (int z = 0; z < stack.depth(); z++) {
				boolean any = false;
				boolean more = false;
				for (final byte label : stack.labels(z)) {
					any |= label != (byte) SliceStack.IGNORE;
					more |= label != 0 && label != (byte) SliceStack.IGNORE;
				}
				if (any) some.add(new Slice(stack, z));
				if (more) shown.add(new Slice(stack, z));
			}
			if (!some.isEmpty()) {
				known.add(some);
				foreground.add(shown.isEmpty() ? some : shown);
			}
		}
		if (known.isEmpty()) throw new CairnException(
			"No label image has a known voxel, so there is nothing to learn from; check the parameter ignore.");
	}

	/** Draws a slice. */
	public Slice draw(final SplittableRandom random) {
		final int volume = random.nextInt(known.size());
		final List<Slice> slices = (random.nextDouble() < FOREGROUND_SHARE ? foreground : known).get(volume);
		return slices.get(random.nextInt(slices.size()));
	}
}
