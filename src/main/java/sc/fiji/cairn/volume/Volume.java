package sc.fiji.cairn.volume;

import java.util.List;

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
