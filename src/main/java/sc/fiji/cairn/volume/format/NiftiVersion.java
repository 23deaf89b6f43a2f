// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.ByteBuffer;

/** Where the fields of a NIfTI header lie, and how wide they are, in the two versions of the format (nifti1.h, nifti2.h). */
enum NiftiVersion {

	ONE(348, 40, 70, 72, 76, 108, 112, 116, 124, 128, 148, 252, 256, 268, 280, 123, 344),
	TWO(540, 16, 12, 14, 104, 168, 176, 184, 192, 200, 240, 344, 352, 376, 400, 500, 4);

	final int size;
	final int dim;
	final int datatype;
	final int bitpix;
	final int pixdim;
	final int voxOffset;
	final int slope;
	final int intercept;
	final int calMax;
	final int calMin;
	final int description;
	final int qformCode;
	final int sformCode;
	final int quaternion;
	final int qoffset;
	final int srow;
	final int units;
	final int magic;

	NiftiVersion(final int size, final int dim, final int datatype, final int bitpix, final int pixdim,
		final int voxOffset, final int slope, final int intercept, final int calMax, final int calMin,
		final int description, final int qformCode, final int quaternion, final int qoffset, final int srow,
		final int units, final int magic)
	{
		this.size = size;
		this.dim = dim;
		this.datatype = datatype;
		this.bitpix = bitpix;
		this.pixdim = pixdim;
		this.voxOffset = voxOffset;
		this.slope = slope;
		this.intercept = intercept;
		this.calMax = calMax;
		this.calMin = calMin;
		this.description = description;
		this.qformCode = qformCode;
		this.sformCode = qformCode + codeWidth();
		this.quaternion = quaternion;
		this.qoffset = qoffset;
		this.srow = srow;
		this.units = units;
		this.magic = magic;
	}

	/** Returns the bytes that end the magic field of a single file ({@code n+1}) or of a pair ({@code ni1}). */
	byte[] magic(final boolean single) {
		final byte form = (byte) (single ? '+' : 'i');
		return this == ONE ? new byte[] { 'n', form, '1', 0 } : new byte[] { 'n', form, '2', 0, '\r', '\n', 032, '\n' };
	}

	/** Returns the largest size that an axis may have. */
	long maxSize() {
		return this == ONE ? Short.MAX_VALUE : Long.MAX_VALUE;
	}

	/** Gets element {@code index} of {@code dim}. */
	long dim(final ByteBuffer header, final int index) {
		return this == ONE ? header.getShort(dim + 2 * index) : header.getLong(dim + 8 * index);
	}

	/** Sets element {@code index} of {@code dim}. */
	void dim(final ByteBuffer header, final int index, final long value) {
		if (this == ONE) header.putShort(dim + 2 * index, (short) value);
		else header.putLong(dim + 8 * index, value);
	}

	/** Gets element {@code index} of the real numbers that start at {@code field}. */
	double real(final ByteBuffer header, final int field, final int index) {
		return this == ONE ? header.getFloat(field + 4 * index) : header.getDouble(field + 8 * index);
	}

	/** Sets element {@code index} of the real numbers that start at {@code field}. */
	void real(final ByteBuffer header, final int field, final int index, final double value) {
		if (this == ONE) header.putFloat(field + 4 * index, (float) value);
		else header.putDouble(field + 8 * index, value);
	}

	/** Gets a transform code. */
	int code(final ByteBuffer header, final int field) {
		return this == ONE ? header.getShort(field) : header.getInt(field);
	}

	/** Sets a transform code. */
	void code(final ByteBuffer header, final int field, final int value) {
		if (this == ONE) header.putShort(field, (short) value);
		else header.putInt(field, value);
	}

	/** Gets the packed units of space and time. */
	int units(final ByteBuffer header) {
		return this == ONE ? header.get(units) & 0xff : header.getInt(units);
	}

	/** Sets the packed units of space and time. */
	void units(final ByteBuffer header, final int value) {
		if (this == ONE) header.put(units, (byte) value);
		else header.putInt(units, value);
	}

	/** Gets where in the file the voxels start. */
	double voxOffset(final ByteBuffer header) {
		return this == ONE ? header.getFloat(voxOffset) : header.getLong(voxOffset);
	}

	/** Sets where in the file the voxels start. */
	void voxOffset(final ByteBuffer header, final long value) {
		if (this == ONE) header.putFloat(voxOffset, value);
		else header.putLong(voxOffset, value);
	}

	private int codeWidth() {
		return size == 348 ? Short.BYTES : Integer.BYTES;
	}
}
