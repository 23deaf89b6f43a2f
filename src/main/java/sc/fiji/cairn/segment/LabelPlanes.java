// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.AbstractList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.sampling.Box;
import sc.fiji.cairn.sampling.IntensitySource;
import sc.fiji.cairn.volume.VoxelType;

/**
 * The slices of a label image that are predicted when they are asked for, a slab at a time; by several threads, in any
 * order, always with the same result.
 * <p>
 * The slabs asked for last are kept. Those who ask in order, as all writers of files do, have each slice predicted once.
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

	/** Slices of a slab, however much memory there is later, because scores depend a little on what is predicted together. */
	private final int together;
	private final int most;

	/** Slabs by their first slice, the one asked for last at the end. */
	private final Map<Integer, Object[]> slabs = new LinkedHashMap<>(16, 0.75f, true);

	/** First slices of the slabs that have been predicted, be it that they are gone. */
	private final Set<Integer> counted = new HashSet<>();

	/** Kept for imglib2, which looks at the first voxel when it wants to know the type, and wherever it starts to move. */
	private Object first;

	/**
	 * @param type of labels
	 * @param counts counts the voxels of each class
	 * @param shares receives the probabilities (classes, Z, Y, X); null for none
	 * @param mostBytes of slabs that are kept; one is in any case
	 */
	LabelPlanes(final IntensitySource source, final VolumePrediction plan, final List<SegmentationClass> classes,
		final VoxelType type, final ClassCounts counts, final float[] shares, final long mostBytes, final Progress progress)
	{
		this.source = source;
		this.plan = plan;
		this.classes = classes;
		this.type = type;
		this.counts = counts;
		this.shares = shares;
		this.progress = progress;
		together = plan.slab();
		most = (int) Math.max(1, Math.min(source.depth(), mostBytes / ((long) together * area() * type.bytes())));
	}

	private int area() {
		return source.width() * source.height();
	}

	@Override
	public int size() {
		return source.depth();
	}

	@Override
	public synchronized Object get(final int index) {
		if (index == 0 && first != null) return first;
		final int from = index - index % together;
		Object[] slab = slabs.get(from);
		if (slab == null) {
			// NB: the slab asked for longest ago goes before this one comes.
			if (slabs.size() == most) slabs.remove(slabs.keySet().iterator().next());
			slab = predict(from);
			slabs.put(from, slab);
		}
		if (from == 0) first = slab[0];
		return slab[index - from];
	}

	private Object[] predict(final int from) {
		final int count = Math.min(together, source.depth() - from);
		final Object[] labels = new Object[count];
		for (int i = 0; i < count; i++)
			labels[i] = type.array(area());
		if (counted.isEmpty()) progress.stage("Segmenting " + source.name(), source.depth());
		final long[] voxels = new long[classes.size()];
		final long[] done = { (long) Math.min(source.depth() - count, counted.size() * together) * area() };
		plan.predict(from, count, (box, scores) -> {
			classify(scores, box, labels, from, voxels);
			done[0] += box.voxels();
			progress.advance(done[0] / area(), "");
		});
		if (counted.add(from)) counts.add(voxels);
		return labels;
	}

	private void classify(final float[] scores, final Box box, final Object[] labels, final int from, final long[] counted) {
		final int voxels = (int) box.voxels();
		for (int z = 0, i = 0; z < box.depth(); z++) {
			final Object plane = labels[box.z() + z - from];
			for (int y = 0; y < box.height(); y++) {
				final int row = (box.y() + y) * source.width() + box.x();
				for (int x = 0; x < box.width(); x++, i++) {
					final int best = SlicePredictor.best(scores, i, voxels, classes.size());
					LabelArray.set(plane, row + x, classes.get(best).value());
					counted[best]++;
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
