// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import sc.fiji.cairn.CairnException;

/**
 * What the layers of a U-Net are made of, whatever its shape.
 *
 * @param normalisation what follows the convolutions, and where
 * @param epsilon what normalisation adds to the variance
 * @param momentum share of the newest batch in the running statistics of batch normalisation
 * @param slope slope of the rectifiers for negative values; 0 for plain ones
 * @param upsampling how the decoder comes from a level to the next finer one
 * @param biases whether convolutions have biases; batch normalisation makes them idle
 * @param finest number of convolutions of the finest decoder block; all others have two
 * @param last what comes after that block
 * @param strided whether the first convolution of a level leads to it, by a stride, and not pooling
 */
public record Style(Normalisation normalisation, double epsilon, double momentum, double slope, Upsampling upsampling,
	boolean biases, int finest, Last last, boolean strided)
{

	/** What follows the convolutions. The centre is the coarsest level, the bottleneck. */
	public enum Normalisation {
		/** Batch normalisation everywhere. */
		BATCH,
		/** Batch normalisation, but in the centre only plain rectifiers. */
		BATCH_EXCEPT_CENTRE,
		/**
		 * Instance normalisation without scale and shift in the encoder; in the centre, and after its upsampling by a
		 * transposed convolution, only plain rectifiers; in the decoder only rectifiers.
		 */
		INSTANCE_IN_ENCODER,
		/** Instance normalisation with scale and shift everywhere. */
		INSTANCE
	}

	/** How maps become larger. */
	public enum Upsampling {
		/** Nearest neighbours. */
		NEAREST,
		/** Nearest neighbours, then a convolution as large as the factor, to the channels of the finer level. */
		NEAREST_CONVOLUTION,
		/** A transposed convolution as large as the factor, to the channels of the finer level. */
		TRANSPOSED
	}

	/**
	 * What turns the finest map into class scores; it belongs to the classes, so it is never transferred.
	 *
	 * @param units number of further convolutions, each normalised and rectified
	 * @param kernel size of the last convolution along every axis, odd
	 * @param bias whether the last convolution has a bias
	 */
	public record Last(int units, int kernel, boolean bias) {

		public Last {
			if (units < 0 || units > 8) throw new CairnException("Before the last layer there can be 0 to 8 convolutions, not " +
				units + ".");
			if (kernel < 1 || kernel > 7 || kernel % 2 == 0) throw new CairnException(
				"The size of the last kernel must be 1, 3, 5 or 7, not " + kernel + ".");
		}
	}

	/** Batch normalisation, rectifiers of slope 0.01, nearest neighbours, a 1x1 convolution at the end. */
	public static final Style COMMON = new Style(Normalisation.BATCH, 1e-5, 0.1, 0.01, Upsampling.NEAREST, false, 2,
		new Last(0, 1, true));

	/** Pools between levels. */
	public Style(final Normalisation normalisation, final double epsilon, final double momentum, final double slope,
		final Upsampling upsampling, final boolean biases, final int finest, final Last last)
	{
		this(normalisation, epsilon, momentum, slope, upsampling, biases, finest, last, false);
	}

	public Style {
		if (normalisation == null || upsampling == null || last == null) throw new CairnException(
			"The style of the network is not known to this version; update it.");
		if (!(epsilon > 0 && epsilon < 1 && momentum > 0 && momentum <= 1 && slope >= 0 && slope < 1))
			throw new CairnException("The numbers of a network's style are out of bounds: epsilon " + epsilon +
				", momentum " + momentum + ", slope " + slope + ".");
		if (finest < 1 || finest > 8) throw new CairnException(
			"The finest decoder block can have 1 to 8 convolutions, not " + finest + ".");
	}

	/** Tells whether maps are normalised by all that the network sees at once. */
	public boolean seesAll() {
		return normalisation == Normalisation.INSTANCE_IN_ENCODER || normalisation == Normalisation.INSTANCE;
	}
}
