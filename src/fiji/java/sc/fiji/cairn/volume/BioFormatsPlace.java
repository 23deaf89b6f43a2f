// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;

import loci.formats.meta.IMetadata;

import ome.units.UNITS;
import ome.units.quantity.Length;
import ome.units.quantity.Time;

import sc.fiji.cairn.volume.format.FrameHeader;

/**
 * What OME metadata says about the size of voxels and the time between frames.
 *
 * @param header holds the frame interval
 */
record BioFormatsPlace(Geometry geometry, Header header) {

	/**
	 * Reads the metadata.
	 *
	 * @param series number of the image, from 0
	 * @param deep whether it has several slices
	 */
	static BioFormatsPlace of(final IMetadata metadata, final int series, final boolean deep) {
		final Time interval = metadata.getPixelsTimeIncrement(series);
		final Number seconds = interval == null ? null : interval.value(UNITS.SECOND);
		return new BioFormatsPlace(geometry(metadata.getPixelsPhysicalSizeX(series), metadata.getPixelsPhysicalSizeY(series),
			deep ? metadata.getPixelsPhysicalSizeZ(series) : null), FrameHeader.of(seconds == null ? 0 : seconds.doubleValue(),
				"s"));
	}

	/** All lengths may be null. */
	private static Geometry geometry(final Length x, final Length y, final Length z) {
		if (!isPositive(x)) return Geometry.unknown();
		final Length first = known(x);
		final String symbol = first.unit().getSymbol();
		final String unit = Lengths.millimetres(symbol).isPresent() ? symbol : Geometry.unknown().unit();
		final double width = first.value().doubleValue();
		return new Geometry(width, isPositive(y) ? in(symbol, y) : width, isPositive(z) ? in(symbol, z) : 1, unit, List.of());
	}

	private static boolean isPositive(final Length length) {
		return length != null && length.value().doubleValue() > 0 && Double.isFinite(length.value().doubleValue());
	}

	/** Gives a length in micrometres if Cairn does not know its unit and that is one of length: pixels stay pixels. */
	private static Length known(final Length length) {
		if (Lengths.millimetres(length.unit().getSymbol()).isPresent()) return length;
		final Number micrometres = length.value(UNITS.MICROMETRE);
		return micrometres == null ? length : new Length(micrometres, UNITS.MICROMETRE);
	}

	private static double in(final String unit, final Length length) {
		final Length known = known(length);
		return known.value().doubleValue() * Lengths.factor(known.unit().getSymbol(), unit);
	}
}
