// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.sampling.Seeds;

/**
 * How the cases of a study are divided.
 *
 * @param train names of the cases that may be trained on
 * @param test names of the cases to score on; none is a train case
 * @param draws by number of labelled volumes or groups: the names of the labelled cases of each draw
 */
public record Splits(List<String> train, List<String> test, Map<Integer, List<List<String>>> draws) {

	public Splits {
		train = List.copyOf(train);
		test = List.copyOf(test);
		draws = Collections.unmodifiableMap(new TreeMap<>(draws));
	}

	/**
	 * Divides cases as a file says; names of groups are resolved.
	 *
	 * @param cases all that there are
	 * @throws CairnException if the file names a case that does not exist, a case of both parts, or lacks a number of
	 *           labelled volumes
	 */
	static Splits of(final SplitFile file, final List<String> cases, final StudyOptions options) {
		final Groups all = Groups.of(cases, options.data().group());
		final List<String> train = resolve(all, file.train);
		final List<String> test = resolve(all, file.test);
		final Groups groups = Groups.of(train, options.data().group());
		final Map<Integer, List<List<String>>> draws = new TreeMap<>();
		for (final int count : options.counts().numbers()) {
			final List<List<String>> listed = file.draws.get("" + count);
			if (listed == null || listed.isEmpty()) throw new CairnException("The file " + options.data().splits().orElseThrow() +
				" has no draws of " + count + " labelled volumes; it has those of " + file.draws.keySet() +
				", so choose counts among them.");
			draws.put(count, listed.subList(0, Math.min(options.draws(), listed.size())).stream().map(names -> resolve(groups,
				names)).toList());
		}
		return new Splits(train, test, draws).requireApart(options.data().group());
	}

	private static List<String> resolve(final Groups groups, final List<String> names) {
		return names.stream().map(NameList::comparable).flatMap(name -> groups.resolve(name).stream()).distinct().toList();
	}

	/**
	 * Divides cases at random: the same seed, the same division. The labelled volumes of a draw are among those of the same
	 * draw of a larger number.
	 *
	 * @param cases all that there are
	 * @param labelled tells those that have a label
	 * @throws CairnException if there are too few
	 */
	static Splits random(final List<String> cases, final Predicate<String> labelled, final StudyOptions options) {
		final StudyData data = options.data();
		final Groups groups = Groups.of(cases, data.group());
		final List<String> test = data.test().size() == 1 && isShare(data.test().get(0), cases) ? share(groups, labelled,
			Double.parseDouble(data.test().get(0)), options.seed()) : resolve(groups, data.test());
		final List<String> train = cases.stream().filter(one -> !test.contains(one)).toList();
		final List<List<String>> units = Groups.of(train.stream().filter(labelled).toList(), data.group()).members().values()
			.stream().toList();
		final Map<Integer, List<List<String>>> draws = new TreeMap<>();
		for (int draw = 0; draw < options.draws(); draw++) {
			final List<List<String>> order = shuffled(units, options.seed(), draw);
			for (final int count : options.counts().numbers()) {
				if (count > units.size()) throw CairnException.of("counts", "The parameter counts asks for " + count +
					" labelled volumes or groups, but only " + units.size() + " are left to train on; ask for fewer.");
				draws.computeIfAbsent(count, number -> new ArrayList<>()).add(order.subList(0, count).stream().flatMap(
					List::stream).toList());
			}
		}
		return new Splits(train, test, draws).requireApart(data.group());
	}

	private static boolean isShare(final String text, final List<String> cases) {
		return text.matches("0?\\.\\d+") && !cases.contains(text);
	}

	private static List<String> share(final Groups groups, final Predicate<String> labelled, final double share,
		final long seed)
	{
		final List<List<String>> units = groups.members().values().stream().filter(unit -> unit.stream().allMatch(labelled))
			.toList();
		final int count = (int) Math.ceil(share * units.size());
		final Set<String> test = new HashSet<>();
		shuffled(units, seed, -1).subList(0, count).forEach(test::addAll);
		return units.stream().flatMap(List::stream).filter(test::contains).toList();
	}

	private static <T> List<T> shuffled(final List<T> list, final long seed, final int purpose) {
		final List<T> order = new ArrayList<>(list);
		Collections.shuffle(order, new Random(Seeds.random(seed, 0, purpose).nextLong()));
		return order;
	}

	/** Scores on cases that were trained on, or on others of the same patient, say nothing. */
	private Splits requireApart(final String group) {
		if (test.isEmpty() || train.isEmpty()) throw CairnException.of("test", "No case is left to " + (test.isEmpty() ? "score"
			: "train") + " on; change the parameter test, or add cases.");
		final Groups trained = Groups.of(train, group);
		final Set<String> both = new HashSet<>(trained.members().keySet());
		both.retainAll(Groups.of(test, group).members().keySet());
		if (!both.isEmpty()) throw new CairnException("Of '" + both.iterator().next() +
			"' there are cases to train on and cases to score on; let each case or group be in one part only.");
		return this;
	}

	/** Gets the labelled cases of a run. */
	List<String> labelled(final RunKey run, final Predicate<String> hasLabel) {
		if (run.isCeiling()) return train.stream().filter(hasLabel).toList();
		return draws.get(Integer.valueOf(run.labelled())).get(run.draw() - 1);
	}

	/** Gets the same division for a file, without names of groups. */
	SplitFile toFile() {
		final SplitFile file = new SplitFile();
		file.train = train;
		file.test = test;
		draws.forEach((count, lists) -> file.draws.put("" + count, lists));
		return file;
	}
}
