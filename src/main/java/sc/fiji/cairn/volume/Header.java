// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

/**
 * What a file says beyond voxel values and {@link Geometry}, kept so that a label image written in the same format
 * carries it unchanged. Each format has its own.
 */
public interface Header {

	/** Nothing to keep. */
	Header NONE = new Header() {};

	/** Returns the time from one frame to the next in seconds, 0 if it is not known. */
	default double frameInterval() {
		return 0;
	}
}
