// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.survey;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes how many voxels the values of labels have. */
final class LabelShares {

	/** Values that are written; more would fill the screen where labels count objects. */
	private static final int SHOWN = 12;

	private LabelShares() {
		// Only static methods.
	}

	/** Writes such as {@code 0: 41200 (89.4 %), 1: 4880 (10.6 %)}. */
	static String text(final SortedMap<Integer, Long> voxels) {
		final long all = voxels.values().stream().mapToLong(Long::longValue).sum();
		final String shown = voxels.entrySet().stream().limit(SHOWN).map(value -> share(value, all)).collect(Collectors
			.joining(", "));
		return voxels.size() > SHOWN ? shown + " and " + (voxels.size() - SHOWN) + " more" : shown;
	}

	private static String share(final Map.Entry<Integer, Long> value, final long all) {
		return String.format(Locale.ROOT, "%d: %d (%.3g %%)", value.getKey(), value.getValue(), 100.0 * value.getValue() / all);
	}
}
