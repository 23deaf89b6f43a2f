// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;

/**
 * OME-Zarr up to 0.5, in folders, and, read only, on web servers.
 * <p>
 * A folder is read if it is an image (with {@code multiscales}), a collection of numbered images, or a bare array of Zarr 2 or
 * 3: voxels of up to 64 bits, both byte orders, raw or packed by gzip, zlib, zstd or Blosc, each chunk in a file or several in
 * one. Chunks are read when they are asked for. The finest resolution counts unless another is
 * {@linkplain sc.fiji.cairn.volume.Selection selected}. Units and steps become the {@link Volume#geometry()}; a translation
 * is kept for label images of the image.
 * </p>
 * <p>
 * Folders named {@code .zarr} are written as OME-Zarr 0.5, and labels in the folder {@code labels} of an image, under any name,
 * in the version of that image. Coarser resolutions hold means, those of labels the commonest value. OME-Zarr has no room for an
 * orientation; it is kept beside, for this suite alone.
 * </p>
 * Not supported: filters, half and complex floats, structured types, plates (name one of their images).
 */
@Plugin(type = VolumeFormat.class, priority = Priority.HIGH)
public final class ZarrFormat implements VolumeFormat {

	@Override
	public boolean canRead(final Path path) {
		if (!Files.isDirectory(path)) return false;
		return Files.exists(path.resolve(MetadataV3.FILE)) || Files.exists(path.resolve(MetadataV2.ATTRIBUTES)) || Files.exists(path
			.resolve(MetadataV2.ARRAY));
	}

	@Override
	public boolean canRead(final URI address) {
		return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
	}

	@Override
	public Volume read(final Path path) {
		return read(path, 0);
	}

	@Override
	public Volume read(final Path path, final int series) {
		return read(new FolderStorage(path.toAbsolutePath().normalize()), series);
	}

	@Override
	public Volume read(final URI address, final int series) {
		return read(new WebStorage(address), series);
	}

	private static Volume read(final Storage storage, final int series) {
		final String name = storage.name().replaceFirst("^.*[/\\\\]", "").replaceFirst("(?i)(\\.ome)?\\.zarr$", "");
		try {
			return ZarrGroup.open(storage).orElseThrow(() -> new CairnException("There is no Zarr image " + storage.name() +
				"; check the address.")).read(name, series);
		}
		catch (final IOException e) {
			throw new CairnException("The Zarr folder " + storage.name() + " cannot be read (" + e.getMessage() +
				"); check where it lies.", e);
		}
	}

	@Override
	public boolean canWrite(final Path path) {
		return ZarrTarget.fits(path);
	}

	@Override
	public void write(final Volume volume, final Path path) {
		ZarrTarget.of(path).write(volume, OptionalInt.empty());
	}

	@Override
	public void writeLabels(final Volume labels, final int largest, final Path path) {
		ZarrTarget.of(path).write(labels, OptionalInt.of(largest));
	}

	@Override
	public void requireWritable(final Path path) {
		ZarrTarget.of(path).require();
	}
}
