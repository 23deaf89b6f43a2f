// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.volume.PlaneCache;
import sc.fiji.cairn.volume.VoxelType;

/**
 * The files that hold the voxels of an image, one after the other, as numbers of one type.
 *
 * @param parts at least one; each holds an equal share of the voxels
 * @param dimensions of the image, fastest first
 * @param span number of leading dimensions that make a plane
 */
record VoxelFiles(List<Part> parts, Packing packing, VoxelType type, ByteOrder order, long[] dimensions, int span) {

	/** What imglib2 and Java arrays can hold in one piece. */
	private static final int MOST = Integer.MAX_VALUE - 8;

	private static final int BUFFER = 1 << 18;

	/**
	 * One of the files.
	 *
	 * @param start bytes to skip, as they are in the file
	 * @param lines lines to skip after them
	 * @param skip bytes to skip after these, unpacked; -1 if the voxels are the last bytes
	 */
	record Part(Path file, long start, long lines, long skip, LinearScaling scaling) {}

	/**
	 * Reads the voxels: at once, or, if they are many, each plane when it is needed.
	 *
	 * @return scaled values
	 * @throws CairnException if a file is missing, shorter than the dimensions demand, or damaged, or more than 2147483639
	 *           voxels have to be read at once
	 */
	RandomAccessibleInterval<? extends RealType<?>> read() {
		return read(PlaneCache.large());
	}

	/** As {@link #read()}, with plane by plane reading from so many bytes on. */
	RandomAccessibleInterval<? extends RealType<?>> read(final long limit) {
		final long count = check();
		final boolean scaled = parts.stream().anyMatch(part -> !part.scaling.isNone());
		final VoxelType result = scaled ? LinearScaling.result(type) : type;
		if (count > Math.min(MOST, limit / result.bytes()) && isPlanar(count)) return planes(count, result, scaled);
		if (count > MOST) throw new CairnException("The file " + parts.get(0).file + " has " + count +
			" voxels, more than the " + MOST + " that Cairn can open in a slice, or packed so: cut the image into tiles, or save it " +
			"unpacked.");
		return result.wrap(whole((int) count, result, scaled), dimensions);
	}

	/** Tells whether the planes can be read one by one. */
	private boolean isPlanar(final long count) {
		final long plane = count(span);
		return plane <= MOST && count / plane <= MOST && count / parts.size() % plane == 0 && (packing == Packing.NONE ||
			packing == Packing.DEFLATE && parts.stream().allMatch(part -> part.skip >= 0));
	}

	private RandomAccessibleInterval<? extends RealType<?>> planes(final long count, final VoxelType result,
		final boolean scaled)
	{
		final int pixels = (int) count(span);
		final int each = (int) (count / parts.size() / pixels);
		final List<PlaneStream> packed = packing == Packing.NONE ? List.of() : parts.stream().map(part -> new PlaneStream(() -> skip(
			unpack(part), part.skip), type, order, pixels, each)).toList();
		return LazyPlanes.of(result, new PlaneCache("the file " + parts.get(0).file, (int) (count / pixels), index -> {
			final Part part = parts.get(index / each);
			try {
				final Object plane = packed.isEmpty() ? plane(part, index % each, pixels, each) : packed.get(index / each).read(index %
					each);
				return scaled ? part.scaling.apply(type, plane) : plane;
			}
			catch (final IOException e) {
				throw new IOException(part.file + ": " + (e instanceof EOFException ? "it is cut off" : e.getMessage()), e);
			}
		}), span, dimensions);
	}

	/** Makes sure that the files are there and long enough before memory is asked for. */
	private long check() {
		long count = 1;
		for (final long size : dimensions) {
			if (size < 1 || count > Long.MAX_VALUE / 16 / size) throw damaged(parts.get(0), "its dimensions are " + Arrays
				.toString(dimensions));
			count *= size;
		}
		if (count % parts.size() != 0) throw damaged(parts.get(0), count + " voxels cannot be in " + parts.size() +
			" files of one size");
		final long bytes = count / parts.size() * type.bytes();
		for (final Part part : parts) {
			if (!Files.isRegularFile(part.file)) throw new CairnException("The data file " + part.file +
				" is missing: put it beside its header.");
			final long room = packing.most(length(part) - part.start, type);
			if (bytes + Math.max(0, packing == Packing.TEXT ? 0 : part.skip) > room) throw new CairnException("The file " +
				part.file + " is too short for the dimensions " + Arrays.toString(dimensions) +
				": copy or download it again.");
		}
		return count;
	}

	private static long length(final Part part) {
		try {
			return Files.size(part.file);
		}
		catch (final IOException e) {
			throw unreadable(part, e);
		}
	}

	private long count(final int leading) {
		return Arrays.stream(dimensions).limit(leading).reduce(1, (a, b) -> a * b);
	}

	private Object whole(final int count, final VoxelType result, final boolean scaled) {
		if (parts.size() == 1) return part(parts.get(0), count, scaled);
		final Object voxels = result.array(count);
		final int share = count / parts.size();
		for (int i = 0; i < parts.size(); i++)
			System.arraycopy(part(parts.get(i), share, scaled), 0, voxels, i * share, share);
		return voxels;
	}

	private Object part(final Part part, final int count, final boolean scaled) {
		try (InputStream in = open(part, (long) count * type.bytes())) {
			final Object voxels = packing == Packing.TEXT ? Packing.parse(in, type, count) : RawVoxels.read(in, type, order,
				count);
			// Reading on makes gzip compare its checksum if the file ends here.
			if (packing == Packing.DEFLATE) in.read();
			return scaled ? part.scaling.apply(type, voxels) : voxels;
		}
		catch (final EOFException | ZipException e) {
			throw new CairnException("The file " + part.file + " is cut off or damaged: copy or download it again.", e);
		}
		catch (final IOException e) {
			throw unreadable(part, e);
		}
	}

	private Object plane(final Part part, final int index, final int pixels, final int each) throws IOException {
		final long bytes = (long) pixels * type.bytes();
		try (FileChannel channel = FileChannel.open(part.file)) {
			return RawVoxels.read(Channels.newInputStream(channel.position(first(part, each * bytes) + index * bytes)), type, order,
				pixels);
		}
	}

	/** Finds where in an unpacked file the voxels start. */
	private static long first(final Part part, final long bytes) throws IOException {
		if (part.skip < 0) return length(part) - bytes;
		if (part.lines == 0) return part.start + part.skip;
		try (InputStream in = new BufferedInputStream(Files.newInputStream(part.file))) {
			in.skipNBytes(part.start);
			return part.start + skipLines(in, part.lines) + part.skip;
		}
	}

	private InputStream open(final Part part, final long bytes) throws IOException {
		if (packing == Packing.NONE) {
			final InputStream in = new BufferedInputStream(Files.newInputStream(part.file), BUFFER);
			return skip(in, first(part, bytes));
		}
		if (part.skip >= 0) return skip(unpack(part), part.skip);
		final long length;
		try (InputStream in = unpack(part)) {
			length = in.transferTo(OutputStream.nullOutputStream());
		}
		if (length < bytes) throw new EOFException();
		return skip(unpack(part), length - bytes);
	}

	private InputStream unpack(final Part part) throws IOException {
		final InputStream in = skip(new BufferedInputStream(Files.newInputStream(part.file), BUFFER), part.start);
		try {
			skipLines(in, part.lines);
			return packing.unpack(in);
		}
		catch (final IOException e) {
			in.close();
			throw e;
		}
	}

	private static InputStream skip(final InputStream in, final long bytes) throws IOException {
		try {
			in.skipNBytes(bytes);
			return in;
		}
		catch (final IOException e) {
			in.close();
			throw e;
		}
	}

	private static long skipLines(final InputStream in, final long lines) throws IOException {
		long skipped = 0;
		for (long i = 0; i < lines; i++) {
			int next;
			do {
				next = in.read();
				if (next < 0) throw new EOFException();
				skipped++;
			}
			while (next != '\n');
		}
		return skipped;
	}

	private static CairnException unreadable(final Part part, final IOException cause) {
		return new CairnException("The file " + part.file + " cannot be read (" + cause.getMessage() +
			"): check the file and its drive.", cause);
	}

	private static CairnException damaged(final Part part, final String how) {
		return new CairnException("The header of " + part.file + " is damaged (" + how +
			"): copy or download the file again.");
	}
}
