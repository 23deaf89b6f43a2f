// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.awt.image.ColorModel;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.ImageReader;
import ij.io.RandomAccessStream;
import ij.io.TiffDecoder;
import ij.plugin.HyperStackConverter;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.Series;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;
import sc.fiji.cairn.volume.imagej.PlaneStack;

/**
 * Reads the images of a TIFF file by ImageJ's decoder, plane by plane.
 * <p>
 * ImageJ's opener does the same, but tells of failures in dialogs, fills what is missing with zeros, and gives all files
 * the calibration that the user set for all images.
 * </p>
 */
final class TiffReader {

	/** What a Java array can hold. */
	private static final int MOST_PIXELS = Integer.MAX_VALUE - 8;

	/** No packing makes more bytes of one. */
	private static final long MOST_UNPACKED = 4096;

	private final Path path;
	private final int series;
	private final long large;

	/** @param series number of the image, from 1; 0 for the only one */
	TiffReader(final Path path, final int series) {
		this(path, series, PlaneCache.large());
	}

	/** As above, with another number of bytes from which images are large. */
	TiffReader(final Path path, final int series, final long large) {
		this.path = path;
		this.series = series;
		this.large = large;
	}

	/**
	 * Reads the file; of a {@linkplain PlaneCache#large large} one the planes when they are asked for.
	 * Of images that differ in size or type only the first is taken, as ImageJ does.
	 */
	Volume read() {
		try {
			final TiffTags tags = new TiffTags(path);
			final String description = tags.text(TiffTags.DESCRIPTION);
			final OmePixels ome = OmeXml.isOme(description) ? OmeXml.parse(description, series) : null;
			if (ome == null && series > 1) throw Series.missing(path, series, 1);
			final FileInfo[] directories = directories(ome);
			for (final FileInfo directory : directories)
				checkEnd(directory);
			final ImagePlus image = assemble(directories[0], stack(directories));
			if (ome != null) OmeTiff.arrange(image, ome);
			final Volume volume = ImagePlusVolumes.wrap(image, image.getLocalCalibration());
			// NB: the tags are those of the first image.
			final boolean signed = series > 1 ? ome.signedBytes() : TiffSamples.areSignedBytes(tags);
			return signed ? TiffSamples.signed(volume) : volume;
		}
		catch (final OmeXml.Several e) {
			if (series > 0) throw Series.missing(path, series, e.names().size());
			throw Series.several(path, IntStream.rangeClosed(1, e.names().size()).boxed().toList(), e.names());
		}
		catch (final OmeXml.Refused e) {
			throw new CairnException("The OME-TIFF file " + path + " cannot be read (" + e.getMessage() +
				"): save the image that matters as one TIFF file of its own.", e);
		}
		catch (final IOException | UncheckedIOException e) {
			throw damaged(e);
		}
	}

	/** Finds the directories of the wanted image. */
	private FileInfo[] directories(final OmePixels ome) throws IOException, OmeXml.Refused {
		final FileInfo[] all = decode();
		final FileInfo[] wanted = ome == null ? all : OmeTiff.select(all, ome);
		if (Arrays.stream(wanted).allMatch(info -> sameKind(info, wanted[0]))) return wanted;
		if (ome != null) throw new OmeXml.Refused("its planes differ in size or type", null);
		return new FileInfo[] { all[0] };
	}

	private ImageStack stack(final FileInfo[] directories) throws IOException {
		final FileInfo first = directories[0];
		final ColorModel colours = new FileOpener(first).createColorModel(first);
		final long bytes = Arrays.stream(directories).mapToLong(info -> images(info) * size(info)).sum();
		if (bytes > large && samples(first) == 1 && first.getBytesPerPixel() != 6 && !isShuffled(first)) return new PlaneStack(
			first.width, first.height, colours, lazy(directories));
		final List<Object> planes = new ArrayList<>();
		for (final FileInfo directory : directories)
			readPlanes(directory, 0, images(directory), planes);
		final ImageStack stack = new ImageStack(first.width, first.height, colours);
		planes.forEach(plane -> stack.addSlice(null, plane));
		return stack;
	}

	private FileInfo[] decode() throws IOException {
		final File file = path.toAbsolutePath().toFile();
		TiffClaims.check(path);
		try {
			final FileInfo[] directories = new TiffDecoder(file.getParent(), file.getName()).getTiffInfo();
			if (directories == null) throw new IOException("no image in it");
			return directories;
		}
		catch (final RuntimeException e) {
			// What the decoder throws at nonsense, such as a negative number of strips.
			throw damaged(e);
		}
	}

	private static boolean sameKind(final FileInfo one, final FileInfo other) {
		return one.fileType == other.fileType && one.width == other.width && one.height == other.height;
	}

	/** Lists the planes without reading them. */
	private PlaneCache lazy(final FileInfo[] directories) {
		final int[] starts = new int[directories.length];
		int count = 0;
		for (int d = 0; d < starts.length; d++) {
			starts[d] = count;
			count += images(directories[d]);
		}
		return new PlaneCache("the TIFF file " + path, count, index -> {
			final int found = Arrays.binarySearch(starts, index);
			final int d = found < 0 ? -found - 2 : found;
			final List<Object> planes = new ArrayList<>(1);
			// ImageJ would take what is missing for zeros.
			checkEnd(directories[d]);
			readPlanes(directories[d], index - starts[d], 1, planes);
			return planes.get(0);
		});
	}

	private void readPlanes(final FileInfo directory, final int first, final int count, final List<Object> planes)
		throws IOException
	{
		final long size = size(directory);
		final boolean packed = isPacked(directory);
		try (FileInputStream file = new FileInputStream(path.toFile());
				InputStream in = packed ? new RandomAccessStream(file) : file)
		{
			final ImageReader reader = new StrictReader(directory);
			for (int i = first; i < first + count; i++) {
				if (!packed) file.getChannel().position(directory.getOffset() + i * (size + directory.getGap()));
				for (int sample = 0; sample < samples(directory); sample++) {
					final Object pixels = pixels(reader, in);
					if (pixels == null) throw new IOException("slice " + (planes.size() + 1) + " is incomplete");
					requireWhole(pixels, directory, planes.size() + 1);
					if (pixels instanceof Object[] channels) planes.addAll(Arrays.asList(channels));
					else planes.add(pixels);
				}
			}
		}
	}

	private static Object pixels(final ImageReader reader, final InputStream in) throws IOException {
		try {
			return reader.readPixels(in, 0);
		}
		catch (final UncheckedIOException e) {
			throw e;
		}
		catch (final RuntimeException e) {
			// What the decoder throws at nonsense, such as packed pixels without a table of strips.
			throw new IOException("its pixels are damaged", e);
		}
	}

	/** NB: of some variants ImageJ gives what it finds. */
	private static void requireWhole(final Object pixels, final FileInfo directory, final int slice) throws IOException {
		final Object[] planes = pixels instanceof Object[] channels ? channels : new Object[] { pixels };
		for (final Object plane : planes)
			if (plane == null || Array.getLength(plane) < directory.width * directory.height) throw new IOException("slice " + slice +
				" is incomplete");
	}

	private static int images(final FileInfo directory) {
		return Math.max(1, directory.nImages);
	}

	private static int samples(final FileInfo directory) {
		final int bytes = directory.getBytesPerPixel();
		return bytes == 3 || bytes == 4 || bytes == 6 ? 1 : Math.max(1, directory.samplesPerPixel);
	}

	private static boolean isPacked(final FileInfo directory) {
		return directory.compression >= FileInfo.LZW;
	}

	private static boolean isShuffled(final FileInfo directory) {
		return directory.description != null && directory.description.contains("order=zct");
	}

	/** Gives the bytes of one unpacked image. */
	private static long size(final FileInfo directory) {
		final long pixels = (long) directory.width * directory.height;
		return switch (directory.fileType) {
			case FileInfo.BITMAP -> (directory.width + 7) / 8 * (long) directory.height;
			case FileInfo.GRAY12_UNSIGNED -> pixels * 3 / 2;
			case FileInfo.GRAY10_UNSIGNED -> pixels * 5 / 4;
			default -> pixels * directory.getBytesPerPixel();
		};
	}

	private void checkEnd(final FileInfo directory) throws IOException {
		if (directory.width < 1 || directory.height < 1 || (long) directory.width * directory.height > MOST_PIXELS)
			throw new IOException("its images have " + directory.width + " x " + directory.height + " pixels");
		final int count = images(directory);
		if (!isPacked(directory) || directory.stripOffsets == null) checkEnd(directory.getOffset() + count * size(
			directory) + (count - 1) * directory.getGap());
		else checkStrips(directory);
	}

	private void checkStrips(final FileInfo directory) throws IOException {
		if (directory.stripLengths == null || directory.stripLengths.length < directory.stripOffsets.length) throw new IOException(
			"it does not tell how long its strips are");
		long packed = 0;
		for (int i = 0; i < directory.stripOffsets.length; i++) {
			checkEnd(Integer.toUnsignedLong(directory.stripOffsets[i]) + Integer.toUnsignedLong(directory.stripLengths[i]));
			packed += Integer.toUnsignedLong(directory.stripLengths[i]);
		}
		if (size(directory) > MOST_UNPACKED * packed + MOST_UNPACKED) throw new IOException("so large an image cannot be in " +
			packed + " bytes");
	}

	private void checkEnd(final long end) throws IOException {
		if (end > path.toFile().length()) throw new IOException("it should have at least " + end + " bytes");
	}

	private static ImagePlus assemble(final FileInfo info, final ImageStack stack) {
		final ImagePlus image = new ImagePlus(info.fileName, stack);
		TiffCalibration.apply(info, image, stack.size());
		if (isShuffled(info)) new HyperStackConverter().shuffle(image, HyperStackConverter.ZCT);
		return image;
	}

	private CairnException damaged(final Exception cause) {
		return new CairnException("The TIFF file " + path + " cannot be read (" + String.valueOf(cause
			.getMessage()).replaceAll("\\s+", " ").strip() + "): save it again, uncompressed, or copy it again.", cause);
	}

	/** Does not go on with what could be unpacked of a damaged strip. */
	private static final class StrictReader extends ImageReader {

		StrictReader(final FileInfo info) {
			super(info);
		}

		@Override
		public byte[] zipUncompress(final byte[] packed) {
			try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
				return in.readAllBytes();
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}
}
