// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A change of the order and the directions of the axes X, Y and Z of volumes.
 *
 * @param from for each of X, Y and Z afterwards which axis it was before: 0, 1 or 2
 * @param flipped for each of X, Y and Z afterwards whether it runs the other way
 */
public record Reorientation(List<Integer> from, List<Boolean> flipped) {

	/** Leaves volumes as they are. */
	public static final Reorientation NONE = new Reorientation(List.of(0, 1, 2), List.of(false, false, false));

	private static final List<Axis> AXES = List.of(Axis.X, Axis.Y, Axis.Z);

	public Reorientation {
		from = List.copyOf(from);
		flipped = List.copyOf(flipped);
	}

	/** Gets the change that undoes this. */
	public Reorientation inverse() {
		final Integer[] back = new Integer[3];
		final Boolean[] again = new Boolean[3];
		for (int axis = 0; axis < 3; axis++) {
			back[from.get(axis)] = axis;
			again[from.get(axis)] = flipped.get(axis);
		}
		return new Reorientation(List.of(back), List.of(again));
	}

	/**
	 * Turns a volume. One that is read plane by plane is read as a whole, once: turned, it would be asked for its planes
	 * in an order, or so often, that a packed file would be unpacked again and again.
	 *
	 * @return a volume in memory with the place of the same voxels in the world; the volume itself if it has no axis Z
	 */
	public Volume of(final Volume volume) {
		if (equals(NONE) || !volume.axes().contains(Axis.Z)) return volume;
		return new Volume(volume.name(), volume.axes(), data(volume.data(), volume.axes()), geometry(volume), volume
			.header());
	}

	@SuppressWarnings("unchecked")
	private <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> data(
		final RandomAccessibleInterval<? extends RealType<?>> source, final List<Axis> axes)
	{
		RandomAccessibleInterval<T> view = copy((RandomAccessibleInterval<T>) source);
		final List<Integer> before = new ArrayList<>(List.of(0, 1, 2));
		for (int axis = 0; axis < 3; axis++) {
			final int at = before.indexOf(from.get(axis));
			if (at != axis) view = Views.permute(view, axes.indexOf(AXES.get(axis)), axes.indexOf(AXES.get(at)));
			before.set(at, before.set(axis, before.get(at)));
		}
		for (int axis = 0; axis < 3; axis++)
			if (flipped.get(axis)) view = Views.zeroMin(Views.invertAxis(view, axes.indexOf(AXES.get(axis))));
		return view;
	}

	private static <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> copy(
		final RandomAccessibleInterval<T> source)
	{
		final Img<T> copy = new PlanarImgFactory<>(source.getType()).create(source);
		LoopBuilder.setImages(Views.zeroMin(source), copy).forEachPixel((from, to) -> to.set(from));
		return copy;
	}

	private Geometry geometry(final Volume volume) {
		final Geometry old = volume.geometry();
		final double[] spacing = { old.spacingX(), old.spacingY(), old.spacingZ() };
		return new Geometry(spacing[from.get(0)], spacing[from.get(1)], spacing[from.get(2)], old.unit(), old.affine()
			.isEmpty() ? List.of() : affine(volume, old.affine()));
	}

	private List<Double> affine(final Volume volume, final List<Double> old) {
		final Double[] affine = new Double[12];
		for (int row = 0; row < 3; row++) {
			double origin = old.get(4 * row + 3);
			for (int axis = 0; axis < 3; axis++) {
				final double step = old.get(4 * row + from.get(axis));
				// NB: adding 0 turns -0 into 0.
				affine[4 * row + axis] = (flipped.get(axis) ? -step : step) + 0.0;
				if (flipped.get(axis)) origin += step * (volume.size(AXES.get(from.get(axis))) - 1);
			}
			affine[4 * row + 3] = origin;
		}
		return Arrays.asList(affine);
	}
}
