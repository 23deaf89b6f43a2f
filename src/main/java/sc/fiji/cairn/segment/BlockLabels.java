// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.VoxelType;

/**
 * The labels of a volume, block by block, which depend on the model and the image alone: whoever predicts a block, of whatever size
 * and in whatever order, gets the same. Made by {@link Segmenter#blocks}; for one thread.
 */
public final class BlockLabels {

	private final VolumePrediction plan;
	private final List<SegmentationClass> classes;
	private final VoxelType type;

	BlockLabels(final VolumePrediction plan, final List<SegmentationClass> classes, final VoxelType type) {
		this.plan = plan;
		this.classes = classes;
		this.type = type;
	}

	/** Gets the type of labels. */
	public VoxelType type() {
		return type;
	}

	/**
	 * Predicts a block.
	 *
	 * @param block (X, Y, Z) within the volume
	 * @return an array of its labels, X fastest
	 * @throws sc.fiji.cairn.CairnException if the memory does not suffice, or the engine fails
	 * @throws java.util.concurrent.CancellationException if the user has asked for it
	 */
	public Object of(final Interval block) {
		final Object labels = type.array(Math.toIntExact(Intervals.numElements(block)));
		plan.predict(block, (part, scores) -> classify(part, scores, block, labels));
		return labels;
	}

	private void classify(final Interval part, final float[] scores, final Interval block, final Object labels) {
		final int voxels = (int) Intervals.numElements(part);
		int i = 0;
		for (long z = part.min(2) - block.min(2); z <= part.max(2) - block.min(2); z++) {
			for (long y = part.min(1) - block.min(1); y <= part.max(1) - block.min(1); y++) {
				int to = (int) ((z * block.dimension(1) + y) * block.dimension(0) + part.min(0) - block.min(0));
				for (long x = 0; x < part.dimension(0); x++, i++, to++)
					set(labels, to, classes.get(SlicePredictor.best(scores, i, voxels, classes.size())).value());
			}
		}
	}

	private static void set(final Object array, final int i, final int label) {
		if (array instanceof byte[] bytes) bytes[i] = (byte) label;
		else if (array instanceof short[] shorts) shorts[i] = (short) label;
		else ((int[]) array)[i] = label;
	}
}
