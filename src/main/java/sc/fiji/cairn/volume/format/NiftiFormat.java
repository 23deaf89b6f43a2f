// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * NIfTI-1 and NIfTI-2: {@code .nii}, and {@code .hdr} with {@code .img}, each also packed with gzip ({@code .gz}).
 * <p>
 * Reads both byte orders and all real voxel types of up to 64 bits. Slope and intercept are applied, unless the slope is
 * 0 or not finite; unscaled voxels keep their type. Dimension 4 is {@link Axis#TIME}, dimension 5
 * {@link Axis#CHANNEL}; either is left out if it has one sample only. The affine is that of the sform, else of the
 * qform, else of the spacing alone (method 1 of the standard: no flip, the first voxel at the origin).
 * </p>
 * <p>
 * A volume whose {@link Volume#header()} comes from a NIfTI file is written with that header unchanged, extensions
 * included, in its version and byte order. Only the fields that the voxels demand differ: dim, datatype, bitpix, slope
 * and intercept (if they applied), the display range (if the type changed), vox_offset and magic; and the orientation if
 * {@link Volume#geometry()} no longer is that of the header. Other volumes get a new little-endian NIfTI-1 header
 * (NIfTI-2 above 32767 voxels along an axis) in mm. Voxels are stored in the type of the data, unscaled.
 * </p>
 * Not supported: complex and colour voxels, ANALYZE 7.5 (refused), more than 2147483639 voxels when reading.
 */
@Plugin(type = VolumeFormat.class, priority = Priority.NORMAL)
public final class NiftiFormat implements VolumeFormat {

	@Override
	public boolean canRead(final Path path) {
		return NiftiFiles.matches(path) && Files.isRegularFile(path);
	}

	@Override
	public Volume read(final Path path) {
		return new NiftiReader(NiftiFiles.of(path, true)).read();
	}

	@Override
	public boolean canWrite(final Path path) {
		return NiftiFiles.matches(path);
	}

	@Override
	public void write(final Volume volume, final Path path) {
		new NiftiWriter(NiftiFiles.of(path, false)).write(volume);
	}

	@Override
	public List<Path> files(final Path path, final boolean exists) {
		if (exists) return NiftiFiles.present(path);
		final NiftiFiles files = NiftiFiles.of(path, false);
		return files.isPair() ? List.of(files.header(), files.voxels()) : List.of(path);
	}
}
