// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.suggest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.RoundsFolder;
import sc.fiji.cairn.cases.RoundsFolder.Annotated;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.evaluate.Csv;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.finetune.RoundTraining;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingListener;

/**
 * Rounds of suggesting slices, labelling them, and training on from the model of before; see {@link RoundsFolder} for what they
 * leave in a folder, besides {@code rounds.csv}, the course of the expected Dice. A loop goes on where the folder is.
 */
public final class LabelLoop {

	private static final String TABLE = "rounds.csv";
	private static final List<String> COLUMNS = List.of("round", "slices", "dice");

	private final CaseFolder folders;
	private final LoopOptions options;
	private final Path folder;
	private final RoundsFolder rounds;
	private final List<Annotated> pending = new ArrayList<>();
	private final List<LabelRound> history;

	/**
	 * Opens a loop.
	 *
	 * @param folder of the rounds, which need not exist
	 * @throws CairnException if its table cannot be read
	 */
	public LabelLoop(final CaseFolder folders, final LoopOptions options, final Path folder) {
		this.folders = folders;
		this.options = options;
		this.folder = folder;
		rounds = new RoundsFolder(folder, folders.io());
		history = read(folder.resolve(TABLE));
	}

	private static List<LabelRound> read(final Path file) {
		if (!Files.exists(file)) return new ArrayList<>();
		try {
			return new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8).stream().skip(1).map(Csv::cells).map(
				cells -> new LabelRound(Integer.parseInt(cells.get(0)), Integer.parseInt(cells.get(1)), Csv.number(cells.get(2))))
				.toList());
		}
		catch (final IOException | RuntimeException e) {
			throw new CairnException("The table " + file + " is not one of rounds (" + e.getMessage() +
				"); choose another folder for the rounds.", e);
		}
	}

	/**
	 * Says what to label next.
	 *
	 * @throws CairnException if all is labelled, or an image cannot be read
	 */
	public List<Suggestion> suggest(final Progress progress) {
		final Map<String, Path> known = rounds.known();
		final List<Case> cases = options.cases().stream().map(one -> new Case(one.name(), one.image(), known.get(one.name()), 0))
			.toList();
		final Optional<Path> model = model();
		return new Suggesting(folders.io(), new SuggestOptions(cases, SparseLabels.RULE, model.or(options::pretrained), options
			.budget(), model.isEmpty() && options.strategy().needsModel() ? LabelStrategy.EQUAL : options.strategy(), options.seed() + history.size(), options.device(), options
				.selection()), progress).run();
	}

	/** Gets the latest model that has learnt from labels; empty in the first round. */
	public Optional<Path> model() {
		return rounds.newestModel();
	}

	/** Gets the names of class 1, 2, ...; those without one are empty. */
	public List<String> classes() {
		return rounds.classes();
	}

	/** Takes labels of a slice, which are written and learnt from by {@link #train}. */
	public void add(final Annotated labels) {
		final Optional<Annotated> before = pending.stream().filter(one -> one.name().equals(labels.name())).findFirst();
		before.ifPresent(one -> labels.labels().keep(one.labels()));
		before.ifPresent(pending::remove);
		pending.add(labels);
	}

	/** Returns the number of slices whose labels have been taken, but not yet learnt from. */
	public int pending() {
		return pending.stream().mapToInt(one -> one.labels().annotated()).sum();
	}

	/**
	 * Writes the labels that were taken, and trains on all that there are.
	 *
	 * @param classes names of class 1, 2, ...; may be empty
	 * @param listener hears of the training
	 * @return the round
	 * @throws CairnException if nothing is labelled, or the labels are of no use
	 */
	public LabelRound train(final List<String> classes, final Progress progress, final TrainingListener listener) {
		if (pending.isEmpty() && rounds.known().isEmpty()) throw new CairnException("No slice has been labelled yet; label one first.");
		final RoundsFolder.Round written = write(classes, progress);
		final double dice = expected(progress.silently());
		final Optional<Path> start = model().or(options::pretrained);
		final RoundTraining training = new RoundTraining(rounds, written, classes, start);
		final RunOptions run = new RunOptions(start.isPresent() ? options.later() : options.first(), options.seed(), options
			.device(), options.precision(), rounds.model(written.number()), false);
		new FineTuning(folders.io(), training.options(new CaseFolder(folders.io()), options.network(), run, options.selection()),
			progress, listener).run();
		// NB: as the table will hold it, so that a loop that goes on knows the same.
		final LabelRound round = new LabelRound(history.size() + 1, known(), Csv.number(Csv.number(dice)));
		history.add(round);
		write();
		return round;
	}

	/**
	 * Returns the Dice of the latest model on slices that it has not learnt from: not only those just taken, but all since, as after a
	 * training that has failed.
	 */
	private double expected(final Progress progress) {
		final Optional<Path> model = model();
		if (model.isEmpty()) return Double.NaN;
		final Map<String, Path> images = new CaseFolder(folders.io()).files(rounds.images());
		final Map<String, Path> learnt = rounds.learnt();
		final List<Annotated> labels = new ArrayList<>();
		rounds.known().forEach((name, file) -> {
			final SparseLabels all = SparseLabels.known(folders.io().open(file));
			final SparseLabels since = learnt.containsKey(name) ? all.without(SparseLabels.known(folders.io().open(learnt.get(name))))
				: all;
			if (!since.isEmpty()) labels.add(new Annotated(name, folders.io().open(images.get(name)), since));
		});
		return labels.isEmpty() ? Double.NaN : ExpectedDice.of(ModelFile.read(model.get()), labels, options.device(), options
			.selection(), progress);
	}

	/**
	 * Writes the labels that were taken, for a later training.
	 *
	 * @throws CairnException if they are of no use
	 */
	public void save(final List<String> classes) {
		if (!pending.isEmpty()) write(classes, Progress.SILENT);
	}

	private RoundsFolder.Round write(final List<String> classes, final Progress progress) {
		final RoundsFolder.Round written = rounds.write(pending, classes, new RoundsFolder.Choice(true, false), progress);
		pending.clear();
		return written;
	}

	/** Counts the slices that are labelled. */
	private int known() {
		return rounds.known().values().stream().mapToInt(file -> SparseLabels.known(folders.io().open(file)).annotated()).sum();
	}

	private void write() {
		final StringBuilder text = new StringBuilder(Csv.line(COLUMNS));
		history.forEach(one -> text.append(Csv.line(List.of("" + one.number(), "" + one.slices(), Csv.number(one.dice())))));
		WholeFile.write(folder.resolve(TABLE), out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
	}

	/** Gets the rounds so far. */
	public List<LabelRound> history() {
		return List.copyOf(history);
	}

	/** Tells whether the expected Dice has last risen by less than the gain that is wanted. */
	public boolean isEnough() {
		final int last = history.size() - 1;
		return last >= 2 && history.get(last).dice() - history.get(last - 1).dice() < options.gain();
	}
}
