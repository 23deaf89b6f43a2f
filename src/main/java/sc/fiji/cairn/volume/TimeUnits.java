// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.Locale;

/** Units of time by the names that file formats give them. */
public final class TimeUnits {

	private TimeUnits() {}

	/** Gets the number of seconds in a unit; 1 for names that are not known, such as an empty one. */
	public static double seconds(final String unit) {
		return switch (unit.trim().toLowerCase(Locale.ROOT)) {
			case "ns", "nanosecond" -> 1e-9;
			case "us", "microsecond", "\u00b5s", "\u03bcs" -> 1e-6;
			case "ms", "msec", "millisecond", "milliseconds" -> 1e-3;
			case "min", "minute", "minutes" -> 60;
			case "h", "hr", "hour", "hours" -> 3600;
			case "d", "day", "days" -> 86400;
			default -> 1;
		};
	}
}
