// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.volume.VoxelType;

/** The metadata of Zarr 3. */
final class MetadataV3 {

	/** File of an array or a group. */
	static final String FILE = "zarr.json";

	private MetadataV3() {}

	/** Tells arrays from groups. */
	static boolean isArray(final JsonObject json) {
		return "array".equals(text(json, "node_type", ""));
	}

	/** Collects what the codecs of an array say. */
	private static final class Chain {

		private boolean bigEndian;
		private List<Integer> order = List.of();
		private final List<Codec> packing = new ArrayList<>();

		Chain(final JsonArray codecs) throws IOException {
			for (final JsonElement each : codecs) {
				final String name = name(each);
				switch (name) {
					case "bytes", "endian" -> bigEndian = "big".equals(text(configuration(each), "endian", "little"));
					case "transpose" -> order = MetadataJson.ints(configuration(each).get("order"));
					default -> packing.add(Codecs.of(name));
				}
			}
		}
	}

	/** Understands the metadata of an array. */
	static ArrayMetadata array(final JsonObject json) throws IOException {
		if (!"regular".equals(name(json.get("chunk_grid")))) throw new IOException("its chunk grid " + name(json.get(
			"chunk_grid")) + " is not supported");
		final List<Integer> file = MetadataJson.ints(configuration(json.get("chunk_grid")).get("chunk_shape"));
		final String name = json.get("data_type").isJsonPrimitive() ? json.get("data_type").getAsString() : json.get("data_type")
			.toString();
		final VoxelType type = type(name);
		List<Integer> chunk = file;
		ArrayMetadata.Index index = null;
		JsonArray codecs = json.getAsJsonArray("codecs");
		if (!codecs.isEmpty() && name(codecs.get(0)).equals("sharding_indexed")) {
			if (codecs.size() > 1) throw new IOException("its files are packed after chunks were joined, which is not supported");
			final JsonObject sharding = configuration(codecs.get(0));
			chunk = MetadataJson.ints(sharding.get("chunk_shape"));
			codecs = sharding.getAsJsonArray("codecs");
			index = new ArrayMetadata.Index("start".equals(text(sharding, "index_location", "end")), new Chain(sharding.getAsJsonArray(
				"index_codecs")).packing);
		}
		final Chain chain = new Chain(codecs);
		return new ArrayMetadata(MetadataJson.longs(json.get("shape")), chunk, file, type, chain.bigEndian, chain.order,
			chain.packing, index, keys(json.get("chunk_key_encoding")), MetadataJson.fill(json.get("fill_value"), type), names(json));
	}

	private static VoxelType type(final String name) throws IOException {
		if (name.equals("bool")) return VoxelType.UINT8;
		if (!name.matches("(u?int|float)\\d+")) throw new IOException("its type " + name + " is not supported");
		return MetadataJson.type(name.substring(0, 1), Integer.parseInt(name.replaceAll("\\D", "")), name);
	}

	private static ArrayMetadata.Keys keys(final JsonElement json) {
		final boolean old = name(json).equals("v2");
		final String separator = text(configuration(json), "separator", old ? "." : "/");
		return new ArrayMetadata.Keys(old ? "" : "c" + separator, separator);
	}

	private static List<String> names(final JsonObject json) {
		final List<String> names = new ArrayList<>();
		if (!MetadataJson.has(json, "dimension_names")) return names;
		for (final JsonElement name : json.getAsJsonArray("dimension_names"))
			names.add(name.isJsonNull() ? "" : name.getAsString());
		return names;
	}

	/** NB: what has no configuration may be given as its name alone. */
	private static String name(final JsonElement json) {
		return json.isJsonPrimitive() ? json.getAsString() : json.getAsJsonObject().get("name").getAsString();
	}

	private static JsonObject configuration(final JsonElement json) {
		final boolean given = json.isJsonObject() && MetadataJson.has(json.getAsJsonObject(), "configuration");
		return given ? json.getAsJsonObject().getAsJsonObject("configuration") : new JsonObject();
	}

	private static String text(final JsonObject json, final String name, final String otherwise) {
		return MetadataJson.has(json, name) ? json.get(name).getAsString() : otherwise;
	}

	/** Plans an array whose chunks are packed by zstd and share files. */
	static ArrayMetadata plan(final List<Long> shape, final List<Integer> chunk, final List<Integer> file, final VoxelType type,
		final List<String> names)
	{
		return new ArrayMetadata(shape, chunk, file, type, false, List.of(), List.of(Codecs.ZSTD), new ArrayMetadata.Index(false, List
			.of(Codecs.CRC32C)), new ArrayMetadata.Keys("c/", "/"), Collections.nCopies(type.bytes(), (byte) 0), names);
	}

	/** Writes the metadata of an array that was planned. */
	static JsonObject json(final ArrayMetadata array) {
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 3);
		json.addProperty("node_type", "array");
		json.add("shape", MetadataJson.array(array.shape()));
		json.addProperty("data_type", array.type().name().toLowerCase(Locale.ROOT));
		json.add("chunk_grid", named("regular", "chunk_shape", MetadataJson.array(array.file())));
		json.add("chunk_key_encoding", named("default", "separator", new JsonPrimitive("/")));
		json.addProperty("fill_value", 0);
		json.add("codecs", MetadataV2.only(sharding(array)));
		final JsonArray names = new JsonArray();
		array.names().forEach(names::add);
		json.add("dimension_names", names);
		json.add("attributes", new JsonObject());
		return json;
	}

	private static JsonObject sharding(final ArrayMetadata array) {
		final JsonArray codecs = MetadataV2.only(bytes());
		final JsonObject zstd = named("zstd", "level", new JsonPrimitive(3));
		zstd.getAsJsonObject("configuration").addProperty("checksum", false);
		codecs.add(zstd);
		final JsonArray index = MetadataV2.only(bytes());
		final JsonObject sum = new JsonObject();
		sum.addProperty("name", "crc32c");
		index.add(sum);
		final JsonObject sharding = named("sharding_indexed", "chunk_shape", MetadataJson.array(array.chunk()));
		final JsonObject configuration = sharding.getAsJsonObject("configuration");
		configuration.add("codecs", codecs);
		configuration.add("index_codecs", index);
		configuration.addProperty("index_location", "end");
		return sharding;
	}

	private static JsonObject bytes() {
		return named("bytes", "endian", new JsonPrimitive("little"));
	}

	private static JsonObject named(final String name, final String key, final JsonElement value) {
		final JsonObject configuration = new JsonObject();
		configuration.add(key, value);
		final JsonObject json = new JsonObject();
		json.addProperty("name", name);
		json.add("configuration", configuration);
		return json;
	}

	/** Writes a group with attributes. */
	static JsonObject group(final JsonObject attributes) {
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 3);
		json.addProperty("node_type", "group");
		json.add("attributes", attributes);
		return json;
	}
}
