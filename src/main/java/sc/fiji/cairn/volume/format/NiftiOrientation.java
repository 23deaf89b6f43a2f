// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.DoubleStream;

/** Finds where a NIfTI header says the voxels lie (nifti1.h, "3D image orientation and location in space"). */
final class NiftiOrientation {

	private NiftiOrientation() {}

	/**
	 * Gets the matrix from voxel index to world: of method 3 (sform) if that has a code, else of method 2 (qform), else of
	 * method 1, which knows the spacing only.
	 *
	 * @return the upper three rows, row by row
	 */
	static List<Double> affine(final NiftiVersion version, final ByteBuffer header) {
		final double[] affine = version.code(header, version.sformCode) > 0 ? sform(version, header)
			: version.code(header, version.qformCode) > 0 ? qform(version, header) : scaling(version, header);
		return DoubleStream.of(affine).boxed().toList();
	}

	/** Gets the distance of voxel centres along a spatial axis: of pixdim, which may not be negative there, if it has any. */
	static double spacing(final NiftiVersion version, final ByteBuffer header, final int axis) {
		final double spacing = Math.abs(version.real(header, version.pixdim, axis + 1));
		return spacing > 0 && Double.isFinite(spacing) ? spacing : 1;
	}

	private static double[] sform(final NiftiVersion version, final ByteBuffer header) {
		final double[] affine = new double[12];
		for (int i = 0; i < affine.length; i++)
			affine[i] = version.real(header, version.srow, i);
		return affine;
	}

	private static double[] qform(final NiftiVersion version, final ByteBuffer header) {
		final double b = version.real(header, version.quaternion, 0);
		final double c = version.real(header, version.quaternion, 1);
		final double d = version.real(header, version.quaternion, 2);
		// Rounding in the file can make b, c, d a little longer than 1.
		final double a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
		final double length = Math.sqrt(a * a + b * b + c * c + d * d);
		final double[] rotation = rotation(a / length, b / length, c / length, d / length);
		final double qfac = version.real(header, version.pixdim, 0) < 0 ? -1 : 1;
		final double[] affine = new double[12];
		for (int row = 0; row < 3; row++) {
			for (int column = 0; column < 3; column++) {
				affine[4 * row + column] = rotation[3 * row + column] * spacing(version, header, column) *
					(column == 2 ? qfac : 1);
			}
			affine[4 * row + 3] = version.real(header, version.qoffset, row);
		}
		return affine;
	}

	private static double[] rotation(final double a, final double b, final double c, final double d) {
		return new double[] { //
			a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c), //
			2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b), //
			2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c };
	}

	private static double[] scaling(final NiftiVersion version, final ByteBuffer header) {
		final double[] affine = new double[12];
		for (int axis = 0; axis < 3; axis++)
			affine[5 * axis] = spacing(version, header, axis);
		return affine;
	}
}
