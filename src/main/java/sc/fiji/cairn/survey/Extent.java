// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import sc.fiji.cairn.cases.Spacings;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Volume;

/**
 * How large an image is, in voxels and in the world.
 *
 * @param width voxels along X
 * @param height voxels along Y
 * @param slices voxels along Z
 * @param channels number of channels
 * @param frames number of time points
 * @param geometry distances of voxels and their unit
 */
public record Extent(long width, long height, long slices, long channels, long frames, Geometry geometry) {

	/** Measures a volume. */
	static Extent of(final Volume volume) {
		return new Extent(volume.size(Axis.X), volume.size(Axis.Y), volume.size(Axis.Z), volume.size(Axis.CHANNEL), volume
			.size(Axis.TIME), volume.geometry());
	}

	/** Tells whether the distances of voxels are known. */
	boolean hasSpacing() {
		return Spacings.isKnown(geometry);
	}

	/** Gets the distances along X, Y and Z in millimetres; 0 where they are not known. */
	double[] millimetres() {
		return Spacings.millimetres(geometry);
	}

	/** Writes the size in voxels as {@code 48 x 48 x 20}. */
	String size() {
		return width + " x " + height + " x " + slices;
	}
}
