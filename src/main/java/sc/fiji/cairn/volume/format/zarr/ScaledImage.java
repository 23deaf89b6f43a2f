// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.TimeUnits;
import sc.fiji.cairn.volume.Volume;

/**
 * One resolution of an image, and the way to the others.
 *
 * @param group that the image is in
 * @param name of the image
 * @param image all its resolutions
 * @param level this one, from 0, the finest
 * @param chunk how many voxels along X, Y and Z are best read at once
 */
record ScaledImage(ZarrGroup group, String name, Multiscale image, int level, List<Long> chunk) implements Header {

	/** What this suite adds to the attributes: the orientation, which OME-Zarr has no room for. */
	static final String OWN = "cairn";

	/** Opens a resolution of an image. */
	static Volume of(final ZarrGroup group, final String name, final Multiscale image, final int level) {
		final Multiscale.Level here = image.levels().get(level);
		final ZarrArray array = ZarrArray.open(here.path().isEmpty() ? group.storage() : group.storage().at(here.path()));
		if (array.metadata().rank() != image.axes().size()) throw new CairnException("The Zarr array " + group.storage().at(here
			.path()).name() + " has " + array.metadata().rank() + " axes, but its image says " + image.axes().size() +
			"; write it again.");
		final List<Axis> axes = new ArrayList<>(image.axes().stream().map(Multiscale.Dimension::axis).toList());
		Collections.reverse(axes);
		final List<Long> chunk = List.of(Axis.X, Axis.Y, Axis.Z).stream().map(axis -> image.indexOf(axis) < 0 ? 1L : (long) array
			.metadata().chunk().get(image.indexOf(axis))).toList();
		return new Volume(name, axes, ChunkImage.of(array), geometry(group, image, here), new ScaledImage(group, name, image, level,
			chunk));
	}

	private static Geometry geometry(final ZarrGroup group, final Multiscale image, final Multiscale.Level level) {
		final String unit = Units.fromZarr(image.axes().get(image.indexOf(Axis.X)).unit());
		final double x = spacing(image, level, Axis.X, unit);
		final double y = spacing(image, level, Axis.Y, unit);
		final double z = spacing(image, level, Axis.Z, unit);
		return new Geometry(x, y, z, unit, affine(group.attributes(), image, level));
	}

	private static double spacing(final Multiscale image, final Multiscale.Level level, final Axis axis, final String unit) {
		final int d = image.indexOf(axis);
		if (d < 0) return 1;
		final double spacing = level.scale().get(d);
		return spacing > 0 ? spacing * Lengths.factor(Units.fromZarr(image.axes().get(d).unit()), unit) : 1;
	}

	/** Gets the orientation of the finest level, with the steps and the origin of another one. */
	private static List<Double> affine(final JsonObject attributes, final Multiscale image, final Multiscale.Level level) {
		if (!MetadataJson.has(attributes, OWN) || !attributes.getAsJsonObject(OWN).has("affine")) return List.of();
		final List<Double> affine = new ArrayList<>(MetadataJson.doubles(attributes.getAsJsonObject(OWN).get("affine")));
		final Multiscale.Level finest = image.levels().get(0);
		for (int row = 0; row < 3; row++) {
			for (int column = 0; column < 3; column++) {
				final int d = image.indexOf(List.of(Axis.X, Axis.Y, Axis.Z).get(column));
				if (d < 0) continue;
				final double step = affine.get(4 * row + column);
				final double moved = (level.translation().get(d) - finest.translation().get(d)) / finest.scale().get(d);
				affine.set(4 * row + 3, affine.get(4 * row + 3) + step * moved);
				affine.set(4 * row + column, step * level.scale().get(d) / finest.scale().get(d));
			}
		}
		return affine;
	}

	@Override
	public double frameInterval() {
		final int d = image.indexOf(Axis.TIME);
		return d < 0 || image.axes().get(d).unit().isEmpty() ? 0 : image.levels().get(level).scale().get(d) * TimeUnits.seconds(image
			.axes().get(d).unit());
	}

	@Override
	public Optional<Volume> scale(final int number) {
		return number < image.levels().size() ? Optional.of(of(group, name, image, number)) : Optional.empty();
	}

	@Override
	public List<Long> block() {
		return chunk;
	}

	/** Gets where the first voxel lies along an axis, in the unit of the image. */
	double translation(final Axis axis) {
		final int d = image.indexOf(axis);
		return d < 0 ? 0 : image.levels().get(level).translation().get(d);
	}
}
