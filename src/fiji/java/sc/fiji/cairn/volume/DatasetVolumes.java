// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.ImgPlus;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.DefaultLinearAxis;
import net.imagej.axis.LinearAxis;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.imagej.GeometryText;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;

/**
 * Turns datasets of ImageJ2 into volumes and back, keeping their axes and calibration.
 * <p>
 * Voxels are shared, not copied, in both directions. An orientation, which ImageJ2 does not know, travels as text in the
 * dataset's property {@code Cairn}, in the lines that images of ImageJ have in their Info property.
 * </p>
 *
 * @see ImagePlusVolumes
 */
public final class DatasetVolumes {

	private static final Map<Axis, AxisType> TYPES = Map.of(Axis.X, Axes.X, Axis.Y, Axes.Y, Axis.Z, Axes.Z, Axis.CHANNEL,
		Axes.CHANNEL, Axis.TIME, Axes.TIME);

	private static final String PROPERTY = "Cairn";

	private DatasetVolumes() {}

	/**
	 * Views a dataset as a volume.
	 * <p>
	 * Axes keep their order; those of types other than X, Y, Z, channel and time are left out if they have one position.
	 * Lengths are in the unit of X. The spacing along an axis that is not linear is the mean one.
	 * </p>
	 *
	 * @throws CairnException if X or Y is missing, or an axis of another type has several positions
	 */
	public static Volume wrap(final Dataset dataset) {
		final List<Axis> axes = new ArrayList<>();
		RandomAccessibleInterval<? extends RealType<?>> data = dataset.getImgPlus().getImg();
		for (int d = dataset.numDimensions() - 1; d >= 0; d--) {
			final Axis axis = axis(dataset.axis(d).type());
			if (axis != null && !axes.contains(axis)) axes.add(0, axis);
			else if (dataset.dimension(d) == 1) data = Views.hyperSlice(data, d, data.min(d));
			else throw new CairnException("The dataset " + dataset.getName() + " has " + dataset.dimension(d) +
				" positions along the axis " + dataset.axis(d).type() + ", of which Cairn can use only one: duplicate that one.");
		}
		if (!axes.containsAll(List.of(Axis.X, Axis.Y))) throw new CairnException("The dataset " + dataset.getName() +
			" has no X or no Y axis: give its axes their types first.");
		final Object text = dataset.getProperties().get(PROPERTY);
		final List<Double> size = List.of((double) dataset.getWidth(), (double) dataset.getHeight(), (double) dataset
			.getDepth());
		return new Volume(dataset.getName() == null ? "" : dataset.getName(), axes, data, GeometryText.refine(
			text instanceof String lines ? lines : null, size, geometry(dataset)), DatasetHeader.of(dataset));
	}

	/**
	 * Views a volume, such as the labels of an image, as a dataset.
	 * <p>
	 * X and Y come first, because ImageJ shows only such datasets without a copy; other axes keep their order. The axes are
	 * linear; origins and the unit of time come back if the volume was made from a dataset.
	 * </p>
	 *
	 * @param datasets makes the dataset, which is not shown
	 */
	public static Dataset unwrap(final Volume volume, final DatasetService datasets) {
		RandomAccessibleInterval<? extends RealType<?>> data = volume.data();
		if (!Views.isZeroMin(data)) data = Views.zeroMin(data);
		final List<Axis> axes = new ArrayList<>(volume.axes());
		for (int d = 0; d < 2; d++) {
			final int from = axes.indexOf(d == 0 ? Axis.X : Axis.Y);
			if (from == d) continue;
			data = Views.permute(data, from, d);
			Collections.swap(axes, from, d);
		}
		final Dataset dataset = create(data, volume.name(), axes.stream().map(axis -> axis(axis, volume)).toArray(
			CalibratedAxis[]::new), datasets);
		if (!volume.geometry().affine().isEmpty()) dataset.getProperties().put(PROPERTY, GeometryText.add(null, volume));
		return dataset;
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> Dataset create(final RandomAccessibleInterval<?> data, final String name,
		final CalibratedAxis[] axes, final DatasetService datasets)
	{
		return datasets.create(new ImgPlus<>(ImgPlus.wrapToImg((RandomAccessibleInterval<T>) data), name, axes));
	}

	/** Gets the axis of a type, null if Cairn has none. */
	private static Axis axis(final AxisType type) {
		return TYPES.entrySet().stream().filter(entry -> entry.getValue().equals(type)).map(Map.Entry::getKey).findFirst()
			.orElse(null);
	}

	private static Geometry geometry(final Dataset dataset) {
		final String unit = unit(dataset.axis(dataset.dimensionIndex(Axes.X)));
		return new Geometry(spacing(dataset, Axes.X, unit), spacing(dataset, Axes.Y, unit), spacing(dataset, Axes.Z, unit),
			unit, List.of());
	}

	private static double spacing(final Dataset dataset, final AxisType type, final String unit) {
		final int d = dataset.dimensionIndex(type);
		if (d < 0) return 1;
		final CalibratedAxis axis = dataset.axis(d);
		// NB: the scale itself, because differences of positions far from 0 are rounded.
		final double step = axis instanceof LinearAxis linear ? linear.scale() : axis.averageScale(0, Math.max(1, dataset
			.dimension(d) - 1));
		final double spacing = Math.abs(step) * Lengths.factor(unit(axis), unit);
		return spacing > 0 && Double.isFinite(spacing) ? spacing : 1;
	}

	private static String unit(final CalibratedAxis axis) {
		return axis.unit() == null || axis.unit().isBlank() ? Geometry.unknown().unit() : axis.unit();
	}

	private static CalibratedAxis axis(final Axis axis, final Volume volume) {
		final Geometry geometry = volume.geometry();
		final CalibratedAxis before = volume.header() instanceof DatasetHeader header ? header.axis(TYPES.get(axis)) : null;
		final double interval = volume.header().frameInterval();
		return switch (axis) {
			case X -> linear(Axes.X, geometry.spacingX(), geometry.unit(), before);
			case Y -> linear(Axes.Y, geometry.spacingY(), geometry.unit(), before);
			case Z -> linear(Axes.Z, geometry.spacingZ(), geometry.unit(), before);
			case CHANNEL -> before == null ? new DefaultLinearAxis(Axes.CHANNEL) : before;
			case TIME -> before != null ? before : interval > 0 ? new DefaultLinearAxis(Axes.TIME, "sec", interval)
				: new DefaultLinearAxis(Axes.TIME);
		};
	}

	/** Makes an axis that starts where the one before did. ImageJ2 has no unit for pixels. */
	private static CalibratedAxis linear(final AxisType type, final double spacing, final String unit,
		final CalibratedAxis before)
	{
		final double origin = before instanceof LinearAxis linear ? linear.origin() * Lengths.factor(unit(before), unit) : 0;
		return new DefaultLinearAxis(type, unit.equals(Geometry.unknown().unit()) ? null : unit, spacing, origin);
	}
}
