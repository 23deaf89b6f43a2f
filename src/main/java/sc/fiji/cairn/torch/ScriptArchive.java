// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs one TorchScript class, given as text, into the archive that PyTorch loads.
 * <p>
 * The text declares one attribute, {@code training : bool}; weights are arguments of its methods.
 * </p>
 */
final class ScriptArchive {

	/** The module that the class belongs to, part of its qualified name in the text. */
	private static final String MODULE = "__torch__.cairn";

	private ScriptArchive() {}

	static byte[] of(final String className, final String text) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			store(zip, "data.pkl", pickle(className));
			store(zip, "code/" + MODULE.replace('.', '/') + ".py", text.getBytes(StandardCharsets.UTF_8));
			store(zip, "constants.pkl", new byte[] { (byte) 0x80, 2, ')', '.' });
			store(zip, "version", ascii("3\n"));
			store(zip, "byteorder", ascii("little"));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	/** Python's pickle of an object of the class: protocol 2, an empty tuple of arguments, then its state. */
	private static byte[] pickle(final String className) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[] { (byte) 0x80, 2 });
		out.write(ascii("c" + MODULE + "\n" + className + "\nq\0)"));
		out.write(0x81);
		out.write(ascii("}("));
		text(out, "training");
		out.write(0x88);
		out.write(ascii("ub."));
		return out.toByteArray();
	}

	private static void text(final ByteArrayOutputStream out, final String s) throws IOException {
		out.write('X');
		out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(s.length()).array());
		out.write(ascii(s));
	}

	private static byte[] ascii(final String s) {
		return s.getBytes(StandardCharsets.US_ASCII);
	}

	/** PyTorch reads stored entries only. */
	private static void store(final ZipOutputStream zip, final String name, final byte[] content) throws IOException {
		final CRC32 crc = new CRC32();
		crc.update(content);
		final ZipEntry entry = new ZipEntry("cairn/" + name);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(content.length);
		entry.setCrc(crc.getValue());
		entry.setTime(0);
		zip.putNextEntry(entry);
		zip.write(content);
		zip.closeEntry();
	}
}
