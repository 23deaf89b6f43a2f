// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.FloatBlocks;
import sc.fiji.cairn.volume.Volume;

/** Numbers the values of a label image in the order in which they occur. Not for use by several threads. */
final class LabelCoder {

	private final String name;
	private final LabelRule rule;
	private final List<Integer> values = new ArrayList<>(List.of(0));
	private int largest;
	private boolean background;
	private boolean unknown;

	/** Hears of the numbered values of a slice. */
	@FunctionalInterface
	interface Coded {

		/**
		 * Hears of one slice.
		 *
		 * @param codes used again for the next
		 */
		void accept(int slice, byte[] codes);
	}

	/**
	 * Prepares to number.
	 *
	 * @param name what to call the label image in messages, such as its file
	 * @param rule how values are read
	 */
	LabelCoder(final String name, final LabelRule rule) {
		this.name = name;
		this.rule = rule;
	}

	/**
	 * Numbers the values of an image, slice by slice.
	 *
	 * @param frame one time point, of one channel
	 * @param progress asked between slices whether to stop
	 * @throws CairnException if a value is no class
	 */
	void code(final Volume frame, final Progress progress, final Coded coded) {
		final byte[] codes = new byte[Math.toIntExact(frame.size(Axis.X) * frame.size(Axis.Y))];
		for (int z = 0; z < frame.size(Axis.Z); z++) {
			progress.checkCancelled();
			code(FloatBlocks.slice(frame.grid(0, 0), z), codes);
			coded.accept(z, codes);
		}
	}

	/**
	 * Numbers the values of a part of the image.
	 *
	 * @param voxels changed as the rule says
	 * @param codes receives the index of each value, {@link PreparedVolume#IGNORE} where nothing is known
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
		if (rounded != value) throw new CairnException("The label image " + name + " holds the value " + value +
			"; label images hold whole numbers only.");
		largest = Math.max(largest, rounded);
		if (rule.isIgnored(rounded)) {
			unknown = true;
			return (byte) PreparedVolume.IGNORE;
		}
		background |= rounded == 0;
		final int known = values.indexOf(rounded);
		if (known >= 0) return (byte) known;
		if (rounded < 0 || rounded > LabelRule.LARGEST) throw new CairnException("The label image " + name + " holds the value " +
			value + "; use 0 for background and whole numbers up to " + LabelRule.LARGEST + " for classes.");
		LabelValues.requireFew(values.size() + 1, name);
		values.add(rounded);
		return (byte) (values.size() - 1);
	}

	/** Returns the largest value found so far, be it ignored. */
	int largest() {
		return largest;
	}

	/** Tells whether the value 0 was found so far. */
	boolean hasBackground() {
		return background;
	}

	/** Tells whether the value of unknown voxels was found so far. */
	boolean hasUnknown() {
		return unknown;
	}

	/** Gets the values found so far, and 0, which is the first. */
	List<Integer> values() {
		return values;
	}
}
