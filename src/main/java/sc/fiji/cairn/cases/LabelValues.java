// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.sampling.PreparedVolume;

/**
 * The values that label images use for classes, background (0) first; a class is its place in this list.
 *
 * @param values strictly increasing, the first is 0
 */
public record LabelValues(List<Integer> values) {

	/** More gaps between label values than this are meant so. */
	private static final int GAPS = 5;

	/** Classes of pixels are kept in one byte, one value of which means that nothing is known. */
	public static final int MOST = 254;

	public LabelValues {
		values = List.copyOf(values);
	}

	/**
	 * Finds the values that occur in some label images.
	 *
	 * @throws CairnException if they are too many
	 */
	static LabelValues of(final List<LabelCodes> labels) {
		final SortedSet<Integer> found = new TreeSet<>(List.of(0));
		for (final LabelCodes label : labels) {
			found.addAll(label.values());
			requireFew(found.size(), label.name());
		}
		return new LabelValues(List.copyOf(found));
	}

	/** Says which values between others no label image holds, if they are few. */
	public static Optional<String> gaps(final SortedSet<Integer> values, final LabelRule rule) {
		if (values.isEmpty()) return Optional.empty();
		final List<Integer> gaps = IntStream.range(1, values.last()).filter(value -> !values.contains(value) && !rule.isIgnored(
			value)).limit(GAPS + 1L).boxed().toList();
		if (gaps.isEmpty() || gaps.size() > GAPS) return Optional.empty();
		return Optional.of("No label image holds the value" + (gaps.size() == 1 ? " " : "s ") + String.join(", ", gaps.stream()
			.map(String::valueOf).toList()) + ", though there are larger ones; check that no class is missing.");
	}

	/**
	 * Makes sure that values can be classes.
	 *
	 * @param name of the label image that has the last of them
	 * @throws CairnException if they are too many
	 */
	static void requireFew(final int count, final String name) {
		if (count > MOST) throw new CairnException("The label image " + name + " is one of those that hold more than " +
			MOST + " different values, so they seem to count objects; set foreground=true to take all objects as one class, or " +
			"use one value for each class.");
	}

	/**
	 * Turns numbered values into classes.
	 *
	 * @param labels whose numbers change
	 * @return class of each voxel, {@link PreparedVolume#IGNORE} where nothing is known
	 * @throws CairnException if a value is not in the list
	 */
	RandomAccessibleInterval<UnsignedByteType> classes(final LabelCodes labels) {
		final int[] classes = new int[PreparedVolume.IGNORE + 1];
		classes[PreparedVolume.IGNORE] = PreparedVolume.IGNORE;
		boolean same = true;
		for (int i = 0; i < labels.values().size(); i++) {
			final int value = labels.values().get(i);
			classes[i] = values.indexOf(value);
			if (classes[i] < 0) throw new CairnException("The label image " + labels.name() + " holds the value " + value +
				", which none of the training cases has; known values are " + values + ".");
			same &= i == classes[i];
		}
		if (!same) LoopBuilder.setImages(labels.codes()).forEachPixel(code -> code.set(classes[code.get()]));
		return labels.codes();
	}
}
