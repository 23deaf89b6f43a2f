// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/**
 * Labels of some slices of a stack: of the others nothing is known, and no memory is needed for them.
 * <p>
 * Voxels about which nothing is known have the value {@value #UNKNOWN}, which is therefore no class.
 * </p>
 */
public final class SparseLabels {

	/** Value of voxels about which nothing is known. */
	public static final int UNKNOWN = 255;

	/** How these labels are read from files: what nobody has said anything about is marked, and the rest is known. */
	public static final LabelRule RULE = new LabelRule(OptionalInt.of(UNKNOWN), false, BlankSlices.BACKGROUND);

	private final int width;
	private final int height;
	private final int depth;
	private final SortedMap<Integer, byte[]> slices = new TreeMap<>();

	private SparseLabels(final int width, final int height, final int depth) {
		this.width = width;
		this.height = height;
		this.depth = depth;
	}

	/**
	 * Reads a label image in which slices without any label are those that nobody has looked at.
	 *
	 * @param labels of one time point, with one channel
	 * @param complete whether 0 on the other slices is background, rather than unknown
	 * @throws CairnException if a value is no class
	 */
	public static SparseLabels painted(final Volume labels, final boolean complete) {
		return read(labels, value -> value == 0 && !complete ? UNKNOWN : value, value -> value != 0 && value != UNKNOWN);
	}

	/**
	 * Reads a label image in which 0 is background wherever it stands, and what is not known has the value {@value #UNKNOWN}.
	 *
	 * @param labels of one time point, with one channel
	 * @throws CairnException if a value is no class
	 */
	public static SparseLabels known(final Volume labels) {
		return read(labels, value -> value, value -> value != UNKNOWN);
	}

	private static SparseLabels read(final Volume labels, final IntUnaryOperator meaning, final IntPredicate tells) {
		final SparseLabels sparse = new SparseLabels((int) labels.size(Axis.X), (int) labels.size(Axis.Y), (int) labels.size(
			Axis.Z));
		for (int z = 0; z < sparse.depth; z++) {
			final float[] values = FloatBlocks.slice(labels.grid(0, 0), z);
			final byte[] slice = new byte[values.length];
			boolean told = false;
			for (int i = 0; i < values.length; i++) {
				requireClass(values[i], labels.name());
				told |= tells.test((int) values[i]);
				slice[i] = (byte) meaning.applyAsInt((int) values[i]);
			}
			if (told) sparse.slices.put(z, slice);
		}
		return sparse;
	}

	private static void requireClass(final float value, final String name) {
		if (value >= 0 && value <= UNKNOWN && value == Math.rint(value)) return;
		throw new CairnException("The label image " + name + " holds the value " + value + ", but classes are whole numbers from " +
			"0 (background) to " + (UNKNOWN - 1) + ", and " + UNKNOWN + " where nothing is known; check that it is a label image of classes.");
	}

	/** Labels a slice, counted from 0, as background throughout. */
	public static SparseLabels blank(final Volume image, final int slice) {
		final SparseLabels sparse = new SparseLabels((int) image.size(Axis.X), (int) image.size(Axis.Y), (int) image.size(Axis.Z));
		sparse.slices.put(slice, new byte[sparse.width * sparse.height]);
		return sparse;
	}

	/** Tells whether labels of an image are as large as these. */
	public boolean fits(final Volume image) {
		return image.size(Axis.X) == width && image.size(Axis.Y) == height && image.size(Axis.Z) == depth;
	}

	/** Tells whether nothing is known at all. */
	public boolean isEmpty() {
		return slices.isEmpty();
	}

	/** Returns the number of slices of which something is known. */
	public int annotated() {
		return slices.size();
	}

	/** Gets the values that occur, but for {@value #UNKNOWN}; 0 is background. */
	public SortedSet<Integer> values() {
		final boolean[] found = new boolean[UNKNOWN + 1];
		slices.values().forEach(slice -> {
			for (final byte value : slice)
				found[value & 0xff] = true;
		});
		final SortedSet<Integer> values = new TreeSet<>();
		for (int value = 0; value < UNKNOWN; value++)
			if (found[value]) values.add(value);
		return values;
	}

	/**
	 * Takes over slices of which nothing is known here.
	 *
	 * @param before labels of the same size
	 * @return how many
	 */
	public int keep(final SparseLabels before) {
		final int own = slices.size();
		before.slices.forEach(slices::putIfAbsent);
		return slices.size() - own;
	}

	/**
	 * Gets what is known of some slices.
	 *
	 * @param some their numbers, from 0
	 */
	public SparseLabels only(final Set<Integer> some) {
		final SparseLabels part = new SparseLabels(width, height, depth);
		part.slices.putAll(slices);
		part.slices.keySet().retainAll(some);
		return part;
	}

	/** Gets what is known of slices of which others know nothing. */
	public SparseLabels without(final SparseLabels others) {
		final SparseLabels part = new SparseLabels(width, height, depth);
		part.slices.putAll(slices);
		part.slices.keySet().removeAll(others.slices.keySet());
		return part;
	}

	/** Makes a label image (X, Y, Z), or (X, Y) if its image has no Z, of 8 bits, in the place of its image. */
	public Volume volume(final Volume image) {
		final byte[] unknown = new byte[width * height];
		Arrays.fill(unknown, (byte) UNKNOWN);
		final List<Object> planes = new ArrayList<>();
		for (int z = 0; z < depth; z++)
			planes.add(slices.getOrDefault(z, unknown));
		final boolean deep = image.axes().contains(Axis.Z);
		final long[] dimensions = deep ? new long[] { width, height, depth } : new long[] { width, height };
		return new Volume(image.name(), List.of(Axis.X, Axis.Y, Axis.Z).subList(0, dimensions.length), VoxelType.UINT8.planar(
			planes, dimensions), image.geometry(), image.header());
	}
}
