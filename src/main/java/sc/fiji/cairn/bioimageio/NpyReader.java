// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sc.fiji.cairn.torch.HostArray;

/** Reads files of numpy, {@code .npy}, of numbers and truth values. */
final class NpyReader {

	private static final Pattern HEADER = Pattern.compile(
		"\\{'descr': '([<>|=]?)(\\w+)', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\),? ?\\}\\s*");

	private NpyReader() {}

	/**
	 * Reads a file.
	 *
	 * @throws IllegalArgumentException if it is none, broken, or of another kind
	 */
	static HostArray read(final byte[] file) {
		try {
			final ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
			if (in.getLong(0) << 16 != 0x59504d554e930000L) throw new IllegalArgumentException("it is no .npy");
			in.position(8);
			final byte[] text = new byte[file[6] == 1 ? in.getShort() & 0xffff : Math.min(in.getInt(), in.remaining())];
			in.get(text);
			final Matcher header = HEADER.matcher(new String(text, StandardCharsets.US_ASCII));
			if (!header.matches()) throw new IllegalArgumentException("its header is not understood");
			final long[] shape = Stream.of(header.group(3).split(",")).map(String::strip).filter(size -> !size.isEmpty()).mapToLong(
				Long::parseLong).toArray();
			long count = 1;
			for (final long size : shape)
				count = Math.multiplyExact(count, size);
			if (count > in.remaining()) throw new IllegalArgumentException("it is cut short");
			final float[] values = new float[(int) count];
			in.order(header.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
			for (int i = 0; i < values.length; i++)
				values[i] = number(in, header.group(2));
			return new HostArray(shape, values);
		}
		catch (final BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
			throw new IllegalArgumentException("it is cut short", e);
		}
	}

	private static float number(final ByteBuffer in, final String type) {
		return switch (type) {
			case "f4" -> in.getFloat();
			case "f8" -> (float) in.getDouble();
			case "b1", "u1" -> in.get() & 255;
			case "i1" -> in.get();
			case "u2" -> in.getShort() & 0xffff;
			case "i2" -> in.getShort();
			case "u4" -> in.getInt() & 0xffffffffL;
			case "i4" -> in.getInt();
			case "i8", "u8" -> in.getLong();
			default -> throw new IllegalArgumentException("it holds numbers of the type " + type);
		};
	}
}
