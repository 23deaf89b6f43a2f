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
 * NRRD ({@code .nrrd}, {@code .nhdr}), read only, as teem.sourceforge.net/nrrd/format.html defines it.
 * <p>
 * Reads all real types of up to 64 bits in the encodings raw, gzip, ascii and hex; data behind the header or in one or
 * several files of their own (a name, a pattern, {@code LIST}); {@code line skip} and {@code byte skip}. Axes are typed
 * by {@code kinds}: {@code domain} and {@code space} are X, Y, Z in the order of the file, and a fourth one
 * {@link Axis#TIME}; {@code time} is time; lists, vectors and colours are {@link Axis#CHANNEL}, and so are axes without a
 * direction where others have one. Spacing is the length of {@code space directions}, else {@code spacings}, else it
 * follows from {@code axis mins} and {@code axis maxs}. The affine is known where {@code space} names anatomical
 * directions. A spacing without a unit is in mm. {@code old min}, {@code old max} and {@code measurement frame} change no
 * voxel and are not looked at.
 * </p>
 * Not supported: bzip2, blocks, complex numbers (refused).
 */
@Plugin(type = VolumeFormat.class, priority = Priority.NORMAL)
public final class NrrdFormat extends ReadOnlyFormat {

	@Override
	public boolean canRead(final Path path) {
		return endsWith(path, ".nrrd", ".nhdr") && Files.isRegularFile(path);
	}

	@Override
	public Volume read(final Path path) {
		return new NrrdReader(path).read();
	}
}
