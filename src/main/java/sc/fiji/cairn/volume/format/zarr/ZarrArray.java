// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.cairn.CairnException;

/** An array of a Zarr hierarchy, read chunk by chunk. Safe for use by several threads. */
final class ZarrArray {

	/** Of files in which several chunks lie, the indices of so many are kept. */
	private static final int KEPT = 64;

	private final Storage storage;
	private final ArrayMetadata metadata;
	private final Map<String, Optional<long[]>> indices = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<String, Optional<long[]>> eldest) {
			return size() > KEPT;
		}
	};

	ZarrArray(final Storage storage, final ArrayMetadata metadata) {
		this.storage = storage;
		this.metadata = metadata;
	}

	/**
	 * Opens an array.
	 *
	 * @throws CairnException if there is none, it is damaged, or of a kind that is not supported
	 */
	static ZarrArray open(final Storage storage) {
		try {
			return new ZarrArray(storage, MetadataJson.array(storage).orElseThrow(() -> new CairnException("There is no Zarr array " +
				storage.name() + "; check the path, and that all of it was copied.")));
		}
		catch (final IOException e) {
			throw new CairnException("The Zarr array " + storage.name() + " cannot be read (" + e.getMessage() +
				"); convert it, or check where it lies.", e);
		}
	}

	/** Gets what is known of the array. */
	ArrayMetadata metadata() {
		return metadata;
	}

	/**
	 * Reads a chunk, with what of it reaches beyond the array.
	 *
	 * @param place in the grid of chunks
	 * @return elements as bytes, the least significant first; the last axis is the fastest
	 * @throws CairnException if it is damaged, or cannot be read
	 */
	byte[] read(final long... place) {
		try {
			final Optional<byte[]> stored = metadata.index() == null ? storage.read(metadata.keys().of(place)) : part(place);
			return stored.isPresent() ? decode(stored.get()) : filled();
		}
		catch (final IOException e) {
			throw new CairnException("The part " + Arrays.toString(place) + " of " + storage.name() + " cannot be read (" + e
				.getMessage() + "); check its files and where they lie.", e);
		}
	}

	private Optional<byte[]> part(final long[] place) throws IOException {
		final long[] file = new long[place.length];
		int number = 0;
		for (int d = 0; d < place.length; d++) {
			file[d] = place[d] / metadata.perFile(d);
			number = number * metadata.perFile(d) + (int) (place[d] % metadata.perFile(d));
		}
		final String key = metadata.keys().of(file);
		final Optional<long[]> index = index(key);
		if (index.isEmpty() || index.get()[2 * number] == -1) return Optional.empty();
		final long from = index.get()[2 * number];
		final long length = index.get()[2 * number + 1];
		if (from < 0 || length < 0 || length > Integer.MAX_VALUE) throw new IOException("its index of chunks is damaged");
		return storage.read(key, from, (int) length);
	}

	private Optional<long[]> index(final String key) throws IOException {
		synchronized (indices) {
			final Optional<long[]> known = indices.get(key);
			if (known != null) return known;
		}
		final int size = 2 * Long.BYTES * metadata.perFile();
		final int stored = size + (metadata.index().codecs().contains(Codecs.CRC32C) ? Integer.BYTES : 0);
		final Optional<byte[]> bytes = storage.read(key, metadata.index().first() ? 0 : -stored, stored);
		if (bytes.isEmpty()) return Optional.empty();
		final LongBuffer numbers = ByteBuffer.wrap(Codecs.decode(bytes.get(), metadata.index().codecs(), size)).order(
			ByteOrder.LITTLE_ENDIAN).asLongBuffer();
		final long[] index = new long[numbers.remaining()];
		numbers.get(index);
		synchronized (indices) {
			indices.put(key, Optional.of(index));
		}
		return Optional.of(index);
	}

	private byte[] decode(final byte[] stored) throws IOException {
		final byte[] bytes = Codecs.decode(stored, metadata.codecs(), metadata.chunkBytes());
		final int size = metadata.type().bytes();
		if (metadata.bigEndian() && size > 1) swap(bytes, size);
		return metadata.order().isEmpty() ? bytes : ordered(bytes, size);
	}

	private static void swap(final byte[] bytes, final int size) {
		for (int i = 0; i < bytes.length; i += size)
			for (int k = 0; k < size / 2; k++) {
				final byte one = bytes[i + k];
				bytes[i + k] = bytes[i + size - 1 - k];
				bytes[i + size - 1 - k] = one;
			}
	}

	/** Brings elements from the order in which axes are stored into that of the array. */
	private byte[] ordered(final byte[] stored, final int size) {
		final List<Integer> chunk = metadata.chunk();
		final int[] strides = new int[chunk.size()];
		int stride = 1;
		for (int d = chunk.size() - 1; d >= 0; d--) {
			strides[metadata.order().get(d)] = stride;
			stride *= chunk.get(metadata.order().get(d));
		}
		final byte[] out = new byte[stored.length];
		final int[] at = new int[chunk.size()];
		for (int i = 0; i < out.length; i += size) {
			int from = 0;
			for (int d = 0; d < at.length; d++)
				from += at[d] * strides[d];
			System.arraycopy(stored, from * size, out, i, size);
			for (int d = at.length - 1; d >= 0 && ++at[d] == chunk.get(d); d--)
				at[d] = 0;
		}
		return out;
	}

	private byte[] filled() {
		final byte[] bytes = new byte[metadata.chunkBytes()];
		final List<Byte> fill = metadata.fill();
		if (fill.stream().allMatch(value -> value == 0)) return bytes;
		for (int i = 0; i < fill.size(); i++)
			bytes[i] = fill.get(i);
		for (int done = fill.size(); done > 0 && done < bytes.length; done *= 2)
			System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
		return bytes;
	}
}
