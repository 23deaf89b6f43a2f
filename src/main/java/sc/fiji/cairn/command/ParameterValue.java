// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import sc.fiji.cairn.CairnException;

/**
 * Turns the text of a macro or a dialog into the value of a parameter, and back.
 * <p>
 * Types: boolean, int, long, float, double, String, File. Anything else is set by the program, never by text.
 * </p>
 */
public final class ParameterValue {

	private ParameterValue() {
		// Only static methods.
	}

	/** Returns true if the type of a parameter has a text form. */
	public static boolean hasText(final Class<?> type) {
		final Class<?> boxed = Types.box(type);
		return boxed == Boolean.class || isNumber(boxed) || boxed == String.class || boxed == File.class;
	}

	/** Returns true for int, long, float and double, boxed or not. */
	public static boolean isNumber(final Class<?> type) {
		final Class<?> boxed = Types.box(type);
		return isWhole(boxed) || boxed == Float.class || boxed == Double.class;
	}

	private static boolean isWhole(final Class<?> boxed) {
		return boxed == Integer.class || boxed == Long.class;
	}

	/**
	 * Reads a value.
	 *
	 * @param key the macro key, for the message
	 * @param type type of the parameter
	 * @param text what the user wrote
	 * @throws CairnException if the text is no value of this type
	 */
	public static Object parse(final String key, final Class<?> type, final String text) {
		final Class<?> boxed = Types.box(type);
		if (boxed == String.class) return text;
		if (boxed == File.class) return new File(text);
		if (boxed == Boolean.class) return truth(key, text);
		if (isNumber(boxed)) return number(key, boxed, text);
		throw new CairnException("The key \"" + key + "\" cannot be set from a macro; select the image before the call.");
	}

	private static Boolean truth(final String key, final String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new CairnException("The key \"" + key + "\" is true or false, not \"" + text + "\".");
		};
	}

	private static Object number(final String key, final Class<?> boxed, final String text) {
		try {
			final BigDecimal value = new BigDecimal(text.strip());
			if (boxed == Integer.class) return value.intValueExact();
			if (boxed == Long.class) return value.longValueExact();
			if (boxed == Float.class) return value.floatValue();
			return value.doubleValue();
		}
		catch (final ArithmeticException | NumberFormatException exc) {
			throw new CairnException("The key \"" + key + "\" is a " + (isWhole(boxed) ? "whole " : "") + "number, not \"" +
				text + "\".", exc);
		}
	}

	/**
	 * Checks a value against the choices and limits of its parameter.
	 *
	 * @throws CairnException that says what is allowed
	 */
	public static void check(final String key, final ModuleItem<?> item, final Object value) {
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty() && !choices.contains(value)) throw new CairnException("The key \"" +
			key + "\" is one of " + Parameters.list(choices) + ", not \"" + value + "\".");
		if (!(value instanceof Number number)) return;
		if (outside(number, item.getMinimumValue(), -1) || outside(number, item.getMaximumValue(), 1))
			throw new CairnException("The key \"" + key + "\" is a number " + range(item) + ", not " + value + ".");
	}

	private static boolean outside(final Number value, final Object limit, final int side) {
		return limit instanceof Number bound && Double.compare(value.doubleValue(), bound.doubleValue()) == side;
	}

	private static String range(final ModuleItem<?> item) {
		if (item.getMaximumValue() == null) return "of at least " + item.getMinimumValue();
		if (item.getMinimumValue() == null) return "of at most " + item.getMaximumValue();
		return "from " + item.getMinimumValue() + " to " + item.getMaximumValue();
	}

	/** Writes a value such that {@link #parse} reads it again. */
	public static String text(final Object value) {
		if (value instanceof Double || value instanceof Float) {
			return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
		}
		return value == null ? "" : value.toString();
	}
}
