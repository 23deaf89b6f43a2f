// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of protocol buffers, field by field. */
final class Protobuf {

	private static final int VARINT = 0;
	private static final int BYTES = 2;
	private static final int FLOAT = 5;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private Protobuf tag(final int field, final int type) {
		return varint((long) field << 3 | type);
	}

	private Protobuf varint(final long number) {
		long rest = number;
		while ((rest & ~0x7fL) != 0) {
			out.write((int) (rest & 0x7f | 0x80));
			rest >>>= 7;
		}
		out.write((int) rest);
		return this;
	}

	/** Adds a whole number. */
	Protobuf add(final int field, final long number) {
		return tag(field, VARINT).varint(number);
	}

	/** Adds a 32-bit float. */
	Protobuf add(final int field, final float number) {
		tag(field, FLOAT).out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(number).array());
		return this;
	}

	/** Adds a text. */
	Protobuf add(final int field, final String text) {
		return add(field, text.getBytes(StandardCharsets.UTF_8));
	}

	/** Adds a message. */
	Protobuf add(final int field, final Protobuf message) {
		return add(field, message.toBytes());
	}

	/** Adds bytes. */
	Protobuf add(final int field, final byte[] bytes) {
		tag(field, BYTES).varint(bytes.length).out.writeBytes(bytes);
		return this;
	}

	byte[] toBytes() {
		return out.toByteArray();
	}
}
