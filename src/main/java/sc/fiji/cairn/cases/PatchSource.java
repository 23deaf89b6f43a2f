package sc.fiji.cairn.cases;

import java.util.SplittableRandom;

/** Where the 3D patches of a batch are drawn from. Safe for use by several threads. */
public interface PatchSource {

	/** Draws a patch. */
	Patch draw(SplittableRandom random);
}
