// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.Arrays;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.volume.ConnectedComponents;
import sc.fiji.cairn.volume.ConnectedComponents.Connectivity;
import sc.fiji.cairn.volume.VoxelType;

/** Does to a label image what {@link PostprocessingOptions} says. */
final class Postprocessing {

	/** A voxel's component and label take this many bytes, twice the label if components are numbered. */
	private static final int BYTES = Integer.BYTES + 2 * Integer.BYTES;

	/** This part of the Java heap may be taken. */
	private static final double HEAP_SHARE = 0.7;

	private static final int OPEN = -1;
	private static final int MIXED = 0;

	private final PostprocessingOptions options;
	private final ClassCounts counts;
	private final Progress progress;

	/**
	 * @param counts of the classes; renewed where they change
	 * @param progress asked between the parts of the work whether to stop
	 */
	Postprocessing(final PostprocessingOptions options, final ClassCounts counts, final Progress progress) {
		this.options = options;
		this.counts = counts;
		this.progress = progress;
	}

	/**
	 * Makes sure, before the image is segmented, that there will be room.
	 *
	 * @throws CairnException if there is not
	 */
	static void requireRoom(final String name, final long voxels) {
		final double room = HEAP_SHARE * Runtime.getRuntime().maxMemory();
		if (voxels <= Integer.MAX_VALUE - 8 && (double) voxels * BYTES <= room) return;
		throw new CairnException("The components of " + name + " cannot be found within the memory, because it has " + voxels +
			" voxels; do without largest, minimum, holes and instances, crop the image, or give Java more memory.");
	}

	/**
	 * Cleans an image.
	 *
	 * @param labels values of the classes, which change
	 * @return the same image; another one, with as many bits as needed, if its components have been numbered
	 */
	LabelArray clean(final LabelArray labels) {
		if (options.largest() || options.minimum() > 0) removeParts(labels);
		if (options.holes()) fillHoles(labels);
		if (!options.isNothing()) counts.recount(labels);
		return options.instances() ? number(labels) : labels;
	}

	private ConnectedComponents components(final LabelArray labels) {
		return Waiting.call(() -> ConnectedComponents.of(labels::get, labels.width(), labels.height(), labels.depth(),
			Connectivity.FACES), progress);
	}

	private void removeParts(final LabelArray labels) {
		final ConnectedComponents parts = components(labels);
		final boolean[] kept = new boolean[parts.count() + 1];
		for (int i = 0; i < labels.voxels(); i++) {
			final int part = parts.component(i);
			if (part != 0 && !kept[part] && isLargeEnough(parts.size(part))) kept[part] = !options.largest() || parts
				.inLargest(i);
			if (part != 0 && !kept[part]) labels.set(i, 0);
		}
	}

	private boolean isLargeEnough(final int voxels) {
		// NB: so that an object of just the smallest volume is kept whatever the rounding.
		return voxels * counts.voxel() >= options.minimum() * (1 - 1e-9);
	}

	/** As {@code scipy.ndimage.binary_fill_holes}, but without holes that more than one class surrounds. */
	private void fillHoles(final LabelArray labels) {
		final ConnectedComponents gaps = Waiting.call(() -> ConnectedComponents.of(i -> labels.get(i) == 0 ? 1 : 0, labels
			.width(), labels.height(), labels.depth(), Connectivity.FACES), progress);
		final int[] owners = new int[gaps.count() + 1];
		Arrays.fill(owners, OPEN);
		for (int i = 0; i < labels.voxels(); i++)
			if (gaps.component(i) != 0) owners[gaps.component(i)] = owner(labels, i, owners[gaps.component(i)]);
		for (int i = 0; i < labels.voxels(); i++)
			if (owners[gaps.component(i)] > 0) labels.set(i, owners[gaps.component(i)]);
	}

	/** Returns the only class that a gap touches so far; {@link #MIXED} if there are others, or the border of the image. */
	private static int owner(final LabelArray labels, final int voxel, final int before) {
		final int width = labels.width();
		final int area = labels.area();
		final int x = voxel % width;
		final int y = voxel % area / width;
		final int z = voxel / area;
		if (before == MIXED || x == 0 || y == 0 || x == width - 1 || y == labels.height() - 1) return MIXED;
		int owner = join(labels, voxel - 1, join(labels, voxel + 1, before));
		owner = join(labels, voxel - width, join(labels, voxel + width, owner));
		// A single slice has no border along Z.
		if (labels.depth() == 1) return owner;
		if (z == 0 || z == labels.depth() - 1) return MIXED;
		return join(labels, voxel - area, join(labels, voxel + area, owner));
	}

	private static int join(final LabelArray labels, final int neighbour, final int owner) {
		final int label = labels.get(neighbour);
		if (label == 0 || label == owner) return owner;
		return owner == OPEN ? label : MIXED;
	}

	private LabelArray number(final LabelArray labels) {
		final ConnectedComponents parts = components(labels);
		for (int part = 1; part <= parts.count(); part++)
			counts.addObject(parts.label(part));
		final LabelArray numbered = LabelArray.zeros(VoxelType.holding(parts.count()), labels.width(), labels.height(), labels
			.depth());
		for (int i = 0; i < labels.voxels(); i++)
			numbered.set(i, parts.component(i));
		return numbered;
	}
}
