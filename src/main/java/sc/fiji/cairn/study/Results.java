// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.evaluate.Csv;

/**
 * The scores of all runs that are finished, and the table {@code results.csv} that keeps them.
 * <p>
 * Columns: {@code method}, {@code labelled}, {@code draw}, {@code case}, {@code dice_1} and so on for each class,
 * {@code dice} (their mean), {@code hd95} (mean over the classes) in {@code unit}, {@code seconds} of fine-tuning. A
 * line per run and test case; a run is in the table as a whole or not at all. Empty cells have no value.
 * </p>
 */
public final class Results {

	private static final String CLASS = "dice_";

	private final Path file;
	private final Map<RunKey, List<CaseResult>> runs = new LinkedHashMap<>();

	/** Runs that are in the tables of other processes. */
	private final Set<RunKey> elsewhere = new LinkedHashSet<>();

	private Results(final Path file) {
		this.file = file;
	}

	/**
	 * Reads the table; there are no results if there is no such file.
	 *
	 * @throws CairnException if the file is no such table
	 */
	static Results read(final Path file) {
		final Results results = new Results(file);
		if (Files.exists(file)) parse(file).forEach(results::add);
		return results;
	}

	/**
	 * Reads the table of a study, or that of one of several processes that share its runs, and what the others have.
	 *
	 * @param file of the study
	 * @param shard the share of this process, whose table is its own unless it has all
	 * @throws CairnException if a file is no such table
	 */
	static Results read(final Path file, final Shard shard) {
		final Results results = read(file(file, shard));
		for (final Path other : others(file)) {
			if (other.equals(results.file)) continue;
			final Set<RunKey> known = results.runs();
			for (final CaseResult one : parse(other)) {
				if (known.contains(one.run())) continue;
				results.add(one);
				if (!shard.equals(Shard.ALL)) results.elsewhere.add(one.run());
			}
		}
		return results;
	}

	/** Gets the table of a share. */
	static Path file(final Path file, final Shard shard) {
		return shard.equals(Shard.ALL) ? file : file.resolveSibling("results." + shard.number() + "-of-" + shard.count() + ".csv");
	}

	private static List<Path> others(final Path file) {
		if (!Files.isDirectory(file.toAbsolutePath().getParent())) return List.of();
		try (Stream<Path> list = Files.list(file.toAbsolutePath().getParent())) {
			return list.filter(one -> one.getFileName().equals(file.getFileName()) || one.getFileName().toString().matches(
				"results\\.\\d+-of-\\d+\\.csv")).map(one -> file.resolveSibling(one.getFileName())).sorted().toList();
		}
		catch (final IOException e) {
			throw new CairnException("The folder of " + file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
		}
	}

	/**
	 * Makes sure that runs are finished.
	 *
	 * @throws CairnException if one is missing
	 */
	private void require(final Set<RunKey> wanted) {
		final List<RunKey> missing = wanted.stream().filter(run -> !runs.containsKey(run)).toList();
		if (!missing.isEmpty()) throw new CairnException("Of the " + wanted.size() + " runs of the study in " + file.toAbsolutePath()
			.getParent() + ", " + missing.size() + " are missing, such as " + missing.get(0) +
			"; run the shards that did not end well again, then finish.");
	}

	/**
	 * Writes the runs of all shards to the table of the study, and deletes theirs.
	 *
	 * @throws CairnException if one that is wanted is missing
	 */
	void absorb(final Set<RunKey> wanted) {
		require(wanted);
		write();
		try {
			for (final Path other : others(file))
				if (!other.equals(file)) Files.deleteIfExists(other);
		}
		catch (final IOException e) {
			throw new CairnException("The table of a shard beside " + file + " cannot be deleted (" + e.getMessage() +
				"); delete it by hand.", e);
		}
	}

	private static List<CaseResult> parse(final Path file) {
		try {
			final List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
			final List<String> columns = Csv.cells(lines.get(0));
			final List<CaseResult> results = new ArrayList<>();
			for (final String line : lines.subList(1, lines.size()))
				results.add(parse(columns, Csv.cells(line)));
			return results;
		}
		catch (final IOException | RuntimeException e) {
			throw new CairnException("The table " + file + " is not one that a study has written (" + e.getMessage() +
				"); delete it, or choose another folder as output.", e);
		}
	}

	private static CaseResult parse(final List<String> columns, final List<String> cells) {
		final Map<String, String> row = new LinkedHashMap<>();
		final Map<Integer, Double> classes = new TreeMap<>();
		for (int i = 0; i < columns.size(); i++) {
			row.put(columns.get(i), cells.get(i));
			if (columns.get(i).startsWith(CLASS) && !cells.get(i).isEmpty()) classes.put(Integer.valueOf(columns.get(i)
				.substring(CLASS.length())), Csv.number(cells.get(i)));
		}
		return new CaseResult(new RunKey(row.get("method"), row.get("labelled"), Integer.parseInt(row.get("draw"))), row.get(
			"case"), classes, Csv.number(row.get("dice")), Csv.number(row.get("hd95")), row.get("unit"), Csv.number(row.get(
				"seconds")));
	}

	private void add(final CaseResult result) {
		runs.computeIfAbsent(result.run(), run -> new ArrayList<>()).add(result);
	}

	/** Adds all cases of a run, and replaces the file by a longer one. */
	void add(final List<CaseResult> run) {
		run.forEach(this::add);
		write();
	}

	private void write() {
		WholeFile.write(file, out -> out.write(text().getBytes(StandardCharsets.UTF_8)));
	}

	private String text() {
		final List<String> columns = new ArrayList<>(List.of("method", "labelled", "draw", "case"));
		classes().forEach(label -> columns.add(CLASS + label));
		columns.addAll(List.of("dice", "hd95", "unit", "seconds"));
		final StringBuilder text = new StringBuilder(Csv.line(columns));
		runs.forEach((run, cases) -> {
			if (!elsewhere.contains(run)) cases.forEach(one -> text.append(Csv.line(cells(one))));
		});
		return text.toString();
	}

	private List<String> cells(final CaseResult one) {
		final List<String> cells = new ArrayList<>(List.of(one.run().method(), one.run().labelled(), "" + one.run().draw(),
			one.name()));
		classes().forEach(label -> cells.add(Csv.number(one.classDice().getOrDefault(label, Double.NaN))));
		cells.addAll(List.of(Csv.number(one.dice()), Csv.number(one.hd95()), one.unit(), Csv.number(one.seconds())));
		return cells;
	}

	/** Gets the classes found in any case. */
	public SortedSet<Integer> classes() {
		final SortedSet<Integer> classes = new TreeSet<>();
		runs.values().forEach(cases -> cases.forEach(one -> classes.addAll(one.classDice().keySet())));
		return classes;
	}

	/** Gets the runs that are finished, in the order in which they were. */
	public Set<RunKey> runs() {
		return new LinkedHashSet<>(runs.keySet());
	}

	/** Gets the cases of a run; none if it is not finished. */
	public List<CaseResult> of(final RunKey run) {
		return List.copyOf(runs.getOrDefault(run, List.of()));
	}
}
