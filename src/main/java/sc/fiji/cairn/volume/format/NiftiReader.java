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
import java.util.zip.ZipException;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/** Reads one NIfTI image. */
final class NiftiReader {

	private static final int BUFFER = 1 << 18;

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
			return volume(new NiftiHeader(fields.version(), ByteBuffer.wrap(fields.fields()).order(fields.order()), rest),
				(long) offset);
		}
	}

	private Volume readPair() throws IOException {
		final NiftiHeader header;
		try (InputStream in = open(files.header())) {
			final NiftiHeader fields = readFields(in);
			final byte[] rest = in.readNBytes((int) MAX_TAIL);
			header = new NiftiHeader(fields.version(), ByteBuffer.wrap(fields.fields()).order(fields.order()), rest);
		}
		final double offset = header.voxOffset();
		if (!(offset >= 0 && offset <= MAX_TAIL)) throw damaged("its voxels are said to start at byte " + offset);
		return volume(header, (long) offset);
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

	private Volume volume(final NiftiHeader header, final long offset) throws IOException {
		final VoxelType type = NiftiDatatype.type(header.datatype());
		if (type == null) throw new CairnException("The file " + files.header() + " holds " + NiftiDatatype.name(header
			.datatype()) + " voxels (NIfTI datatype " + header.datatype() +
			"), but Cairn needs real numbers: convert it, for example to its magnitude.");
		requireDimensions(header);
		final List<Axis> axes = header.axes();
		final long[] shape = header.shape();
		final long[] dimensions = axes.stream().mapToLong(axis -> shape[NiftiHeader.AXES.indexOf(axis)]).toArray();
		final VoxelFiles.Part part = new VoxelFiles.Part(files.voxels(), 0, 0, offset, new LinearScaling(header.slope(), header
			.intercept()));
		return new Volume(files.name(), axes, new VoxelFiles(List.of(part), packing(files.voxels()), type, header.order(),
			dimensions, 2).read(large), header.geometry(), header);
	}

	private void requireDimensions(final NiftiHeader header) {
		if (header.rank() == 0) throw damaged("it has no dimensions");
		final long[] shape = header.shape();
		for (int d = 0; d < shape.length; d++) {
			if (shape[d] < 1) throw damaged("its dimensions are " + Arrays.toString(shape));
			if (d >= NiftiHeader.AXES.size() && shape[d] > 1) throw new CairnException("The file " + files.header() +
				" has more than five dimensions: split it into files of up to five.");
		}
	}

	private CairnException damaged(final String how) {
		return new CairnException("The header of " + files.header() + " is damaged (" + how +
			"): copy or download the file again.");
	}

	/** Opens a file, unpacked if it is packed, whatever its name says. */
	private static InputStream open(final Path path) throws IOException {
		final InputStream file = Files.newInputStream(path);
		try {
			return new BufferedInputStream(packing(path).unpack(file), BUFFER);
		}
		catch (final IOException e) {
			file.close();
			throw e;
		}
	}

	private static Packing packing(final Path path) throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			return in.read() == 0x1f && in.read() == 0x8b ? Packing.DEFLATE : Packing.NONE;
		}
	}
}
