// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.volume;

import java.util.List;
import java.util.Optional;

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

	/**
	 * Opens the same image at another resolution.
	 *
	 * @param number of the resolution, from 0, the finest, which volumes are unless a scale is selected
	 * @return empty if the file has no such
	 */
	default Optional<Volume> scale(final int number) {
		return Optional.empty();
	}

	/** Gets how many voxels along X, Y and Z are best read at once; empty where planes are. */
	default List<Long> block() {
		return List.of();
	}
}
