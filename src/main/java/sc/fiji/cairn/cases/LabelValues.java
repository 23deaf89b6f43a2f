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
	private static final int MOST = 254;

	/** Label images have at most 16 bits. */
	private static final int LARGEST = 65535;

	public LabelValues {
		values = List.copyOf(values);
	}

	/**
	 * Finds the values that occur in some label images.
	 *
	 * @param names names of the label images, for messages
	 * @param labels voxel values of each label image
	 * @param ignore value of voxels about which nothing is known; negative if there is none
	 * @throws CairnException if a value is no class: negative, above 65535 or one too many
	 */
	static LabelValues of(final List<String> names, final List<float[]> labels, final int ignore) {
		final SortedSet<Integer> found = new TreeSet<>(List.of(0));
		for (int i = 0; i < labels.size(); i++) {
			float last = 0;
			for (final float value : labels.get(i)) {
				if (value == last) continue;
				last = value;
				final int rounded = Math.round(value);
				if (isIgnored(rounded, ignore)) continue;
				if (rounded < 0 || rounded > LARGEST) throw new CairnException("The label image of " + names.get(i) +
					" holds the value " + value + "; use 0 for background and whole numbers up to " + LARGEST + " for classes.");
				found.add(rounded);
				if (found.size() > MOST) throw new CairnException("The label image of " + names.get(i) + " is one of those that " +
					"hold more than " + MOST + " different values, so they seem to count objects; use one value per class.");
			}
		}
		return new LabelValues(List.copyOf(found));
	}

	private static boolean isIgnored(final int value, final int ignore) {
		return ignore >= 0 && value == ignore;
	}

	/**
	 * Turns voxel values into classes.
	 *
	 * @param name name of the label image, for messages
	 * @throws CairnException if a value is not in the list
	 */
	byte[] classes(final float[] voxels, final int ignore, final String name) {
		final byte[] classes = new byte[voxels.length];
		float last = Float.NaN;
		byte known = 0;
		for (int i = 0; i < voxels.length; i++) {
			if (voxels[i] != last) {
				last = voxels[i];
				known = classOf(last, ignore, name);
			}
			classes[i] = known;
		}
		return classes;
	}

	private byte classOf(final float value, final int ignore, final String name) {
		final int rounded = Math.round(value);
		if (rounded != value) throw new CairnException("The label image of " + name + " holds the value " + value +
			"; label images hold whole numbers only.");
		if (isIgnored(rounded, ignore)) return (byte) SliceStack.IGNORE;
		final int index = values.indexOf(rounded);
		if (index < 0) throw new CairnException("The label image of " + name + " holds the value " + rounded +
			", which none of the training cases has; known values are " + values + ".");
		return (byte) index;
	}
}
