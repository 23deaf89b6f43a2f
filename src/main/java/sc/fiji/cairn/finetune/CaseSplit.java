// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;

/**
 * Labelled cases, in two parts that share none.
 *
 * @param training cases to learn from
 * @param validation cases to watch the training with; may be empty
 */
public record CaseSplit(List<Case> training, List<Case> validation) {

	/** So many names are shown. */
	private static final int SHOWN = 8;

	public CaseSplit {
		final List<Case> watched = List.copyOf(validation);
		validation = watched;
		training = training.stream().filter(one -> !watched.contains(one)).toList();
		if (training.isEmpty()) throw CairnException.of("validation", "No labelled case is left to train on; " +
			"name fewer cases in the parameter validation.");
	}

	/**
	 * Divides cases at random: the same seed, the same division.
	 *
	 * @param share part of the cases that validates, from 0 to 1
	 * @throws CairnException if none is left to train on
	 */
	public static CaseSplit of(final List<Case> cases, final double share, final long seed) {
		final List<Case> shuffled = new ArrayList<>(cases);
		Collections.shuffle(shuffled, new Random(seed));
		return new CaseSplit(cases, shuffled.subList(0, (int) Math.ceil(share * shuffled.size())));
	}

	/** Says which cases are for what: {@code Trains on 6 cases and validates on 2 cases: a and b.} */
	public String words() {
		return "Trains on " + Words.count(training.size(), "case") + (validation.isEmpty() ? "; none validates."
			: " and validates on " + Words.count(validation.size(), "case") + ": " + Words.list(validation.stream().map(Case::name)
				.sorted().toList(), SHOWN) + ".");
	}
}
