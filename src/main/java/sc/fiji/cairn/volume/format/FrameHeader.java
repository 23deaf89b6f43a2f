// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume.format;

import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.TimeUnits;

/**
 * A header that says no more than how long a frame takes.
 *
 * @param frameInterval time from one frame to the next in seconds, 0 if it is not known
 */
record FrameHeader(double frameInterval) implements Header {

	/** Gives the header for an interval in some unit of time, seconds if there is none. */
	static Header of(final double interval, final String unit) {
		final double seconds = interval * TimeUnits.seconds(unit);
		return seconds > 0 && Double.isFinite(seconds) ? new FrameHeader(seconds) : NONE;
	}
}
