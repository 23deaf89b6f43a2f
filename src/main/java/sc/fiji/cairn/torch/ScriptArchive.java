// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs one TorchScript class, given as text, into the archive that PyTorch loads.
 * <p>
 * The text declares the attributes: {@code training : bool}, which is false, and one {@code Tensor} for each array.
 * </p>
 *
 * @param className name of the class
 * @param text of the class, whose module is {@code __torch__.cairn}
 * @param parameters arrays of 32-bit floats that have gradients, by the names of their attributes
 * @param buffers those that have none
 * @param extras texts that who loads the archive can ask for, by name
 */
public record ScriptArchive(String className, String text, Map<String, HostArray> parameters,
	Map<String, HostArray> buffers, Map<String, String> extras)
{

	/** The module that the class belongs to, part of its qualified name in the text. */
	private static final String MODULE = "__torch__.cairn";

	/** Packs a class whose methods are given all arrays. */
	static byte[] of(final String className, final String text) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			new ScriptArchive(className, text, Map.of(), Map.of(), Map.of()).write(bytes);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	/** Writes the archive to a stream, which stays open. */
	public void write(final OutputStream out) throws IOException {
		final Map<String, HostArray> arrays = new LinkedHashMap<>(parameters);
		arrays.putAll(buffers);
		final ZipOutputStream zip = new ZipOutputStream(out);
		store(zip, "data.pkl", pickle(arrays));
		store(zip, "code/" + MODULE.replace('.', '/') + ".py", text.getBytes(StandardCharsets.UTF_8));
		store(zip, "constants.pkl", new byte[] { (byte) 0x80, 2, ')', '.' });
		store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
		store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
		for (final Map.Entry<String, String> extra : extras.entrySet())
			store(zip, "extra/" + extra.getKey(), extra.getValue().getBytes(StandardCharsets.UTF_8));
		int storage = 0;
		for (final HostArray array : arrays.values())
			store(zip, "data/" + storage++, array.littleEndian());
		zip.finish();
	}

	/** Python's pickle of an object of the class: an empty tuple of arguments, then its state. */
	private byte[] pickle(final Map<String, HostArray> arrays) {
		final Pickle pickle = new Pickle().name(MODULE, className).emptyTuple().newObject().emptyDict().mark();
		pickle.text("training").flag(false);
		int storage = 0;
		for (final Map.Entry<String, HostArray> array : arrays.entrySet()) {
			pickle.text(array.getKey());
			tensor(pickle, storage++, array.getValue(), parameters.containsKey(array.getKey()));
		}
		return pickle.setItems().build().end();
	}

	private static void tensor(final Pickle pickle, final int storage, final HostArray array, final boolean gradient) {
		pickle.name("torch._utils", "_rebuild_tensor_v2").mark();
		pickle.mark().text("storage").name("torch", "FloatStorage").text(Integer.toString(storage)).text("cpu").number(
			array.values().length).tuple().persistent();
		pickle.number(0).numbers(array.shape()).numbers(strides(array.shape())).flag(gradient);
		pickle.name("collections", "OrderedDict").emptyTuple().reduce().tuple().reduce();
	}

	private static long[] strides(final long[] shape) {
		final long[] strides = new long[shape.length];
		long stride = 1;
		for (int axis = shape.length - 1; axis >= 0; axis--) {
			strides[axis] = stride;
			stride *= shape[axis];
		}
		return strides;
	}

	/** Protocol 2 of pickle, as far as such objects need it. */
	private static final class Pickle {

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		Pickle() {
			out.write(0x80);
			out.write(2);
		}

		private Pickle code(final int code) {
			out.write(code);
			return this;
		}

		private Pickle little(final int value) {
			out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
			return this;
		}

		Pickle name(final String module, final String name) {
			code('c');
			out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
			return this;
		}

		Pickle text(final String text) {
			final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			code('X').little(bytes.length);
			out.writeBytes(bytes);
			return this;
		}

		Pickle number(final long number) {
			return code('J').little(Math.toIntExact(number));
		}

		Pickle numbers(final long[] numbers) {
			mark();
			for (final long number : numbers)
				number(number);
			return tuple();
		}

		Pickle flag(final boolean flag) {
			return code(flag ? 0x88 : 0x89);
		}

		Pickle mark() {
			return code('(');
		}

		Pickle tuple() {
			return code('t');
		}

		Pickle emptyTuple() {
			return code(')');
		}

		Pickle emptyDict() {
			return code('}');
		}

		Pickle setItems() {
			return code('u');
		}

		Pickle newObject() {
			return code(0x81);
		}

		Pickle reduce() {
			return code('R');
		}

		Pickle build() {
			return code('b');
		}

		Pickle persistent() {
			return code('Q');
		}

		byte[] end() {
			code('.');
			return out.toByteArray();
		}
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
