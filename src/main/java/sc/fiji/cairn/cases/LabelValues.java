package sc.fiji.cairn.cases;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import sc.fiji.cairn.CairnException;

/**
 * The values that label images use for classes, background (0) first; a class is its place in this list.
 *
 * @param values strictly increasing, the first is 0
 */
public record LabelValues(List<Integer> values) {

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

	/**
	 * Makes sure that values can be classes.
	 *
	 * @param name of the label image that has the last of them
	 * @throws CairnException if they are too many
	 */
	static void requireFew(final int count, final String name) {
		if (count > MOST) throw new CairnException("The label image of " + name + " is one of those that hold more than " +
			MOST + " different values, so they seem to count objects; use one value per class.");
	}

	/**
	 * Turns numbered values into classes.
	 *
	 * @param store where the classes are to be kept; the numbers are dropped from it
	 * @return class of each voxel, {@link SliceStack#IGNORE} where nothing is known
	 * @throws CairnException if a value is not in the list
	 */
	Slices<byte[]> classes(final LabelCodes labels, final SliceStore store) {
		final byte[] classes = new byte[SliceStack.IGNORE + 1];
		classes[SliceStack.IGNORE] = (byte) SliceStack.IGNORE;
		boolean same = true;
		for (int i = 0; i < labels.values().size(); i++) {
			final int value = labels.values().get(i);
			final int index = values.indexOf(value);
			if (index < 0) throw new CairnException("The label image of " + labels.name() + " holds the value " + value +
				", which none of the training cases has; known values are " + values + ".");
			classes[i] = (byte) index;
			same &= i == index;
		}
		if (same) return labels.codes();
		final Slices<byte[]> changed = store.like(labels.codes());
		for (int z = 0; z < changed.count(); z++) {
			final byte[] slice = labels.codes().get(z).clone();
			for (int i = 0; i < slice.length; i++)
				slice[i] = classes[slice[i] & 0xff];
			changed.put(z, slice);
		}
		store.drop(labels.codes());
		return changed;
	}
}
