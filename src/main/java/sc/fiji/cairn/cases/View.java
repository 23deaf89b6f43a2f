package sc.fiji.cairn.cases;

import java.nio.ByteBuffer;

/** What a network sees of a labelled volume at once: a slice, or a part of the volume, through a window. */
public interface View {

	/**
	 * Samples intensities.
	 *
	 * @param out receives one for each sample of the window, X fastest
	 */
	void sample(float[] out);

	/**
	 * Samples classes; {@link SliceStack#IGNORE} where none is known, and beyond the borders.
	 *
	 * @param out receives one for each sample of the window, from its position on
	 */
	void sampleLabels(ByteBuffer out);

	/**
	 * Tells where the window looks at the volume, rather than beyond its borders.
	 *
	 * @param out receives 1 or 0 for each sample of the window, from its position on
	 */
	void sampleInside(ByteBuffer out);
}
