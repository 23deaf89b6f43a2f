// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes maps and lists as YAML, in blocks; what is in them as in JSON, which is YAML, too. */
final class Yaml {

	private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

	private final StringBuilder text = new StringBuilder();

	private Yaml() {}

	static String of(final Map<String, Object> tree) {
		final Yaml yaml = new Yaml();
		yaml.map(tree, 0);
		return yaml.text.toString();
	}

	private void map(final Map<?, ?> map, final int indent) {
		map.forEach((key, value) -> {
			text.append("  ".repeat(indent)).append(key).append(':');
			value(value, indent + 1);
		});
	}

	private void value(final Object value, final int indent) {
		if (value instanceof Map<?, ?> map && !map.isEmpty()) {
			text.append('\n');
			map(map, indent);
		}
		else if (value instanceof List<?> list && list.stream().anyMatch(one -> one instanceof Map || one instanceof List)) {
			text.append('\n');
			for (final Object one : list) {
				text.append("  ".repeat(indent)).append('-');
				value(one, indent + 1);
			}
		}
		else text.append(' ').append(scalar(value)).append('\n');
	}

	/** NB: numbers such as 1E-6 are texts to some readers. */
	private static String scalar(final Object value) {
		return value instanceof Double number ? new BigDecimal(number.toString()).toPlainString() : JSON.toJson(value);
	}
}
