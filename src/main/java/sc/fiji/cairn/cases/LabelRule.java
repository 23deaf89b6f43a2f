package sc.fiji.cairn.cases;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import sc.fiji.cairn.CairnException;

/**
 * How the values of label images are read.
 *
 * @param ignore value of voxels about which nothing is known; negative for none
 * @param foreground whether all values above 0 are one class, as where label images count objects
 */
public record LabelRule(int ignore, boolean foreground) {

	/** Largest value of a label image: they have at most 16 bits. */
	public static final int LARGEST = 65535;

	/** Reads values as they are, and knows them all. */
	public static final LabelRule PLAIN = new LabelRule(-1, false);

	/** The class that is made of all objects. */
	private static final int OBJECT = 1;

	public LabelRule {
		if (foreground && ignore == OBJECT) throw new CairnException("The parameter ignore must not be " + OBJECT +
			" together with foreground=true, which makes that the value of all objects; give the ignored voxels another value.");
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
		return foreground && value > 0 && value == Math.rint(value) && value != ignore ? OBJECT : value;
	}
}
