// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Reads one NIfTI image. */
final class NiftiReader {

	private static final int BUFFER = 1 << 18;

	/** Deflate cannot make data smaller than this; what claims more voxels than that is broken. */
	private static final long MAX_GZIP_RATIO = 1032;

	/** No extension is larger; what claims so is broken. */
	private static final long MAX_TAIL = 1L << 28;

	private final NiftiFiles files;
	private final long large;

	NiftiReader(final NiftiFiles files) {
		this(files, PlaneCache.large());
	}

	/** As above, with another number of bytes from which images are large. */
	NiftiReader(final NiftiFiles files, final long large) {
		this.files = files;
		this.large = large;
	}

	/** Reads the image; of a {@linkplain PlaneCache#large large} one the planes when they are asked for. */
	Volume read() {
		try {
			return files.isPair() ? readPair() : readSingle();
		}
		catch (final EOFException | ZipException e) {
			throw new CairnException("The file " + files.voxels() +
				" is cut off or damaged: copy or download it again.", e);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + files.voxels() + " cannot be read (" + e.getMessage() +
				"): check the file and its drive.", e);
		}
	}

	private Volume readSingle() throws IOException {
		try (InputStream in = open(files.voxels())) {
			final NiftiHeader fields = readFields(in);
			// Some writers leave 0 there, which means: right after the header.
			final double offset = Math.max(fields.voxOffset(), fields.version().size + 4);
			final double tail = offset - fields.version().size;
			if (!(tail <= MAX_TAIL)) throw damaged("its voxels are said to start at byte " + offset);
			final byte[] rest = in.readNBytes((int) tail);
			if (rest.length < (int) tail) throw new EOFException();
			return readVoxels(new NiftiHeader(fields.version(), ByteBuffer.wrap(fields.fields()).order(fields.order()),
				rest), in, (long) offset);
		}
	}

	private Volume readPair() throws IOException {
		final NiftiHeader header;
		try (InputStream in = open(files.header())) {
			final NiftiHeader fields = readFields(in);
			final byte[] rest = in.readNBytes((int) MAX_TAIL);
			header = new NiftiHeader(fields.version(), ByteBuffer.wrap(fields.fields()).order(fields.order()), rest);
		}
		try (InputStream in = open(files.voxels())) {
			final double offset = header.voxOffset();
			if (!(offset >= 0 && offset <= MAX_TAIL)) throw damaged("its voxels are said to start at byte " + offset);
			in.skipNBytes((long) offset);
			return readVoxels(header, in, (long) offset);
		}
	}

	private NiftiHeader readFields(final InputStream in) throws IOException {
		final byte[] first = in.readNBytes(Integer.BYTES);
		if (first.length < Integer.BYTES) throw new EOFException();
		for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
			final int size = ByteBuffer.wrap(first).order(order).getInt();
			for (final NiftiVersion version : NiftiVersion.values()) {
				if (size != version.size) continue;
				final byte[] fields = Arrays.copyOf(first, size);
				if (in.readNBytes(fields, first.length, size - first.length) < size - first.length)
					throw new EOFException();
				checkMagic(version, fields);
				return new NiftiHeader(version, ByteBuffer.wrap(fields).order(order), new byte[0]);
			}
		}
		throw new CairnException("The file " + files.header() +
			" is no NIfTI file in spite of its name: rename it or convert it to NIfTI.");
	}

	private void checkMagic(final NiftiVersion version, final byte[] fields) {
		final byte[] single = version.magic(true);
		final byte[] magic = Arrays.copyOfRange(fields, version.magic, version.magic + single.length);
		if (Arrays.equals(magic, single) || Arrays.equals(magic, version.magic(false))) return;
		throw new CairnException("The file " + files.header() +
			" is in the old ANALYZE format, which does not define left and right: convert it to NIfTI.");
	}

	private Volume readVoxels(final NiftiHeader header, final InputStream in, final long offset) throws IOException {
		final VoxelType type = NiftiDatatype.type(header.datatype());
		if (type == null) throw new CairnException("The file " + files.header() + " holds " + NiftiDatatype.name(header
			.datatype()) + " voxels (NIfTI datatype " + header.datatype() +
			"), but Cairn needs real numbers: convert it, for example to its magnitude.");
		final long count = count(header, type, offset);
		final List<Axis> axes = header.axes();
		final long[] shape = header.shape();
		final long[] dimensions = axes.stream().mapToLong(axis -> shape[NiftiHeader.AXES.indexOf(axis)]).toArray();
		return new Volume(files.name(), axes, count * type.bytes() > large ? lazy(header, type, offset, dimensions) : whole(
			header, type, in, (int) count, dimensions), header.geometry(), header);
	}

	private static RandomAccessibleInterval<? extends RealType<?>> whole(final NiftiHeader header, final VoxelType type,
		final InputStream in, final int count, final long[] dimensions) throws IOException
	{
		final Object stored = RawVoxels.read(in, type, header.order(), count);
		// Reading on makes gzip compare its checksum if the file ends here.
		in.read();
		if (!header.scales()) return type.wrap(stored, dimensions);
		return LinearScaling.result(type).wrap(scaling(header).apply(type, stored), dimensions);
	}

	private static LinearScaling scaling(final NiftiHeader header) {
		return new LinearScaling(header.slope(), header.intercept());
	}

	private RandomAccessibleInterval<? extends RealType<?>> lazy(final NiftiHeader header, final VoxelType type,
		final long offset, final long[] dimensions) throws IOException
	{
		final long pixels = dimensions[0] * dimensions[1];
		final long planes = Arrays.stream(dimensions).skip(2).reduce(1, Math::multiplyExact);
		if (pixels > Integer.MAX_VALUE - 8 || planes > Integer.MAX_VALUE) throw new CairnException("The slices of " + files
			.voxels() + " are too large or too many: cut the image into tiles.");
		final PlaneStream stream = new PlaneStream(files.voxels(), NiftiReader::open, isGzip(files.voxels()), offset, type,
			header.order(), (int) pixels, (int) planes);
		final boolean scales = header.scales();
		final PlaneCache cache = new PlaneCache("the file " + files.voxels(), (int) planes, scales ? i -> scaling(header).apply(
			type, stream.read(i)) : stream::read);
		return (scales ? LinearScaling.result(type) : type).planar(cache, dimensions);
	}

	private long count(final NiftiHeader header, final VoxelType type, final long offset) throws IOException {
		if (header.rank() == 0) throw damaged("it has no dimensions");
		final long[] shape = header.shape();
		final String sizes = Arrays.toString(shape);
		long count = 1;
		for (int d = 0; d < shape.length; d++) {
			if (shape[d] < 1) throw damaged("its dimensions are " + sizes);
			if (d >= NiftiHeader.AXES.size() && shape[d] > 1) throw new CairnException("The file " + files.header() +
				" has more than five dimensions: split it into files of up to five.");
			if (count > Long.MAX_VALUE / 16 / shape[d]) throw damaged("its dimensions are " + sizes);
			count *= shape[d];
		}
		final long length = Files.size(files.voxels());
		final long most = isGzip(files.voxels()) ? length * MAX_GZIP_RATIO + MAX_GZIP_RATIO : length;
		if (offset + count * type.bytes() > most) throw new CairnException("The file " + files.voxels() +
			" is too short for its dimensions " + sizes + ": copy or download it again.");
		return count;
	}

	private CairnException damaged(final String how) {
		return new CairnException("The header of " + files.header() + " is damaged (" + how +
			"): copy or download the file again.");
	}

	/** Opens a file, unpacked if it is packed, whatever its name says. */
	private static InputStream open(final Path path) throws IOException {
		final InputStream file = Files.newInputStream(path);
		try {
			return isGzip(path) ? new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER)
				: new BufferedInputStream(file, BUFFER);
		}
		catch (final IOException e) {
			file.close();
			throw e;
		}
	}

	private static boolean isGzip(final Path path) throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			return in.read() == 0x1f && in.read() == 0x8b;
		}
	}
}
