// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import sc.fiji.cairn.CairnException;

/**
 * What a network learns from unlabelled slices while it trains, by a teacher: the same network with the moving average of
 * its weights.
 */
public enum Teaching {

	/** Nothing. */
	NONE,

	/** To predict what the teacher predicts, whatever the intensities (mean teacher, Tarvainen &amp; Valpola 2017). */
	MEAN_TEACHER,

	/** To segment images put together of labelled and unlabelled ones (bidirectional copy-paste, Bai et al. 2023). */
	COPY_PASTE,

	/** To find in strong views what the teacher is sure of in weak ones (FixMatch, Sohn et al. 2020; UniMatch, 2023). */
	CONSISTENCY;

	/**
	 * Gets the one that is asked for.
	 *
	 * @throws CairnException if several are
	 */
	public static Teaching of(final boolean teacher, final boolean copyPaste, final boolean consistency) {
		if (consistency && (teacher || copyPaste)) throw CairnException.of("consistency", "The parameter consistency is a way of its " +
			"own to learn from the moving average of the weights; set teacher and copypaste to false.");
		if (teacher && copyPaste) throw CairnException.of("teacher", "The parameters teacher and copypaste are two ways to learn from " +
			"the same teacher; set one of them to false.");
		return consistency ? CONSISTENCY : teacher ? MEAN_TEACHER : copyPaste ? COPY_PASTE : NONE;
	}
}
