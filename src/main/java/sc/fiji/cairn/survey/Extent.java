package sc.fiji.cairn.survey;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Lengths;
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
		return Lengths.millimetres(geometry.unit()).isPresent() && spacings().allMatch(spacing -> spacing > 0 && Double
			.isFinite(spacing));
	}

	/** Gets the distances along X, Y and Z in millimetres; 0 where they are not known. */
	double[] millimetres() {
		final OptionalDouble unit = Lengths.millimetres(geometry.unit());
		return spacings().map(spacing -> hasSpacing() ? spacing * unit.getAsDouble() : 0).toArray();
	}

	private DoubleStream spacings() {
		return DoubleStream.of(geometry.spacingX(), geometry.spacingY(), geometry.spacingZ());
	}

	/** Writes the size in voxels as {@code 48 x 48 x 20}. */
	String size() {
		return width + " x " + height + " x " + slices;
	}
}
