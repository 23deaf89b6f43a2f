// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.io.File;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.plugin.Parameter;
import org.scijava.util.ClassUtils;

/**
 * The values of parameters that pretraining methods bring themselves, see {@link PretrainMethod#parameters}.
 *
 * @param values by the names of the fields; files are texts
 */
public record OwnParameters(Map<String, Object> values) {

	/** What methods without such parameters have. */
	public static final OwnParameters NONE = new OwnParameters(Map.of());

	public OwnParameters {
		values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	/** Takes the values of some objects, each of a class of parameters. */
	public static OwnParameters of(final List<?> holders) {
		final Map<String, Object> values = new LinkedHashMap<>();
		for (final Object holder : holders)
			for (final Field field : fields(holder.getClass())) {
				final Object value = ClassUtils.getValue(field, holder);
				values.put(field.getName(), value instanceof File ? value.toString() : value);
			}
		return new OwnParameters(values);
	}

	/** Gets those that a method has. */
	public OwnParameters of(final PretrainMethod method) {
		final Map<String, Object> own = new LinkedHashMap<>(values);
		own.keySet().retainAll(method.parameters().stream().flatMap(type -> fields(type).stream()).map(Field::getName).toList());
		return new OwnParameters(own);
	}

	/**
	 * Gets the values typed.
	 *
	 * @param type class of parameters
	 * @return an object of that class; what there is no value for is as the class has it
	 */
	public <P> P as(final Class<P> type) {
		final P parameters = create(type);
		for (final Field field : fields(type))
			if (values.containsKey(field.getName())) ClassUtils.setValue(field, parameters, values.get(field.getName()));
		return parameters;
	}

	/**
	 * Makes an object of a class of parameters, with the values that they usually have.
	 *
	 * @throws IllegalArgumentException if the class cannot be made so
	 */
	public static <P> P create(final Class<P> type) {
		try {
			final var constructor = type.getDeclaredConstructor();
			constructor.setAccessible(true);
			return constructor.newInstance();
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalArgumentException("The parameters " + type.getName() + " need a constructor without arguments.", e);
		}
	}

	private static List<Field> fields(final Class<?> type) {
		final List<Field> fields = ClassUtils.getAnnotatedFields(type, Parameter.class);
		fields.forEach(field -> field.setAccessible(true));
		return fields;
	}
}
