// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import sc.fiji.cairn.Shard;
import sc.fiji.cairn.TimeLeft;
import sc.fiji.cairn.Words;

/**
 * What a study has still to do.
 *
 * @param trainings number of runs
 * @param pretrainings number of pretrainings, each for one run or more
 * @param stages of all of these, what each costs
 */
record Workload(int trainings, int pretrainings, List<Budget> stages) {

	/** Counts what is not done yet. */
	static Workload of(final Map<RunKey, StudyMethod> runs, final Recipes recipes, final Set<RunKey> done) {
		final Set<Path> pretrained = new HashSet<>();
		int trainings = 0;
		final List<Budget> stages = new ArrayList<>();
		for (final Map.Entry<RunKey, StudyMethod> run : runs.entrySet()) {
			if (done.contains(run.getKey())) continue;
			trainings++;
			stages.addAll(recipes.fineTuningStages(run.getValue(), run.getKey()));
			if (run.getValue().isFromScratch()) continue;
			final Path model = recipes.pretrained(run.getValue(), run.getKey());
			if (!Files.exists(model) && pretrained.add(model)) stages.addAll(recipes.pretrainingStages(run.getValue()));
		}
		return new Workload(trainings, pretrained.size(), stages);
	}

	/** Lists the runs: all methods of a draw before the next draw, so that they can soon be compared. */
	static Map<RunKey, StudyMethod> runs(final StudyOptions options, final Splits splits) {
		final Map<RunKey, StudyMethod> runs = new LinkedHashMap<>();
		for (final int count : options.counts().numbers())
			for (int draw = 1; draw <= splits.draws().get(count).size(); draw++)
				for (final StudyMethod method : options.methods())
					runs.put(new RunKey(method.name(), "" + count, draw), method);
		if (options.counts().all()) {
			final StudyMethod scratch = new StudyMethod(StudyMethod.SCRATCH, Set.of());
			runs.put(new RunKey(scratch.name(), Counts.ALL, 1), scratch);
		}
		return runs;
	}

	/** Returns the number of images that networks see. */
	long images(final boolean flat) {
		return Budget.images(stages, flat);
	}

	/** Says how much it is: {@code 12 trainings and 1 pretraining}. */
	String words() {
		return Words.count(trainings, "training") + (pretrainings == 0 ? "" : " and " + Words.count(pretrainings,
			"pretraining"));
	}

	/**
	 * Says how much it is, and about how long it takes.
	 *
	 * @param secondsPerStep measured time of a training step
	 * @param batch number of slices or patches in it
	 * @param flat whether they are slices
	 */
	String words(final double secondsPerStep, final int batch, final boolean flat) {
		final double seconds = secondsPerStep / batch * images(flat);
		return String.format(Locale.ROOT, "%s, about %s: a step of %s takes %.2g s here and now. Reading, scoring and other work on the " +
			"computer come on top, and pretrainings differ, so half as long or twice as long is possible.", words(), TimeLeft
				.words(Math.round(1000 * seconds)), Words.count(batch, flat ? "slice" : "window"), secondsPerStep);
	}

	/** Gets the share of one of several processes; runs that need the same pretraining are in one. */
	static Map<RunKey, StudyMethod> share(final Map<RunKey, StudyMethod> runs, final Recipes recipes, final Shard shard) {
		final Map<Object, Integer> groups = new HashMap<>();
		final Map<RunKey, StudyMethod> share = new LinkedHashMap<>();
		runs.forEach((run, method) -> {
			final int next = groups.size();
			final int group = groups.computeIfAbsent(method.isFromScratch() ? run : recipes.pretrained(method, run), key -> next);
			if (shard.has(group)) share.put(run, method);
		});
		return share;
	}
}
