// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * An image of two or more dimensions with typed axes and its place in the world.
 *
 * @param name short name to show, usually the file name without its extension
 * @param axes meaning of each dimension of {@code data}, each at most once, X and Y always present
 * @param data voxel values (scaled: slope and intercept of the file are applied)
 * @param geometry voxel spacing, unit and orientation
 * @param header what else the file said and a file of the same format should say again
 */
public record Volume(String name, List<Axis> axes, RandomAccessibleInterval<? extends RealType<?>> data,
	Geometry geometry, Header header)
{

	public Volume {
		axes = List.copyOf(axes);
		if (axes.size() != data.numDimensions()) throw new IllegalArgumentException(
			axes.size() + " axes for " + data.numDimensions() + " dimensions");
	}

	/** Returns the number of samples along an axis, 1 if there is no such axis. */
	public long size(final Axis axis) {
		final int d = axes.indexOf(axis);
		return d < 0 ? 1 : data.dimension(d);
	}

	/**
	 * Gets one channel of one time point.
	 *
	 * @param channel from 0; must be 0 where there is no channel axis
	 * @param frame from 0; must be 0 where there is no time axis
	 * @return a view with dimensions (X, Y, Z), whose minimum is 0; Z has size 1 for a 2D image
	 */
	public RandomAccessibleInterval<? extends RealType<?>> grid(final long channel, final long frame) {
		return grid(data, channel, frame);
	}

	/**
	 * Gets one channel of all time points.
	 *
	 * @param channel from 0; must be 0 where there is no channel axis
	 * @return a view with dimensions (X, Y, Z), or (X, Y, Z, time) if there are several time points
	 */
	public RandomAccessibleInterval<? extends RealType<?>> series(final long channel) {
		return size(Axis.TIME) == 1 ? grid(channel, 0) : stack(channel);
	}

	@SuppressWarnings("unchecked")
	private <T extends RealType<T>> RandomAccessibleInterval<T> stack(final long channel) {
		return Views.stack(LongStream.range(0, size(Axis.TIME)).mapToObj(
			frame -> (RandomAccessibleInterval<T>) grid(channel, frame)).toList());
	}

	/**
	 * Gets one sample along an axis.
	 *
	 * @param axis one that this volume has, but X and Y
	 * @param index from 0
	 * @return a view without that axis
	 */
	public Volume at(final Axis axis, final long index) {
		final int d = axes.indexOf(axis);
		final List<Axis> rest = new ArrayList<>(axes);
		rest.remove(d);
		return new Volume(name, rest, slice(data, d, index), geometry, header);
	}

	private static <T extends RealType<T>> RandomAccessibleInterval<T> slice(final RandomAccessibleInterval<?> source,
		final int d, final long index)
	{
		@SuppressWarnings("unchecked")
		final RandomAccessibleInterval<T> view = Views.zeroMin((RandomAccessibleInterval<T>) source);
		return Views.hyperSlice(view, d, index);
	}

	/** Says what is in the volume, such as {@code 3 channels, 40 slices, 1 frame, 0.2 x 0.2 x 1 micron}. */
	public String summary() {
		return String.join(", ", count(size(Axis.CHANNEL), "channel"), count(size(Axis.Z), "slice"), count(size(Axis.TIME),
			"frame"), Stream.of(geometry.spacingX(), geometry.spacingY(), geometry.spacingZ()).map(length -> Decimals.text(length, 4)).collect(
				Collectors.joining(" x ")) + " " + geometry.unit());
	}

	static String count(final long count, final String what) {
		return count + " " + what + (count == 1 ? "" : "s");
	}

	private <T extends RealType<T>> RandomAccessibleInterval<T> grid(final RandomAccessibleInterval<?> source,
		final long channel, final long frame)
	{
		@SuppressWarnings("unchecked")
		RandomAccessibleInterval<T> view = Views.zeroMin((RandomAccessibleInterval<T>) source);
		int spatial = 0;
		for (int d = axes.size() - 1; d >= 0; d--) {
			switch (axes.get(d)) {
				case CHANNEL -> view = Views.hyperSlice(view, d, channel);
				case TIME -> view = Views.hyperSlice(view, d, frame);
				default -> spatial++;
			}
		}
		return spatial == 2 ? Views.addDimension(view, 0, 0) : view;
	}
}
