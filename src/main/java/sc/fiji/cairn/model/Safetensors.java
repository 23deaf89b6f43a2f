// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.torch.HostArray;

/**
 * Reads and writes named arrays of 32-bit floats in the safetensors format: the length of a JSON header as a 64-bit
 * little-endian number, the header (type, shape and place of each array, and text facts under {@code __metadata__}),
 * then the values.
 */
public final class Safetensors {

	private static final String FACTS = "__metadata__";
	private static final int LONGEST_HEADER = 100_000_000;

	private Safetensors() {}

	/**
	 * What a file holds.
	 *
	 * @param arrays the arrays by name, in the order of the header
	 * @param facts the text facts
	 */
	public record Content(Map<String, HostArray> arrays, Map<String, String> facts) {}

	/** Writes a file, whole or not at all. */
	public static void write(final Path file, final Map<String, HostArray> arrays, final Map<String, String> facts) {
		WholeFile.write(file, out -> write(out, arrays, facts));
	}

	/** Gets the bytes of a file with the given arrays. */
	public static byte[] toBytes(final Map<String, HostArray> arrays) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		write(out, arrays, Map.of());
		return out.toByteArray();
	}

	private static void write(final OutputStream out, final Map<String, HostArray> arrays,
		final Map<String, String> facts) throws IOException
	{
		final JsonObject header = new JsonObject();
		if (!facts.isEmpty()) {
			final JsonObject texts = new JsonObject();
			facts.forEach(texts::addProperty);
			header.add(FACTS, texts);
		}
		long offset = 0;
		for (final Map.Entry<String, HostArray> entry : arrays.entrySet()) {
			final JsonObject place = new JsonObject();
			place.addProperty("dtype", "F32");
			place.add("shape", numbers(entry.getValue().shape()));
			final long end = offset + 4L * entry.getValue().values().length;
			place.add("data_offsets", numbers(offset, end));
			header.add(entry.getKey(), place);
			offset = end;
		}
		final byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
		// NB: the header is padded with spaces so that the values lie at multiples of 8.
		final int padding = (8 - text.length % 8) % 8;
		out.write(little(8).putLong(text.length + padding).array());
		out.write(text);
		out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
		for (final HostArray array : arrays.values()) {
			final ByteBuffer bytes = little(4 * array.values().length);
			bytes.asFloatBuffer().put(array.values());
			out.write(bytes.array());
		}
	}

	private static JsonArray numbers(final long... values) {
		final JsonArray array = new JsonArray();
		for (final long value : values)
			array.add(value);
		return array;
	}

	private static ByteBuffer little(final int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Reads a file.
	 *
	 * @throws CairnException if it is missing, cut short, or not of this format
	 */
	public static Content read(final Path file) {
		try {
			return parse(Files.readAllBytes(file), file.toString());
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() + ").", e);
		}
	}

	/** Reads what a file begins with, up to its values. */
	static byte[] head(final InputStream in) throws IOException {
		final byte[] length = in.readNBytes(Long.BYTES);
		final long rest = length.length < Long.BYTES ? 0 : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
		final ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.write(length);
		head.write(in.readNBytes((int) Math.max(0, Math.min(rest, LONGEST_HEADER))));
		return head.toByteArray();
	}

	/**
	 * Gets the shapes of the arrays of a file by name.
	 *
	 * @param head what the file begins with
	 * @param name what to call it in messages
	 * @throws CairnException if it is cut short or not of this format
	 */
	static Map<String, long[]> shapes(final byte[] head, final String name) {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		parse(head, name, (array, place) -> shapes.put(array, shape(place)));
		return shapes;
	}

	/**
	 * Reads the bytes of a file.
	 *
	 * @param name what to call it in messages
	 * @throws CairnException if it is cut short or not of this format
	 */
	public static Content parse(final byte[] file, final String name) {
		final Map<String, HostArray> arrays = new LinkedHashMap<>();
		final ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		return new Content(arrays, parse(file, name, (array, place) -> arrays.put(array, array(place, bytes, Long.BYTES + (int) bytes
			.getLong(0)))));
	}

	/** Reads a header: hands out the place of each array, and returns the text facts. */
	private static Map<String, String> parse(final byte[] file, final String name,
		final BiConsumer<String, JsonObject> arrays)
	{
		try {
			final long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
			if (length < 2 || length > LONGEST_HEADER || length > file.length - Long.BYTES) throw broken(name, null);
			final JsonObject header = JsonParser.parseString(new String(file, Long.BYTES, (int) length, StandardCharsets.UTF_8))
				.getAsJsonObject();
			final Map<String, String> facts = new LinkedHashMap<>();
			for (final Map.Entry<String, JsonElement> entry : header.entrySet()) {
				final JsonObject value = entry.getValue().getAsJsonObject();
				if (entry.getKey().equals(FACTS)) value.entrySet().forEach(fact -> facts.put(fact.getKey(), fact.getValue()
					.getAsString()));
				else arrays.accept(entry.getKey(), value);
			}
			return facts;
		}
		catch (final JsonParseException | IllegalStateException | IllegalArgumentException | BufferUnderflowException
				| IndexOutOfBoundsException | NullPointerException | UnsupportedOperationException | ClassCastException e)
		{
			throw broken(name, e);
		}
	}

	private static long[] shape(final JsonObject place) {
		return place.getAsJsonArray("shape").asList().stream().mapToLong(JsonElement::getAsLong).toArray();
	}

	private static HostArray array(final JsonObject place, final ByteBuffer bytes, final int start) {
		if (!place.get("dtype").getAsString().equals("F32")) throw new IllegalArgumentException("not 32-bit floats");
		final JsonArray offsets = place.getAsJsonArray("data_offsets");
		final long from = offsets.get(0).getAsLong();
		final long to = offsets.get(1).getAsLong();
		// NB: checked before memory is taken, of which a broken number may ask for too much.
		if (from < 0 || to < from || to > bytes.capacity() - start) throw new IllegalArgumentException("beyond the end");
		final float[] values = new float[(int) (to - from) / 4];
		bytes.slice((int) (start + from), 4 * values.length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
		return new HostArray(shape(place), values);
	}

	private static CairnException broken(final String name, final Exception cause) {
		return new CairnException("The weights in " + name +
			" are broken or cut short; copy or train the file again.", cause);
	}
}
