// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;

import java.lang.reflect.Type;
import java.util.OptionalInt;

/** Writes numbers that there may be none of, and leaves them out where there is none. */
final class OptionalIntAdapter implements JsonSerializer<OptionalInt> {

	@Override
	public JsonElement serialize(final OptionalInt number, final Type type, final JsonSerializationContext context) {
		return number.isPresent() ? new JsonPrimitive(number.getAsInt()) : JsonNull.INSTANCE;
	}
}
