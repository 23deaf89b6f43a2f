// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** The codecs that are known, all in pure Java. */
final class Codecs {

	private static final int FAST = 1;

	/** Packs as zlib does, which all readers of Zarr 2 know; fast. */
	static final Codec ZLIB = new Codec() {

		@Override
		public byte[] decode(final byte[] bytes, final int size) throws IOException {
			try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
				return in.readNBytes(size + 1);
			}
		}

		@Override
		public byte[] encode(final byte[] bytes) throws IOException {
			final ByteArrayOutputStream out = new ByteArrayOutputStream();
			final Deflater deflater = new Deflater(FAST);
			try (OutputStream packed = new DeflaterOutputStream(out, deflater)) {
				packed.write(bytes);
			}
			finally {
				deflater.end();
			}
			return out.toByteArray();
		}
	};

	private static final Codec GZIP = (bytes, size) -> {
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
			return in.readNBytes(size + 1);
		}
	};

	/** Packs as zstd does. */
	static final Codec ZSTD = new Codec() {

		@Override
		public byte[] decode(final byte[] bytes, final int size) throws IOException {
			final byte[] out = new byte[size];
			try {
				final int length = new ZstdDecompressor().decompress(bytes, 0, bytes.length, out, 0, size);
				return length == size ? out : Arrays.copyOf(out, length);
			}
			catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
				throw new IOException("its zstd frame is damaged", e);
			}
		}

		@Override
		public byte[] encode(final byte[] bytes) {
			final ZstdCompressor compressor = new ZstdCompressor();
			final byte[] out = new byte[compressor.maxCompressedLength(bytes.length)];
			return Arrays.copyOf(out, compressor.compress(bytes, 0, bytes.length, out, 0, out.length));
		}
	};

	/** Adds a checksum. */
	static final Codec CRC32C = new Codec() {

		@Override
		public byte[] decode(final byte[] bytes, final int size) throws IOException {
			final int length = bytes.length - Integer.BYTES;
			if (length < 0 || sum(bytes, length) != ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length))
				throw new IOException("its checksum is wrong");
			return Arrays.copyOf(bytes, length);
		}

		@Override
		public byte[] encode(final byte[] bytes) {
			return ByteBuffer.allocate(bytes.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).put(bytes).putInt(sum(bytes,
				bytes.length)).array();
		}

		private int sum(final byte[] bytes, final int length) {
			final CRC32C sum = new CRC32C();
			sum.update(bytes, 0, length);
			return (int) sum.getValue();
		}
	};

	private Codecs() {}

	/**
	 * Finds a codec.
	 *
	 * @throws IOException if it is not known
	 */
	static Codec of(final String name) throws IOException {
		return switch (name) {
			case "gzip" -> GZIP;
			case "zlib" -> ZLIB;
			case "zstd" -> ZSTD;
			case "blosc" -> (bytes, size) -> Blosc.decode(bytes, size);
			case "crc32c" -> CRC32C;
			default -> throw new IOException("its codec " + name + " is not supported");
		};
	}

	/**
	 * Takes bytes through all codecs, the last first.
	 *
	 * @param size how many bytes there have to be in the end
	 * @throws IOException if they are damaged
	 */
	static byte[] decode(final byte[] bytes, final List<Codec> codecs, final int size) throws IOException {
		byte[] decoded = bytes;
		for (int i = codecs.size() - 1; i >= 0; i--)
			decoded = codecs.get(i).decode(decoded, size);
		if (decoded.length != size) throw new IOException("it holds " + decoded.length + " bytes at least instead of " + size);
		return decoded;
	}

	/** Takes bytes through all codecs, the first first. */
	static byte[] encode(final byte[] bytes, final List<Codec> codecs) throws IOException {
		byte[] encoded = bytes;
		for (final Codec codec : codecs)
			encoded = codec.encode(encoded);
		return encoded;
	}
}
