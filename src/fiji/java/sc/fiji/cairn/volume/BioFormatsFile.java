// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import loci.formats.FormatException;
import loci.formats.FormatTools;
import loci.formats.IFormatReader;
import loci.formats.ImageReader;
import loci.formats.MetadataTools;
import loci.formats.meta.IMetadata;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.format.LazyPlanes;
import sc.fiji.cairn.volume.format.ReadOnlyFormat;

/** A file that Bio-Formats reads: finds the image in it, and what its axes and voxels are. */
final class BioFormatsFile {

	/** What Java arrays can hold. */
	private static final int MOST = Integer.MAX_VALUE - 8;

	private final Path path;
	private final int wanted;
	private final long large;

	/**
	 * @param wanted number of the image, from 1; 0 if there must be only one
	 */
	BioFormatsFile(final Path path, final int wanted) {
		this(path, wanted, PlaneCache.large());
	}

	/** As above, with another number of bytes from which images are large. */
	BioFormatsFile(final Path path, final int wanted, final long large) {
		this.path = path;
		this.wanted = wanted;
		this.large = large;
	}

	/** Tells whether Bio-Formats has a reader for a file, which it may open to find out. */
	static boolean isKnown(final Path path) {
		try (ImageReader reader = new ImageReader()) {
			return reader.isThisType(path.toAbsolutePath().toString(), true);
		}
		catch (final IOException | RuntimeException e) {
			throw failed(path, e);
		}
	}

	/** Reads the image; of a large one the planes when they are asked for. */
	Volume read() {
		try {
			final IMetadata metadata = MetadataTools.createOMEXMLMetadata();
			final IFormatReader reader = new ImageReader();
			final BioFormatsPlanes planes = new BioFormatsPlanes(reader);
			boolean used = false;
			try {
				reader.setFlattenedResolutions(false);
				reader.setMetadataStore(metadata);
				reader.setId(path.toAbsolutePath().toString());
				final int series = series(reader, metadata);
				reader.setSeries(series);
				final long bytes = check(reader);
				used = bytes > large;
				final String name = ReadOnlyFormat.stem(path) + (reader.getSeriesCount() == 1 ? "" : " - " + name(metadata, series));
				return volume(name, reader, planes, used, BioFormatsPlace.of(metadata, series, reader.getSizeZ() > 1));
			}
			finally {
				if (!used) planes.close();
			}
		}
		catch (final CairnException e) {
			throw e;
		}
		catch (final FormatException | IOException | RuntimeException e) {
			throw failed(path, e);
		}
	}

	private Volume volume(final String name, final IFormatReader reader, final BioFormatsPlanes planes, final boolean lazy,
		final BioFormatsPlace place) throws IOException
	{
		final List<Axis> axes = new ArrayList<>();
		// The order of the file, so that planes are read one after the other.
		for (final char letter : reader.getDimensionOrder().toCharArray()) {
			final Axis axis = axis(letter);
			if (axis == Axis.X || axis == Axis.Y || size(reader, axis) > 1) axes.add(axis);
		}
		final long[] dimensions = axes.stream().mapToLong(axis -> size(reader, axis)).toArray();
		final VoxelType type = BioFormatsPlanes.type(reader.getPixelType());
		final int count = reader.getImageCount();
		final RandomAccessibleInterval<? extends RealType<?>> data;
		if (lazy) data = LazyPlanes.of(type, new PlaneCache("the file " + path, count, planes), 2, dimensions);
		else {
			final List<Object> all = new ArrayList<>(count);
			for (int i = 0; i < count; i++)
				all.add(planes.read(i));
			data = type.planar(all, dimensions);
		}
		return new Volume(name, axes, data, place.geometry(), place.header());
	}

	private int series(final IFormatReader reader, final IMetadata metadata) {
		final int count = reader.getSeriesCount();
		if (wanted > count) throw Series.missing(path, wanted, count);
		if (wanted > 0) return wanted - 1;
		final int[] images = IntStream.range(0, count).filter(series -> {
			reader.setSeries(series);
			return !reader.isThumbnailSeries();
		}).toArray();
		if (images.length > 1) throw Series.several(path, IntStream.of(images).map(series -> series + 1).boxed().toList(),
			IntStream.of(images).mapToObj(series -> Objects.requireNonNullElse(metadata.getImageName(series), "")).toList());
		return images.length == 0 ? 0 : images[0];
	}

	/** Gives the number of bytes of an image that can be read. */
	private long check(final IFormatReader reader) {
		if (reader.getRGBChannelCount() > 1) throw new CairnException("The file " + path +
			" has colours: open it in Fiji, turn them into channels, and save these as a TIFF file.");
		final VoxelType type = BioFormatsPlanes.type(reader.getPixelType());
		if (type == null) throw new CairnException("The file " + path + " has voxels of the type " + FormatTools
			.getPixelTypeString(reader.getPixelType()) + ", which is not supported: convert it to 8 or 16 bits in Fiji.");
		final long plane = (long) reader.getSizeX() * reader.getSizeY() * type.bytes();
		if (plane > MOST) throw new CairnException("The slices of " + path + " have " + plane +
			" bytes, more than can be read: cut the image into tiles.");
		return plane * reader.getImageCount();
	}

	private static String name(final IMetadata metadata, final int series) {
		final String name = metadata.getImageName(series);
		return name == null || name.isBlank() ? String.valueOf(series + 1) : name;
	}

	private static Axis axis(final char letter) {
		return switch (letter) {
			case 'X' -> Axis.X;
			case 'Y' -> Axis.Y;
			case 'Z' -> Axis.Z;
			case 'C' -> Axis.CHANNEL;
			default -> Axis.TIME;
		};
	}

	private static long size(final IFormatReader reader, final Axis axis) {
		return switch (axis) {
			case X -> reader.getSizeX();
			case Y -> reader.getSizeY();
			case Z -> reader.getSizeZ();
			case CHANNEL -> reader.getEffectiveSizeC();
			case TIME -> reader.getSizeT();
		};
	}

	private static CairnException failed(final Path path, final Exception cause) {
		return new CairnException("The file " + path + " cannot be read by Bio-Formats (" + Objects.requireNonNullElse(cause
			.getMessage(), cause.getClass().getSimpleName()).replaceAll("\\s+", " ").strip() +
			"): copy it again, or save it as TIFF in the program that wrote it.", cause);
	}
}
