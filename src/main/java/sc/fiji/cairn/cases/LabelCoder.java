package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;

/** Numbers the values of a label image in the order in which they occur. Not for use by several threads. */
final class LabelCoder {

	/** Label images have at most 16 bits. */
	private static final int LARGEST = 65535;

	private final String name;
	private final LabelRule rule;
	private final List<Integer> values = new ArrayList<>(List.of(0));

	/**
	 * Prepares to number.
	 *
	 * @param name of the case, for messages
	 * @param rule how values are read
	 */
	LabelCoder(final String name, final LabelRule rule) {
		this.name = name;
		this.rule = rule;
	}

	/**
	 * Numbers the values of a part of the image.
	 *
	 * @param voxels changed as the rule says
	 * @param codes receives the index of each value, {@link SliceStack#IGNORE} where nothing is known
	 * @throws CairnException if a value is no class: no whole number, negative, above 65535 or one too many
	 */
	void code(final float[] voxels, final byte[] codes) {
		rule.apply(voxels);
		float last = Float.NaN;
		byte known = 0;
		for (int i = 0; i < codes.length; i++) {
			if (voxels[i] != last) {
				last = voxels[i];
				known = code(last);
			}
			codes[i] = known;
		}
	}

	private byte code(final float value) {
		final int rounded = Math.round(value);
		if (rounded != value) throw new CairnException("The label image of " + name + " holds the value " + value +
			"; label images hold whole numbers only.");
		if (rule.ignore() >= 0 && rounded == rule.ignore()) return (byte) SliceStack.IGNORE;
		final int known = values.indexOf(rounded);
		if (known >= 0) return (byte) known;
		if (rounded < 0 || rounded > LARGEST) throw new CairnException("The label image of " + name + " holds the value " +
			value + "; use 0 for background and whole numbers up to " + LARGEST + " for classes.");
		LabelValues.requireFew(values.size() + 1, name);
		values.add(rounded);
		return (byte) (values.size() - 1);
	}

	/** Gets the values found so far, and 0, which is the first. */
	List<Integer> values() {
		return values;
	}
}
