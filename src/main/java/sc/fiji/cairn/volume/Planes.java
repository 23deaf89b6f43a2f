// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;

/** The XY planes of a volume, in the order in which a file format stores them, as Java arrays. */
public final class Planes {

	private final RandomAccessibleInterval<? extends RealType<?>> view;
	private final VoxelType type;
	private final int planeSize;
	private final PrimitiveBlocks<?> blocks;

	/**
	 * @param volume where to copy from
	 * @param order axes from the fastest to the slowest, X and Y first; one that the volume lacks has one sample
	 */
	public Planes(final Volume volume, final List<Axis> order) {
		view = arrange(volume, order);
		type = VoxelType.of(view.getType());
		blocks = blocks(view, type);
		final long size = view.dimension(0) * view.dimension(1);
		if (size > Integer.MAX_VALUE - 8) throw new CairnException("The slices of " + volume.name() + " have " + size +
			" voxels, more than can be written: cut the image into tiles.");
		planeSize = (int) size;
	}

	/** Returns the type of voxels that {@link #copy} gives. */
	public VoxelType type() {
		return type;
	}

	/** Returns the number of voxels of one plane. */
	public int planeSize() {
		return planeSize;
	}

	/** Returns the number of planes. */
	public long count() {
		return planeSize == 0 ? 0 : Intervals.numElements(view) / planeSize;
	}

	/**
	 * Copies one plane, X fastest.
	 *
	 * @param index from 0 to {@link #count()}, the earlier axes fastest
	 * @param array where to, as {@link VoxelType#array} makes it, of {@link #planeSize()} voxels
	 */
	public void copy(final long index, final Object array) {
		final long[] min = new long[view.numDimensions()];
		final long[] max = new long[min.length];
		max[0] = view.dimension(0) - 1;
		max[1] = view.dimension(1) - 1;
		long rest = index;
		for (int d = 2; d < min.length; d++) {
			min[d] = max[d] = rest % view.dimension(d);
			rest /= view.dimension(d);
		}
		blocks.copy(new FinalInterval(min, max), array);
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T> & RealType<T>> PrimitiveBlocks<T> blocks(
		final RandomAccessibleInterval<? extends RealType<?>> view, final VoxelType type)
	{
		return PrimitiveBlocks.of(VoxelType.sameAs(view.getType()) == type ? (RandomAccessibleInterval<T>) view : RealTypeConverters
			.convert(view, (T) type.type()), PrimitiveBlocks.OnFallback.ACCEPT);
	}

	/** Gives a view whose dimensions are the given axes, and whose minimum is 0. */
	private static RandomAccessibleInterval<? extends RealType<?>> arrange(final Volume volume, final List<Axis> order) {
		RandomAccessibleInterval<? extends RealType<?>> view = Views.zeroMin(volume.data());
		final List<Axis> axes = new ArrayList<>(volume.axes());
		for (final Axis axis : order) {
			if (axes.contains(axis)) continue;
			view = Views.addDimension(view, 0, 0);
			axes.add(axis);
		}
		for (int d = 0; d < order.size(); d++) {
			final int from = axes.indexOf(order.get(d));
			if (from == d) continue;
			view = Views.permute(view, from, d);
			axes.set(from, axes.set(d, order.get(d)));
		}
		return view;
	}
}
