// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.volume.VoxelType;

/** The metadata of Zarr 2. */
final class MetadataV2 {

	/** File of an array. */
	static final String ARRAY = ".zarray";

	/** File of a group. */
	static final String GROUP = ".zgroup";

	/** File of the attributes of either. */
	static final String ATTRIBUTES = ".zattrs";

	private MetadataV2() {}

	/** Understands the metadata of an array. */
	static ArrayMetadata array(final JsonObject json) throws IOException {
		final List<Integer> chunk = MetadataJson.ints(json.get("chunks"));
		final VoxelType type = type(json);
		if (MetadataJson.has(json, "filters") && !json.getAsJsonArray("filters").isEmpty()) throw new IOException("its filters " +
			json.get("filters") + " are not supported");
		final List<Integer> order = new ArrayList<>();
		if (json.get("order").getAsString().equals("F")) for (int d = chunk.size() - 1; d >= 0; d--)
			order.add(d);
		final List<Codec> codecs = MetadataJson.has(json, "compressor") ? List.of(Codecs.of(json.getAsJsonObject("compressor").get(
			"id").getAsString())) : List.of();
		final String separator = MetadataJson.has(json, "dimension_separator") ? json.get("dimension_separator").getAsString() : ".";
		return new ArrayMetadata(MetadataJson.longs(json.get("shape")), chunk, chunk, type, json.get("dtype").getAsString().charAt(
			0) == '>', order, codecs, null, new ArrayMetadata.Keys("", separator), MetadataJson.fill(json.get("fill_value"), type),
			List.of());
	}

	/** NB: types of several fields are arrays, and have no text. */
	private static VoxelType type(final JsonObject json) throws IOException {
		if (!json.get("dtype").isJsonPrimitive()) throw new IOException("its type " + json.get("dtype") + " is not supported");
		final String type = json.get("dtype").getAsString();
		if (!type.matches("[<>|][a-zA-Z]\\d+")) throw new IOException("its type " + type + " is not supported");
		return MetadataJson.type(type.substring(1, 2), Byte.SIZE * Integer.parseInt(type.substring(2)), type);
	}

	/** Plans an array whose chunks are packed by zlib, which all readers know. */
	static ArrayMetadata plan(final List<Long> shape, final List<Integer> chunk, final VoxelType type, final List<String> names) {
		return new ArrayMetadata(shape, chunk, chunk, type, false, List.of(), List.of(Codecs.ZLIB), null, new ArrayMetadata.Keys("",
			"/"), Collections.nCopies(type.bytes(), (byte) 0), names);
	}

	/** Writes the metadata of an array that was planned. */
	static JsonObject json(final ArrayMetadata array) {
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 2);
		json.add("shape", MetadataJson.array(array.shape()));
		json.add("chunks", MetadataJson.array(array.chunk()));
		json.addProperty("dtype", (array.type().bytes() == 1 ? "|" : "<") + array.type().name().toLowerCase(Locale.ROOT).charAt(
			0) + array.type().bytes());
		json.addProperty("fill_value", 0);
		json.addProperty("order", "C");
		json.addProperty("dimension_separator", "/");
		json.add("filters", JsonNull.INSTANCE);
		final JsonObject compressor = new JsonObject();
		compressor.addProperty("id", "zlib");
		compressor.addProperty("level", 1);
		json.add("compressor", compressor);
		return json;
	}

	/** Writes that a folder is a group. */
	static JsonObject group() {
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 2);
		return json;
	}

	/** Makes a list of one, as JSON. */
	static JsonArray only(final JsonObject json) {
		final JsonArray array = new JsonArray();
		array.add(json);
		return array;
	}
}
