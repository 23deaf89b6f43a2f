// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;

/**
 * Brings the components of all files of labels together: those that touch across a face and have the same label are one. Gives what
 * finding the components of the whole image would.
 */
final class ComponentMerge {

	/** Number of components in the files before each. */
	private final int[] offsets;
	private final int[] parents;
	private final int[] labels;
	private final long[] sizes;
	private final long[] first;

	/**
	 * @param files what each file holds
	 * @param read reads the components of a file, by its index
	 */
	ComponentMerge(final List<Interval> files, final IntFunction<FileComponents> read) {
		offsets = new int[files.size() + 1];
		for (int file = 0; file < files.size(); file++)
			offsets[file + 1] = added(offsets[file], read.apply(file).count());
		final int count = offsets[files.size()];
		parents = IntStream.range(0, count).toArray();
		labels = new int[count];
		sizes = new long[count];
		first = new long[count];
		final Map<List<Long>, Integer> byEnd = new HashMap<>();
		for (int file = 0; file < files.size(); file++) {
			final Interval box = files.get(file);
			join(file, box, byEnd, read);
			for (int axis = 0; axis < box.numDimensions(); axis++)
				byEnd.put(place(box.minAsLongArray(), axis, box.max(axis) + 1), file);
		}
		for (int i = count - 1; i >= 0; i--) {
			final int root = root(i);
			if (root == i) continue;
			sizes[root] += sizes[i];
			first[root] = Math.min(first[root], first[i]);
		}
	}

	private static int added(final int before, final int count) {
		if ((long) before + count > Integer.MAX_VALUE - 8) throw new CairnException(
			"The label image has more than 2147483639 components in its blocks; do without largest, minimum and instances.");
		return before + count;
	}

	/** Joins the components of a file with those of the files before it along each axis. */
	private void join(final int file, final Interval box, final Map<List<Long>, Integer> byEnd,
		final IntFunction<FileComponents> read)
	{
		final FileComponents own = read.apply(file);
		for (int i = 0; i < own.count(); i++) {
			labels[offsets[file] + i] = own.labels()[i];
			sizes[offsets[file] + i] = own.sizes()[i];
			first[offsets[file] + i] = own.first()[i];
		}
		for (int axis = 0; axis < box.numDimensions(); axis++) {
			final Integer before = byEnd.get(place(box.minAsLongArray(), axis, box.min(axis)));
			if (before != null) join(read.apply(before).faces()[2 * axis + 1], before, own.faces()[2 * axis], file);
		}
	}

	/** Names a face: the axis that it lies across, where on it, and the corner of the file. */
	private static List<Long> place(final long[] corner, final int axis, final long at) {
		final long[] place = corner.clone();
		place[axis] = at;
		return List.of((long) axis, place[0], place[1], place[2]);
	}

	private void join(final int[] upper, final int before, final int[] lower, final int file) {
		for (int i = 0; i < lower.length; i++) {
			if (upper[i] == 0 || lower[i] == 0) continue;
			final int one = root(offsets[before] + upper[i] - 1);
			final int other = root(offsets[file] + lower[i] - 1);
			if (labels[one] == labels[other]) parents[Math.max(one, other)] = Math.min(one, other);
		}
	}

	private int root(final int component) {
		int i = component;
		while (parents[i] != i) {
			parents[i] = parents[parents[i]];
			i = parents[i];
		}
		return i;
	}

	/**
	 * Finds what becomes of the components of each file.
	 *
	 * @param largest whether to keep only the largest of each label, of equally large ones the first
	 * @param minimum number of voxels that a component has at least
	 * @param instances whether to number them from 1, in the order of their first voxels, rather than to keep labels
	 * @return the value of each component of all files, one file after the other; 0 for what is not kept
	 */
	int[] values(final boolean largest, final double minimum, final boolean instances) {
		final Map<Integer, Integer> largestOf = new HashMap<>();
		for (int i = 0; i < parents.length; i++)
			if (root(i) == i) largestOf.merge(labels[i], i, (a, b) -> sizes[b] > sizes[a] || sizes[b] == sizes[a] && first[b] < first[a] ? b
				: a);
		final Integer[] kept = IntStream.range(0, parents.length).filter(i -> root(i) == i && sizes[i] >= minimum && (!largest || largestOf
			.get(labels[i]) == i)).boxed().sorted(Comparator.comparingLong(i -> first[i])).toArray(Integer[]::new);
		final int[] values = new int[parents.length];
		for (int number = 0; number < kept.length; number++)
			values[kept[number]] = instances ? number + 1 : labels[kept[number]];
		for (int i = 0; i < values.length; i++)
			values[i] = values[root(i)];
		return values;
	}

	/** Gets the part of some values that is of a file. */
	int[] of(final int[] values, final int file) {
		return Arrays.copyOfRange(values, offsets[file], offsets[file + 1]);
	}
}
