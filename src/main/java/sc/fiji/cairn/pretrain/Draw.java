package sc.fiji.cairn.pretrain;

/**
 * One image of a contrastive batch.
 *
 * @param stack which volume it comes from
 * @param slice which slice of it
 * @param partition which part of the stack the slice lies in; 0 where parts do not matter
 * @param view whether it is a randomly changed view; false for the slice as it is
 */
record Draw(int stack, int slice, int partition, boolean view) {

	/** Returns true if both show the same slice of the same volume. */
	boolean sameSlice(final Draw other) {
		return stack == other.stack && slice == other.slice;
	}
}
