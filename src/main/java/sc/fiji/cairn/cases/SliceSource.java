package sc.fiji.cairn.cases;

import java.util.SplittableRandom;

/** Where the slices of a batch are drawn from. Safe for use by several threads. */
public interface SliceSource {

	/** A slice of a volume. */
	record Slice(SliceStack stack, int z) {}

	/** Draws a slice. */
	Slice draw(SplittableRandom random);
}
