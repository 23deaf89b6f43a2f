// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import sc.fiji.cairn.CairnException;

/**
 * How gradients change the weights, and how the learning rate runs over a training.
 *
 * @param rule what is done with a gradient
 * @param weightDecay weight decay of kernels
 * @param decayAll whether biases and the weights of normalisation decay, too
 * @param warmUp whether the rate rises over the first steps, rather than starting at its largest
 * @param rest share of the largest rate that is left at the end of its cosine; 1 for a constant rate
 * @param largestNorm gradients are scaled down to this global norm; 0 for never
 * @param averageDecay decay of the moving average of the weights, which is what training ends with; 0 to end with the
 *          weights of the last step
 */
public record Optimisation(Rule rule, double weightDecay, boolean decayAll, boolean warmUp, double rest,
	double largestNorm, double averageDecay)
{

	/** What is done with a gradient; the text of the optimiser knows the rules by their codes. */
	public enum Rule {
		/** Adam with decoupled weight decay, which is per unit of learning rate (Loshchilov &amp; Hutter 2019). */
		ADAMW(0),
		/** Adam; weight decay is part of the gradient (Kingma &amp; Ba 2015). */
		ADAM(1),
		/** Gradient descent with momentum 0.9; weight decay is part of the gradient. */
		SGD(2);

		private final int code;

		Rule(final int code) {
			this.code = code;
		}

		/** Returns the number by which the text of the optimiser knows the rule. */
		int code() {
			return code;
		}
	}

	/**
	 * AdamW with warm-up and a cosine down to 1 %. Gradients are clipped against rare steps that would destroy what was
	 * learnt.
	 */
	public static final Optimisation COMMON = new Optimisation(Rule.ADAMW, 1e-4, false, true, 0.01, 5, 0.99);

	public Optimisation {
		if (rule == null) throw new CairnException("The optimiser is not known to this version; update it.");
		if (!(weightDecay >= 0)) throw new CairnException("The weight decay must not be negative.");
		if (!(rest >= 0 && rest <= 1)) throw new CairnException("The rate can end at 0 to 1 of its largest value, not at " +
			rest + ".");
		if (!(largestNorm >= 0)) throw new CairnException("The largest norm of gradients must not be negative.");
		if (!(averageDecay >= 0 && averageDecay < 1)) throw new CairnException(
			"The decay of the average of the weights must be from 0 to below 1, not " + averageDecay + ".");
	}

	/** A rule as published systems use it: without warm-up, clipping or average; all weights decay. */
	public static Optimisation plain(final Rule rule, final double weightDecay, final double rest) {
		return new Optimisation(rule, weightDecay, true, false, rest, 0, 0);
	}
}
