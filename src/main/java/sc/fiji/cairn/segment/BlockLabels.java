// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;

import net.imglib2.Interval;

import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.sampling.Box;
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
		final Box box = new Box((int) block.min(0), (int) block.min(1), (int) block.min(2), (int) block.dimension(0), (int) block
			.dimension(1), (int) block.dimension(2));
		final Object labels = type.array(Math.toIntExact(box.voxels()));
		plan.predict(box, (part, scores) -> classify(part, scores, box, labels));
		return labels;
	}

	private void classify(final Box part, final float[] scores, final Box block, final Object labels) {
		final int voxels = (int) part.voxels();
		for (int z = 0, i = 0; z < part.depth(); z++) {
			for (int y = 0; y < part.height(); y++) {
				int to = ((part.z() - block.z() + z) * block.height() + part.y() - block.y() + y) * block.width() + part.x() - block.x();
				for (int x = 0; x < part.width(); x++, i++, to++)
					LabelArray.set(labels, to, classes.get(SlicePredictor.best(scores, i, voxels, classes.size())).value());
			}
		}
	}
}
