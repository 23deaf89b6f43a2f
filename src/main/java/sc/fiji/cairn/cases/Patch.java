package sc.fiji.cairn.cases;

/**
 * A part of a volume to look at: by how much the centre of the window is moved off the middle of the volume, in voxels of
 * the window.
 */
public record Patch(SliceStack stack, double x, double y, double z) {

	/** Looks at the middle of a volume. */
	public static Patch middle(final SliceStack stack) {
		return new Patch(stack, 0, 0, 0);
	}
}
