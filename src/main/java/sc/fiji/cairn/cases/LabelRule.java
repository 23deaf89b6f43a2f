// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.util.OptionalInt;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import sc.fiji.cairn.CairnException;

/**
 * How the values of label images are read.
 *
 * @param ignore value of voxels about which nothing is known, any whole number; empty for none
 * @param foreground whether all values above 0 are one class, as where label images count objects
 * @param unlabelled what slices without any label are where it seems that not all have been labelled
 */
public record LabelRule(OptionalInt ignore, boolean foreground, BlankSlices unlabelled) {

	/** Largest value of a label image: they have at most 16 bits. */
	public static final int LARGEST = 65535;

	/** Reads values as they are, and knows them all. */
	public static final LabelRule PLAIN = new LabelRule(OptionalInt.empty(), false, BlankSlices.ASK);

	/** The class that is made of all objects. */
	private static final int OBJECT = 1;

	public LabelRule {
		if (foreground && ignore.isPresent() && ignore.getAsInt() == OBJECT) throw CairnException.of("ignore",
			"The parameter ignore must not be " + OBJECT +
				" together with foreground=true, which makes that the value of all objects; give the ignored voxels another value.");
	}

	/** Reads values as they are, but for one of voxels about which nothing is known. */
	public static LabelRule ignoring(final int value) {
		return new LabelRule(OptionalInt.of(value), false, BlankSlices.ASK);
	}

	/**
	 * Makes a rule of the parameters of a command.
	 *
	 * @param ignore a whole number, or empty
	 * @param unlabelledSlices as {@link BlankSlices#of}
	 * @throws CairnException if one of them is something else, or they do not go together
	 */
	public static LabelRule of(final String ignore, final boolean foreground, final String unlabelledSlices) {
		return new LabelRule(ignored(ignore.strip()), foreground, BlankSlices.of(unlabelledSlices));
	}

	private static OptionalInt ignored(final String text) {
		if (text.isEmpty()) return OptionalInt.empty();
		try {
			return OptionalInt.of(Integer.parseInt(text));
		}
		catch (final NumberFormatException e) {
			throw CairnException.of("ignore", "The parameter ignore must be a whole number, the value of voxels that nobody has " +
				"annotated, or be left out, not '" + text + "'.", e);
		}
	}

	/** Gets the same rule with all values above 0 as one class, or as they are. */
	public LabelRule withForeground(final boolean one) {
		return new LabelRule(ignore, one, unlabelled);
	}

	/** Tells whether nothing is known about voxels of a value. */
	public boolean isIgnored(final double value) {
		return ignore.isPresent() && value == ignore.getAsInt();
	}

	/** Changes values read from a label image, in place. */
	public void apply(final float[] values) {
		if (!foreground) return;
		for (int i = 0; i < values.length; i++)
			values[i] = (float) apply(values[i]);
	}

	/** Views the voxels of a label image. */
	public RandomAccessibleInterval<? extends RealType<?>> view(
		final RandomAccessibleInterval<? extends RealType<?>> labels)
	{
		return foreground ? Converters.convert2(labels, (in, out) -> out.setReal(apply(in.getRealDouble())),
			DoubleType::new) : labels;
	}

	/** Gets what a value stands for. Those that are no whole numbers stay, to be refused where labels are understood. */
	public double apply(final double value) {
		return foreground && value > 0 && value == Math.rint(value) && !isIgnored(value) ? OBJECT : value;
	}
}
