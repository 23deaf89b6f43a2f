// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;

import java.lang.reflect.Type;
import java.nio.file.Path;

/** Writes paths as text; a list of paths would otherwise be taken apart into names. */
final class PathAdapter implements JsonSerializer<Path> {

	@Override
	public JsonElement serialize(final Path path, final Type type, final JsonSerializationContext context) {
		return new JsonPrimitive(path.toString());
	}
}
