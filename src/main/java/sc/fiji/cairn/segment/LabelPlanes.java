package sc.fiji.cairn.segment;

import java.util.AbstractList;
import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Box;
import sc.fiji.cairn.cases.IntensitySource;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.volume.VoxelType;

/**
 * The slices of a label image that are predicted when they are asked for, a slab at a time.
 * <p>
 * Only the slab asked for last is kept: those who ask in order, as all writers of files do, have each slice predicted once.
 * </p>
 */
final class LabelPlanes extends AbstractList<Object> {

	private final IntensitySource source;
	private final VolumePrediction plan;
	private final List<SegmentationClass> classes;
	private final VoxelType type;
	private final ClassCounts counts;
	private final float[] shares;
	private final Progress progress;
	private Object[] slab = {};

	/** Kept for imglib2, which looks at the first voxel when it wants to know the type, and wherever it starts to move. */
	private Object first;
	private int start;
	private int predicted;

	/**
	 * @param type of labels
	 * @param counts counts the voxels of each class
	 * @param shares receives the probabilities (classes, Z, Y, X); null for none
	 */
	LabelPlanes(final IntensitySource source, final VolumePrediction plan, final List<SegmentationClass> classes,
		final VoxelType type, final ClassCounts counts, final float[] shares, final Progress progress)
	{
		this.source = source;
		this.plan = plan;
		this.classes = classes;
		this.type = type;
		this.counts = counts;
		this.shares = shares;
		this.progress = progress;
	}

	@Override
	public int size() {
		return source.depth();
	}

	@Override
	public synchronized Object get(final int index) {
		if (index == 0 && first != null) return first;
		if (index < start || index >= start + slab.length) predict(index - index % plan.slab());
		return slab[index - start];
	}

	private void predict(final int from) {
		final int count = Math.min(plan.slab(), source.depth() - from);
		final int area = source.width() * source.height();
		final boolean counted = from >= predicted;
		final Object[] labels = new Object[count];
		// NB: the last slab goes before this one comes.
		slab = new Object[0];
		for (int i = 0; i < count; i++)
			labels[i] = type.array(area);
		if (from == 0) progress.stage("Segmenting " + source.name(), source.depth());
		final long[] done = { (long) from * area };
		plan.predict(from, count, (box, scores) -> {
			classify(scores, box, labels, from, counted);
			done[0] += box.voxels();
			progress.advance(done[0] / area, "");
		});
		slab = labels;
		start = from;
		if (from == 0) first = labels[0];
		predicted = Math.max(predicted, from + count);
	}

	private void classify(final float[] scores, final Box box, final Object[] labels, final int from,
		final boolean counted)
	{
		final int voxels = (int) box.voxels();
		for (int z = 0, i = 0; z < box.depth(); z++) {
			final Object plane = labels[box.z() + z - from];
			for (int y = 0; y < box.height(); y++) {
				final int row = (box.y() + y) * source.width() + box.x();
				for (int x = 0; x < box.width(); x++, i++) {
					final int best = SlicePredictor.best(scores, i, voxels, classes.size());
					LabelArray.set(plane, row + x, classes.get(best).value());
					if (counted) counts.add(best);
				}
			}
		}
		if (shares != null) share(scores, box);
	}

	private void share(final float[] scores, final Box box) {
		Softmax.apply(scores, classes.size());
		for (int c = 0; c < classes.size(); c++)
			for (int z = 0; z < box.depth(); z++)
				for (int y = 0; y < box.height(); y++)
					System.arraycopy(scores, ((c * box.depth() + z) * box.height() + y) * box.width(), shares, ((c * source.depth() +
						box.z() + z) * source.height() + box.y() + y) * source.width() + box.x(), box.width());
	}
}
