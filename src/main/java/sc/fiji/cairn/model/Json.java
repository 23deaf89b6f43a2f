// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/** How records become JSON: paths as text, what there is none of not at all, numbers even if JSON knows no such. */
final class Json {

	static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
		// NB: a list of paths would otherwise be taken apart into names.
		.registerTypeHierarchyAdapter(Path.class, (JsonSerializer<Path>) (path, type, context) -> new JsonPrimitive(path
			.toString()))
		.registerTypeHierarchyAdapter(Optional.class, (JsonSerializer<Optional<?>>) (value, type, context) -> value.isPresent()
			? context.serialize(value.get()) : JsonNull.INSTANCE)
		.registerTypeAdapter(OptionalInt.class, (JsonSerializer<OptionalInt>) (number, type, context) -> number.isPresent()
			? new JsonPrimitive(number.getAsInt()) : JsonNull.INSTANCE)
		.registerTypeAdapter(OptionalDouble.class, (JsonSerializer<OptionalDouble>) (number, type, context) -> number.isPresent()
			? new JsonPrimitive(number.getAsDouble()) : JsonNull.INSTANCE).create();

	private Json() {
		// Only the constant.
	}
}
