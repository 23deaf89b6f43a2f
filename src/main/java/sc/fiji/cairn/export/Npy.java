// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import sc.fiji.cairn.torch.HostArray;

/** Files of numpy, {@code .npy}, format 1.0. */
final class Npy {

	/** Magic number, version, and length of the header. */
	private static final int BEFORE_HEADER = 10;

	private static final int ALIGNMENT = 64;

	private Npy() {}

	static byte[] of(final HostArray array) {
		final String shape = Arrays.stream(array.shape()).mapToObj(size -> size + ",").collect(Collectors.joining());
		final String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
		final int padding = ALIGNMENT - (BEFORE_HEADER + header.length() + 1) % ALIGNMENT;
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 });
		out.writeBytes(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) (header.length() + padding + 1))
			.array());
		out.writeBytes((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
		out.writeBytes(array.littleEndian());
		return out.toByteArray();
	}
}
