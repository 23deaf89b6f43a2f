// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.VoxelType;

/**
 * The header of a NIfTI file, byte by byte: what it says and this class does not understand is kept too.
 * <p>
 * Immutable. The {@code with...} methods give headers that differ in the named fields only.
 * </p>
 */
final class NiftiHeader implements Header {

	/** The axes of the seven dimensions; those after the fifth may have one sample only. */
	static final List<Axis> AXES = List.of(Axis.X, Axis.Y, Axis.Z, Axis.TIME, Axis.CHANNEL);

	private static final int DIMENSIONS = 7;
	private static final int MILLIMETRES_AND_SECONDS = 2 | 8;
	private static final int ALIGNED = 2;

	private final NiftiVersion version;
	private final ByteBuffer bytes;
	private final byte[] tail;

	/**
	 * @param bytes the fields, in their byte order
	 * @param tail what lies between them and the voxels: four flags, and extensions
	 */
	NiftiHeader(final NiftiVersion version, final ByteBuffer bytes, final byte[] tail) {
		this.version = version;
		this.bytes = bytes;
		this.tail = tail;
	}

	/**
	 * Makes a header that says nothing yet, for an image that comes from another format.
	 *
	 * @param rank number of spatial dimensions, 2 or 3
	 */
	static NiftiHeader create(final NiftiVersion version, final int rank) {
		final ByteBuffer bytes = ByteBuffer.allocate(version.size).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putInt(0, version.size);
		version.real(bytes, version.pixdim, 0, 1);
		version.dim(bytes, 0, rank);
		for (int d = 1; d <= DIMENSIONS; d++)
			version.dim(bytes, d, 1);
		final byte[] maker = "Cairn".getBytes(StandardCharsets.US_ASCII);
		bytes.put(version.description, maker);
		return new NiftiHeader(version, bytes, new byte[4]);
	}

	NiftiVersion version() {
		return version;
	}

	ByteOrder order() {
		return bytes.order();
	}

	/** Returns the bytes of the fields, a copy. */
	byte[] fields() {
		return bytes.array().clone();
	}

	/** Returns the bytes between the fields and the voxels, a copy. */
	byte[] tail() {
		return tail.clone();
	}

	/** Returns the number of samples along each of the seven dimensions, 1 along those that the file does not use. */
	long[] shape() {
		final long[] shape = new long[DIMENSIONS];
		Arrays.fill(shape, 1);
		for (int d = 0; d < rank(); d++)
			shape[d] = version.dim(bytes, d + 1);
		return shape;
	}

	/** Returns the number of dimensions that the file uses, from 1 to 7 in a valid one. */
	int rank() {
		return (int) Math.max(0, Math.min(DIMENSIONS, version.dim(bytes, 0)));
	}

	/** Returns the axes of the image: the spatial ones that the file uses, at least two, and longer ones after them. */
	List<Axis> axes() {
		final long[] shape = shape();
		final List<Axis> axes = new ArrayList<>();
		for (int d = 0; d < AXES.size(); d++) {
			if (d < Math.max(2, Math.min(3, rank())) || shape[d] > 1) axes.add(AXES.get(d));
		}
		return axes;
	}

	int datatype() {
		return bytes.getShort(version.datatype);
	}

	double voxOffset() {
		return version.voxOffset(bytes);
	}

	/** Returns the factor to multiply voxels by: 1 where the file has 0, NaN or infinity there, which mean none. */
	double slope() {
		final double slope = version.real(bytes, version.slope, 0);
		return slope != 0 && Double.isFinite(slope) ? slope : 1;
	}

	/** Returns the number to add after that: 0 where the slope means none, or the number is not finite. */
	double intercept() {
		final double slope = version.real(bytes, version.slope, 0);
		final double intercept = version.real(bytes, version.intercept, 0);
		return slope != 0 && Double.isFinite(slope) && Double.isFinite(intercept) ? intercept : 0;
	}

	/** Tells whether slope and intercept change anything. */
	boolean scales() {
		return slope() != 1 || intercept() != 0;
	}

	/** Returns what the header says about the place of the voxels. A unit of 0 is read as mm, as all readers do. */
	Geometry geometry() {
		final String unit = switch (version.units(bytes) & 7) {
			case 1 -> "m";
			case 3 -> "micron";
			default -> "mm";
		};
		return new Geometry(NiftiOrientation.spacing(version, bytes, 0), NiftiOrientation.spacing(version, bytes, 1),
			rank() < 3 ? 1 : NiftiOrientation.spacing(version, bytes, 2), unit, NiftiOrientation.affine(version, bytes));
	}

	@Override
	public double frameInterval() {
		final double interval = rank() < 4 ? 0 : version.real(bytes, version.pixdim, 4);
		if (!(interval > 0) || Double.isInfinite(interval)) return 0;
		return switch (version.units(bytes) & 0x38) {
			case 16 -> interval / 1e3;
			case 24 -> interval / 1e6;
			default -> interval;
		};
	}

	/** Replaces the sizes: those of X, Y, Z, time and channel. A header that has them already stays as it is. */
	NiftiHeader withShape(final long... shape) {
		final long[] full = Arrays.copyOf(shape, DIMENSIONS);
		Arrays.fill(full, shape.length, DIMENSIONS, 1);
		if (Arrays.equals(full, shape())) return this;
		int rank = Math.min(3, Math.max(2, rank()));
		for (int d = 0; d < full.length; d++) {
			if (full[d] > 1) rank = Math.max(rank, d + 1);
		}
		final ByteBuffer changed = copy();
		version.dim(changed, 0, rank);
		for (int d = 0; d < full.length; d++)
			version.dim(changed, d + 1, full[d]);
		return new NiftiHeader(version, changed, tail);
	}

	/** Replaces the type of voxels. Where it, or the scaling, changes, the display range is no longer true and goes. */
	NiftiHeader withUnscaled(final VoxelType type) {
		final int code = NiftiDatatype.code(type);
		if (code == datatype() && !scales()) return this;
		final ByteBuffer changed = copy();
		changed.putShort(version.datatype, (short) code);
		changed.putShort(version.bitpix, (short) (8 * type.bytes()));
		if (scales()) {
			version.real(changed, version.slope, 0, 1);
			version.real(changed, version.intercept, 0, 0);
		}
		version.real(changed, version.calMin, 0, 0);
		version.real(changed, version.calMax, 0, 0);
		return new NiftiHeader(version, changed, tail);
	}

	/** Replaces the place of the voxels, in mm if the length of the unit is known. One that says the same stays as it is. */
	NiftiHeader withGeometry(final Geometry geometry) {
		if (geometry.equals(geometry())) return this;
		final ByteBuffer changed = copy();
		final double factor = Lengths.millimetres(geometry.unit()).orElse(1);
		version.units(changed, Lengths.millimetres(geometry.unit()).isPresent() ? MILLIMETRES_AND_SECONDS : 0);
		version.real(changed, version.pixdim, 1, geometry.spacingX() * factor);
		version.real(changed, version.pixdim, 2, geometry.spacingY() * factor);
		version.real(changed, version.pixdim, 3, geometry.spacingZ() * factor);
		version.code(changed, version.qformCode, 0);
		version.code(changed, version.sformCode, geometry.affine().isEmpty() ? 0 : ALIGNED);
		for (int i = 0; i < geometry.affine().size(); i++)
			version.real(changed, version.srow, i, geometry.affine().get(i) * factor);
		return new NiftiHeader(version, changed, tail);
	}

	/** Replaces the time from frame to frame, in seconds. */
	NiftiHeader withFrameInterval(final double seconds) {
		final ByteBuffer changed = copy();
		version.real(changed, version.pixdim, 4, seconds);
		return new NiftiHeader(version, changed, tail);
	}

	/** Replaces what says where the voxels are: in the same file, or in the second one of a pair. */
	NiftiHeader withContainer(final boolean single) {
		final ByteBuffer changed = copy();
		version.voxOffset(changed, single ? (long) version.size + tail.length : 0);
		changed.put(version.magic, version.magic(single));
		return new NiftiHeader(version, changed, tail);
	}

	private ByteBuffer copy() {
		return ByteBuffer.wrap(fields()).order(order());
	}
}
