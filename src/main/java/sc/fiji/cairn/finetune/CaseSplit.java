// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.NameList;

/**
 * The labelled cases, in two parts that share none.
 *
 * @param training cases to learn from
 * @param validation cases to watch the training with; may be empty
 */
record CaseSplit(List<Case> training, List<Case> validation) {

	/** So many names are shown. */
	private static final int SHOWN = 8;

	/** Finds the cases and divides them as the options say. */
	static CaseSplit of(final FineTuneOptions options, final CaseFolder folder) {
		final List<Case> chosen = new ArrayList<>(folder.labelled(NameList.of(options.images()), options.labels(), options.cases()));
		final List<Case> validation;
		if (isShare(options, folder)) {
			final double share = Double.parseDouble(options.validation().get(0));
			final List<Case> shuffled = new ArrayList<>(chosen);
			Collections.shuffle(shuffled, new Random(options.run().seed()));
			validation = List.copyOf(shuffled.subList(0, (int) Math.ceil(share * shuffled.size())));
		}
		else validation = options.validation().isEmpty() ? List.of() : folder.labelled(NameList.of(options.images()), options.labels(),
			options.validation());
		chosen.removeAll(validation);
		if (chosen.isEmpty()) throw CairnException.of("validation", "No labelled case is left to train on; " +
			"name fewer cases in the parameter validation.");
		return new CaseSplit(List.copyOf(chosen), validation);
	}

	/** Says which cases are for what: {@code Trains on 6 cases and validates on 2 cases: a and b.} */
	String words() {
		return "Trains on " + Words.count(training.size(), "case") + (validation.isEmpty() ? "; none validates."
			: " and validates on " + Words.count(validation.size(), "case") + ": " + Words.list(validation.stream().map(Case::name)
				.sorted().toList(), SHOWN) + ".");
	}

	/** Tells a share from the name of a case, which may be a number, too. */
	private static boolean isShare(final FineTuneOptions options, final CaseFolder folder) {
		if (options.validation().size() != 1) return false;
		final String text = options.validation().get(0);
		return text.matches("0?\\.\\d+|0|1|1\\.0+") && folder.images(NameList.of(options.images()), "").stream().map(Case::name).noneMatch(
			text::equals);
	}
}
