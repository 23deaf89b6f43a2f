// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.nio.file.Files;
import java.nio.file.Path;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * MetaImage ({@code .mha}, {@code .mhd}), read only, as itk.org/Wiki/ITK/MetaIO/Documentation defines it and ITK reads it.
 * <p>
 * Reads all real types in binary of both byte orders, packed with zlib or gzip, or as decimal numbers; data behind the
 * header ({@code LOCAL}) or in one or several files of their own (a name, a pattern, {@code LIST}), with
 * {@code HeaderSize}. The dimensions are X, Y, Z and {@link Axis#TIME}; {@code ElementNumberOfChannels} are interleaved.
 * {@code ElementToIntensityFunctionSlope} and {@code -Offset} are applied. Lengths are in mm unless {@code DistanceUnits}
 * says otherwise. Rows of {@code TransformMatrix} are the directions of the axes, and {@code Offset} the first voxel, in
 * coordinates that grow to the left, to the back and to the head; without either, or in two dimensions, the orientation is
 * not known.
 * </p>
 */
@Plugin(type = VolumeFormat.class, priority = Priority.NORMAL)
public final class MetaImageFormat extends ReadOnlyFormat {

	@Override
	public boolean canRead(final Path path) {
		return endsWith(path, ".mha", ".mhd") && Files.isRegularFile(path);
	}

	@Override
	public Volume read(final Path path) {
		return new MetaImageReader(path).read();
	}
}
