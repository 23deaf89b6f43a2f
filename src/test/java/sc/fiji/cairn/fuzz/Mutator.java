// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Spoils files as strangers, broken drives and clever enemies do, by chance but the same again for the same seed. */
final class Mutator {

	/** Sizes and offsets that programs stumble over. */
	private static final long[] NUMBERS = { 0, 1, -1, 2, 7, 8, 16, 255, 256, 1 << 15, (1 << 16) - 1, 1 << 16, 1 << 24, 1 << 30,
		Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, (1L << 32) - 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -2, -128 };

	private static final List<String> WORDS = List.of("0", "-1", "1", "2147483647", "2147483648", "-2147483648", "4294967296",
		"1000000000000", "9223372036854775807", "99999999999999999999", "NaN", "Infinity", "-Infinity", "1e308", "1e-320", "1e999",
		"0x7", "", "null", "true", "[]", "{}", "\"\"", "\0", "\u0660\u0661", "%s%n", "%99999d", "../../x", "/dev/zero", "\n", "\\", ";;", "[", "'");

	private static final Pattern TOKEN = Pattern.compile("-?[0-9][0-9.eE+-]*|\"[^\"]*\"|true|false|null|[A-Za-z_]+");

	private static final int LONGEST_COPY = 64;
	private static final int LARGEST = 1 << 20;

	private final SplittableRandom random;
	private final List<byte[]> corpus;

	Mutator(final long seed, final List<byte[]> corpus) {
		random = new SplittableRandom(seed);
		this.corpus = corpus;
	}

	/** Makes the next input. */
	byte[] next() {
		final byte[] seed = corpus.get(random.nextInt(corpus.size()));
		// What is packed would else hardly be unpacked again.
		if (isGzip(seed) && random.nextInt(4) > 0) return pack(spoiled(unpack(seed)));
		return spoiled(seed);
	}

	private byte[] spoiled(final byte[] seed) {
		byte[] bytes = seed.clone();
		// Few changes reach far, many find what checks leave out.
		for (int i = 1 << random.nextInt(5); i > 0; i--)
			bytes = once(bytes);
		return bytes;
	}

	private byte[] once(final byte[] bytes) {
		if (bytes.length == 0) return new byte[] { (byte) random.nextInt() };
		return switch (random.nextInt(10)) {
			case 0 -> bit(bytes);
			case 1 -> value(bytes);
			case 2, 3 -> number(bytes);
			case 4 -> cut(bytes);
			case 5 -> without(bytes);
			case 6 -> doubled(bytes);
			case 7 -> spliced(bytes);
			default -> word(bytes);
		};
	}

	/** Finds a place, more often near the beginning, where headers are. */
	private int place(final byte[] bytes) {
		return random.nextInt(3) == 0 ? random.nextInt(bytes.length) : random.nextInt(Math.min(bytes.length, 1 << 2 + random
			.nextInt(9)));
	}

	private byte[] bit(final byte[] bytes) {
		bytes[place(bytes)] ^= 1 << random.nextInt(8);
		return bytes;
	}

	private byte[] value(final byte[] bytes) {
		bytes[place(bytes)] = (byte) random.nextInt();
		return bytes;
	}

	private byte[] number(final byte[] bytes) {
		final int width = 1 << 1 + random.nextInt(3);
		if (bytes.length < width) return bytes;
		final int place = Math.min(bytes.length - width, random.nextBoolean() ? place(bytes) / width * width : place(bytes));
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN
			: ByteOrder.BIG_ENDIAN);
		final long number = NUMBERS[random.nextInt(NUMBERS.length)];
		if (width == 2) buffer.putShort(place, (short) number);
		else if (width == 8) buffer.putLong(place, number);
		else if (random.nextInt(4) == 0) buffer.putFloat(place, random.nextBoolean() ? Float.NaN : number);
		else buffer.putInt(place, (int) number);
		return bytes;
	}

	private byte[] cut(final byte[] bytes) {
		return random.nextInt(4) > 0 ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
	}

	private byte[] without(final byte[] bytes) {
		final int from = place(bytes);
		final int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST_COPY));
		return join(bytes, 0, from, bytes, to, bytes.length);
	}

	private byte[] doubled(final byte[] bytes) {
		if (bytes.length > LARGEST) return bytes;
		final int from = place(bytes);
		final int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST_COPY));
		return join(bytes, 0, to, bytes, from, bytes.length);
	}

	private byte[] spliced(final byte[] bytes) {
		final byte[] other = corpus.get(random.nextInt(corpus.size()));
		if (other.length == 0) return bytes;
		final int from = place(other);
		final int count = Math.min(other.length - from, random.nextInt(LONGEST_COPY));
		final int to = Math.min(place(bytes), Math.max(0, bytes.length - count));
		System.arraycopy(other, from, bytes, to, Math.min(count, bytes.length - to));
		return bytes;
	}

	/** Replaces a number or word of a text. */
	private byte[] word(final byte[] bytes) {
		final int end = Math.min(bytes.length, 1 << 14);
		final String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
		final Matcher words = TOKEN.matcher(text);
		if (!words.find(place(bytes) % end)) return bytes;
		final byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
		final byte[] before = join(bytes, 0, words.start(), word, 0, word.length);
		return join(before, 0, before.length, bytes, words.end(), bytes.length);
	}

	private static byte[] join(final byte[] a, final int fromA, final int toA, final byte[] b, final int fromB, final int toB) {
		final byte[] joined = new byte[toA - fromA + toB - fromB];
		System.arraycopy(a, fromA, joined, 0, toA - fromA);
		System.arraycopy(b, fromB, joined, toA - fromA, toB - fromB);
		return joined;
	}

	private static boolean isGzip(final byte[] bytes) {
		return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
	}

	private static byte[] unpack(final byte[] bytes) {
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return in.readAllBytes();
		}
		catch (final IOException e) {
			return bytes;
		}
	}

	private static byte[] pack(final byte[] bytes) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		catch (final IOException e) {
			throw new IllegalStateException(e);
		}
		return out.toByteArray();
	}
}
