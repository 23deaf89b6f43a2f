// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.PartialFile;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Planes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Writes one NIfTI image. */
final class NiftiWriter {

	private static final int BUFFER = 1 << 18;

	private final NiftiFiles files;

	NiftiWriter(final NiftiFiles files) {
		this.files = files;
	}

	/** Writes the image whole. The files get their names once they are complete. */
	void write(final Volume volume) {
		final Planes planes = new Planes(volume, NiftiHeader.AXES);
		final NiftiHeader header = header(volume, planes.type());
		try (PartialFile voxels = new PartialFile(files.voxels())) {
			if (files.isPair()) {
				try (PartialFile fields = new PartialFile(files.header())) {
					writeFields(header, fields.path());
					write(null, header, planes, voxels.path());
					voxels.complete();
					fields.complete();
				}
			}
			else {
				write(header, header, planes, voxels.path());
				voxels.complete();
			}
		}
		catch (final IOException e) {
			throw new CairnException("The file " + files.voxels() + " cannot be written (" + e.getMessage() +
				"): check the free space and permissions of its folder.", e);
		}
	}

	/** Takes over the header that the volume was read with, or makes a new one. */
	private NiftiHeader header(final Volume volume, final VoxelType type) {
		final long[] shape = NiftiHeader.AXES.stream().mapToLong(volume::size).toArray();
		final long longest = Arrays.stream(shape).max().getAsLong();
		NiftiHeader header;
		if (volume.header() instanceof NiftiHeader given && longest <= given.version().maxSize()) {
			header = given;
		}
		else {
			header = NiftiHeader.create(longest <= NiftiVersion.ONE.maxSize() ? NiftiVersion.ONE : NiftiVersion.TWO,
				volume.axes().contains(Axis.Z) ? 3 : 2);
			final double interval = volume.header().frameInterval();
			if (interval > 0) header = header.withFrameInterval(interval);
		}
		return header.withGeometry(volume.geometry()).withShape(shape).withUnscaled(type).withContainer(!files.isPair());
	}

	private void writeFields(final NiftiHeader header, final Path path) throws IOException {
		try (OutputStream out = create(path)) {
			out.write(header.fields());
			out.write(header.tail());
		}
	}

	private void write(final NiftiHeader before, final NiftiHeader header, final Planes planes, final Path path)
		throws IOException
	{
		try (OutputStream out = create(path)) {
			if (before != null) {
				out.write(before.fields());
				out.write(before.tail());
			}
			final Object plane = planes.type().array(planes.planeSize());
			for (long i = 0; i < planes.count(); i++) {
				planes.copy(i, plane);
				RawVoxels.write(out, plane, header.order());
			}
		}
	}

	private OutputStream create(final Path path) throws IOException {
		final OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
		return new BufferedOutputStream(files.isPacked() ? new GZIPOutputStream(file, BUFFER) : file, BUFFER);
	}
}
