// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import com.google.gson.Gson;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.lang.reflect.Type;

import sc.fiji.cairn.network.Architecture;

/** Reads descriptions of networks, those of format 1 too, which gave the width and the number of levels alone. */
final class ArchitectureAdapter implements JsonDeserializer<Architecture> {

	private static final Gson PLAIN = new Gson();

	@Override
	public Architecture deserialize(final JsonElement json, final Type type, final JsonDeserializationContext context) {
		final JsonObject object = json.getAsJsonObject();
		if (object.has("pyramid")) return PLAIN.fromJson(json, Architecture.class);
		return new Architecture(object.get("dimensions").getAsInt(), object.get("channels").getAsInt(), object.get("width")
			.getAsInt(), object.get("levels").getAsInt());
	}
}
