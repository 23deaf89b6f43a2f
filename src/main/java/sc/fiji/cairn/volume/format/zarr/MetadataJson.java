// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.volume.VoxelType;

/** What the metadata of Zarr 2 and 3 have in common. */
final class MetadataJson {

	private MetadataJson() {}

	/**
	 * Reads a file of metadata.
	 *
	 * @return empty if there is none
	 * @throws IOException if it is no JSON
	 */
	static Optional<JsonObject> read(final Storage storage, final String key) throws IOException {
		final Optional<byte[]> bytes = storage.read(key);
		if (bytes.isEmpty()) return Optional.empty();
		try {
			return Optional.of(JsonParser.parseString(new String(bytes.get(), StandardCharsets.UTF_8)).getAsJsonObject());
		}
		catch (final JsonParseException | IllegalStateException e) {
			throw new IOException("its file " + key + " is no JSON object", e);
		}
	}

	/** Reads the metadata of an array; empty if there is none here. */
	static Optional<ArrayMetadata> array(final Storage storage) throws IOException {
		try {
			final Optional<JsonObject> three = read(storage, MetadataV3.FILE);
			if (three.isPresent()) return MetadataV3.isArray(three.get()) ? Optional.of(MetadataV3.array(three.get())) : Optional
				.empty();
			final Optional<JsonObject> two = read(storage, MetadataV2.ARRAY);
			return two.isPresent() ? Optional.of(MetadataV2.array(two.get())) : Optional.empty();
		}
		catch (final NullPointerException | IllegalStateException | ClassCastException | UnsupportedOperationException
			| NumberFormatException e)
		{
			throw new IOException("its metadata lack something, or have it in another form", e);
		}
	}

	static List<Long> longs(final JsonElement array) {
		final List<Long> numbers = new ArrayList<>();
		array.getAsJsonArray().forEach(number -> numbers.add(number.getAsLong()));
		return numbers;
	}

	static List<Integer> ints(final JsonElement array) {
		return longs(array).stream().map(Math::toIntExact).toList();
	}

	static List<Double> doubles(final JsonElement array) {
		final List<Double> numbers = new ArrayList<>();
		array.getAsJsonArray().forEach(number -> numbers.add(number.getAsDouble()));
		return numbers;
	}

	static JsonArray array(final Iterable<? extends Number> numbers) {
		final JsonArray array = new JsonArray();
		numbers.forEach(array::add);
		return array;
	}

	/** Tells whether an object has something of a name that is not null. */
	static boolean has(final JsonObject object, final String name) {
		return object.has(name) && !object.get(name).isJsonNull();
	}

	/**
	 * Finds the type of elements.
	 *
	 * @param kind {@code u}, {@code i}, {@code f} or {@code b}
	 * @throws IOException if it is not supported
	 */
	static VoxelType type(final String kind, final int bits, final String name) throws IOException {
		return switch (kind + bits) {
			case "u8", "b8" -> VoxelType.UINT8;
			case "i8" -> VoxelType.INT8;
			case "u16" -> VoxelType.UINT16;
			case "i16" -> VoxelType.INT16;
			case "u32" -> VoxelType.UINT32;
			case "i32" -> VoxelType.INT32;
			case "u64" -> VoxelType.UINT64;
			case "i64" -> VoxelType.INT64;
			case "f32" -> VoxelType.FLOAT32;
			case "f64" -> VoxelType.FLOAT64;
			default -> throw new IOException("its type " + name + " is not supported");
		};
	}

	/** Gets the bytes of the element that stands for those that no file has. */
	static List<Byte> fill(final JsonElement value, final VoxelType type) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		if (value != null && !value.isJsonNull()) put(bytes, value, type);
		final List<Byte> fill = new ArrayList<>();
		for (int i = 0; i < type.bytes(); i++)
			fill.add(bytes.get(i));
		return fill;
	}

	private static void put(final ByteBuffer bytes, final JsonElement value, final VoxelType type) throws IOException {
		if (!value.isJsonPrimitive()) throw new IOException("its fill value " + value + " is not supported");
		final String text = value.getAsString();
		if (value.getAsJsonPrimitive().isBoolean()) bytes.put((byte) (value.getAsBoolean() ? 1 : 0));
		else if (text.startsWith("0x")) bytes.putLong(Long.parseUnsignedLong(text.substring(2), 16));
		else if (type == VoxelType.FLOAT32) bytes.putFloat((float) value.getAsDouble());
		else if (type == VoxelType.FLOAT64) bytes.putDouble(value.getAsDouble());
		else bytes.putLong(value.getAsBigDecimal().longValue());
	}
}
