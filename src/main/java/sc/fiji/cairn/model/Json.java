// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

import sc.fiji.cairn.cases.Case;

/** How records become JSON: paths as text, what there is none of not at all, numbers even if JSON knows no such. */
public final class Json {

	static final Gson GSON = builder().create();

	private static final Gson COURSE = builder().addSerializationExclusionStrategy(new ExclusionStrategy() {

		@Override
		public boolean shouldSkipField(final FieldAttributes field) {
			return field.getAnnotation(Incidental.class) != null;
		}

		@Override
		public boolean shouldSkipClass(final Class<?> type) {
			return false;
		}
	}).registerTypeAdapter(Case.class, (JsonSerializer<Case>) (one, type, context) -> new JsonPrimitive(one.name())).create();

	private Json() {
		// Only static methods.
	}

	private static GsonBuilder builder() {
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
		// NB: a list of paths would otherwise be taken apart into names.
		.registerTypeHierarchyAdapter(Path.class, (JsonSerializer<Path>) (path, type, context) -> new JsonPrimitive(path
			.toString()))
		.registerTypeHierarchyAdapter(Optional.class, (JsonSerializer<Optional<?>>) (value, type, context) -> value.isPresent()
			? context.serialize(value.get()) : JsonNull.INSTANCE)
		.registerTypeAdapter(OptionalInt.class, (JsonSerializer<OptionalInt>) (number, type, context) -> number.isPresent()
			? new JsonPrimitive(number.getAsInt()) : JsonNull.INSTANCE)
		.registerTypeAdapter(OptionalDouble.class, (JsonSerializer<OptionalDouble>) (number, type, context) -> number.isPresent()
			? new JsonPrimitive(number.getAsDouble()) : JsonNull.INSTANCE);
	}

	/** Turns a record of options into JSON, for {@link Provenance#options}. */
	public static JsonElement of(final Object options) {
		return GSON.toJsonTree(options);
	}

	/**
	 * Turns what decides the course of a training into JSON: the options that are not {@link Incidental}, and the names of
	 * cases, wherever they lie.
	 */
	public static JsonObject course(final Object options) {
		return COURSE.toJsonTree(options).getAsJsonObject();
	}
}
