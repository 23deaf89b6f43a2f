// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.pretrain.Pretraining;
import sc.fiji.cairn.train.DivergedException;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Compares methods by how well they segment after learning from few labelled volumes.
 * <p>
 * Every method is trained with every number of labelled volumes and every draw of them, all with the same split, budget,
 * augmentation, window and seeds, and scored on test cases that no training sees. Nothing is chosen by these scores.
 * Pretrainings are shared by all runs that may share them.
 * </p>
 * <p>
 * The output folder holds {@code study.json} and {@code splits.json} (what is done), {@code pretrained} and {@code models},
 * {@code results.csv} (see {@link Results}) and {@code examples}. A study that was stopped goes on where it was: finished
 * runs and pretrainings are not repeated, an unfinished one goes on from its checkpoint.
 * </p>
 */
public final class Study {

	private static final String RECORD = "study.json";
	static final String RESULTS = "results.csv";
	private static final String SPLITS = "splits.json";
	private static final String STUDY = "The study";

	/** What a study and its report write, beside its record. */
	private static final List<String> WRITTEN = List.of(RESULTS, SPLITS, "pretrained", "models", "labels", "examples",
		"report.md", "report.html", "label-efficiency.png", "examples.png");

	private final VolumeIO io;
	private final CaseFolder folder;
	private final PretrainMethods methods;
	private final StudyOptions options;
	private final Progress progress;
	private final Consumer<StudyState> listener;
	private final TrainingListener watcher;
	private final Map<String, Double> pretrainingSeconds = new TreeMap<>();

	/** Prepares a study whose trainings nobody watches. */
	public Study(final CaseFolder folder, final PretrainMethods methods, final StudyOptions options, final Progress progress,
		final Consumer<StudyState> listener) {
		this(folder, methods, options, progress, listener, TrainingListener.NONE);
	}

	/**
	 * Prepares a study.
	 *
	 * @param folder finds and opens the cases
	 * @param progress hears of all runs as one; asked for cancel, and whether to rest, between all steps, but not whether to
	 *          stop, as trainings of other lengths could not be compared
	 * @param listener is told how far it is when the work begins, and after each run
	 * @param watcher hears of all that happens in each training
	 */
	public Study(final CaseFolder folder, final PretrainMethods methods, final StudyOptions options, final Progress progress,
		final Consumer<StudyState> listener, final TrainingListener watcher)
	{
		this.folder = folder;
		io = folder.io();
		this.methods = methods;
		this.options = options;
		this.progress = progress;
		this.listener = listener;
		this.watcher = watcher;
	}

	/**
	 * Does all runs that are not done yet.
	 *
	 * @return how it stands at the end
	 * @throws CairnException if a parameter or a file is wrong, or the output folder holds another study
	 * @throws java.util.concurrent.CancellationException if the user asks for it; the same study goes on later
	 */
	public StudyState run() {
		final StudyCases cases = cases();
		requirePlace(options.output());
		WholeFile.requireWritable(options.output().resolve(RECORD));
		try (WorkLock lock = WorkLock.of(options.output().resolve(RECORD), STUDY)) {
			final Planned planned = plan(cases);
			return run(planned, planned.runs(), cases, results(Shard.ALL));
		}
	}

	/**
	 * Does the runs of one of several processes that share a study. Runs that need the same pretraining are in one share; all have
	 * one plan.
	 *
	 * @throws CairnException as {@link #run()}; if another process does the same share
	 */
	public StudyState run(final Shard shard) {
		if (shard.equals(Shard.ALL)) return run();
		final StudyCases cases = cases();
		requireStudy(options.output());
		final Path record = options.output().resolve(RECORD);
		WholeFile.requireWritable(record);
		try (WorkLock own = WorkLock.of(Results.file(options.output().resolve(RESULTS), shard), STUDY)) {
			final Planned planned;
			try (WorkLock planning = WorkLock.await(record, STUDY, progress)) {
				planned = plan(cases);
			}
			return run(planned, Workload.share(planned.runs(), planned.recipes(), shard), cases, results(shard));
		}
	}

	/**
	 * Brings the results of all shares together.
	 *
	 * @throws CairnException if runs are missing
	 */
	public StudyState finish() {
		final StudyCases cases = cases();
		requirePlace(options.output());
		try (WorkLock lock = WorkLock.of(options.output().resolve(RECORD), STUDY)) {
			final Planned planned = plan(cases);
			final Results results = results(Shard.ALL);
			results.absorb(planned.runs().keySet());
			return run(planned, Map.of(), cases, results);
		}
	}

	private Results results(final Shard shard) {
		return Results.read(options.output().resolve(RESULTS), shard);
	}

	/** What is to be done. */
	private record Planned(StudyRecord record, Map<RunKey, StudyMethod> runs, Recipes recipes) {}

	/**
	 * Makes sure that a folder holds a study, or nothing that one would replace, and that nobody else works on it.
	 *
	 * @throws CairnException if not
	 */
	public static void requirePlace(final Path output) {
		WorkLock.requireFree(output.resolve(RECORD), STUDY);
		requireStudy(output);
	}

	/** As above, though others may work on it. */
	public static void requireStudy(final Path output) {
		final Path record = output.resolve(RECORD);
		if (Files.exists(record)) return;
		for (final String name : WRITTEN)
			if (Replacing.isTaken(output.resolve(name))) throw new CairnException("The folder " + output + " holds " + name +
				" without " + RECORD + ", so it is not one of a study; choose another folder as output.");
	}

	private Planned plan(final StudyCases cases) {
		final Path recordFile = options.output().resolve(RECORD);
		final Path splitFile = options.output().resolve(SPLITS);
		final StudyRecord record;
		if (Files.exists(recordFile)) {
			final StudyRecord before = StudyRecord.read(recordFile, options);
			// NB: a study that was killed when it began may have its record alone.
			if (Files.exists(splitFile)) StudyRecord.requireSame(SplitFile.read(splitFile), cases.splits());
			record = before.with(options);
		}
		else {
			cases.tellLeftOut(progress);
			cases.requireClasses(io, progress);
			record = StudyPlanning.of(options, cases, io, progress);
		}
		final Map<RunKey, StudyMethod> runs = Workload.runs(options, cases.splits());
		final Recipes recipes = new Recipes(options, cases, record, methods);
		recipes.requireUnseen(options.methods());
		// What does not go together is found before anything is written, not hours later.
		runs.forEach((run, method) -> {
			recipes.fineTuning(method, run);
			if (!method.isFromScratch()) recipes.pretraining(method, run);
		});
		// NB: the record first, for by it the folder is known as a study's.
		record.write(recordFile);
		cases.splits().toFile().write(splitFile);
		runs.forEach((run, method) -> readSeconds(method, run, recipes));
		return new Planned(record, runs, recipes);
	}

	private StudyCases cases() {
		final StudyCases cases = new StudyCases(options, folder);
		options.methods().stream().filter(method -> method.needsUnlabelled() && method.choice() == null).forEach(
			cases::requireUnlabelled);
		return cases;
	}

	/**
	 * Makes sure, without reading an image, that there are cases to train and to test on.
	 *
	 * @throws CairnException if a folder or a case is missing, or there are too few of them
	 */
	public void requireCases() {
		cases();
	}

	private StudyState run(final Planned planned, final Map<RunKey, StudyMethod> runs, final StudyCases cases, final Results results) {
		final Recipes recipes = planned.recipes();
		final StudyRecord record = planned.record();
		final Workload work = Workload.of(runs, recipes, results.runs());
		if (work.trainings() > 0) progress.log("There is to do: " + StudyOutlook.of(options, record, work, progress));
		final StudyProgress trainings = new StudyProgress(progress, work, record.preprocessing().isFlat());
		final RevealedLabels labels = new RevealedLabels(options, cases, recipes, io, trainings);
		final Scoring scoring = new Scoring(options, cases, io, trainings);
		final Supplier<StudyState> state = () -> new StudyState(options, record, cases.splits(), cases.examples(
			Examples.CASES), results, planned.runs().keySet(), pretrainingSeconds);
		listener.accept(state.get());
		for (final Map.Entry<RunKey, StudyMethod> each : runs.entrySet()) {
			final RunKey run = each.getKey();
			if (results.runs().contains(run)) continue;
			final StudyMethod method = each.getValue();
			final boolean sparse = RevealedLabels.isSparse(method, run);
			if (sparse && recipes.pretrainsOnLabels(method)) labels.reveal(method, run);
			if (!method.isFromScratch() && !Files.exists(recipes.pretrained(method, run))) pretrain(method, run, recipes,
				trainings);
			if (sparse) labels.reveal(method, run);
			trainings.begin(run.toString(), recipes.fineTuningStages(method, run));
			final ModelFile model = Files.exists(recipes.model(run)) ? ModelFile.read(recipes.model(run)) : train(run.toString(),
				method.name(), recipes.model(run), () -> new FineTuning(io, recipes.fineTuning(method, run), trainings, watcher).run());
			final List<CaseResult> scored = scoring.score(run, model);
			results.add(scored);
			trainings.end();
			progress.log(String.format(Locale.ROOT, "Run %d of %d: %s: mean Dice %.4f of %s, %.0f s.", results.runs()
				.stream().filter(runs::containsKey).count(), runs.size(), run, Summary.mean(scored.stream().map(CaseResult::dice).toList()), Words.count(scored.size(), "test case"), model
					.plan().provenance().seconds()));
			listener.accept(state.get());
		}
		return state.get();
	}

	private void pretrain(final StudyMethod method, final RunKey run, final Recipes recipes,
		final StudyProgress trainings)
	{
		final Path file = recipes.pretrained(method, run);
		final String name = "Pretraining " + file.getFileName().toString().replaceFirst("\\.cairn$", "");
		trainings.begin(name, recipes.pretrainingStages(method));
		final ModelFile model = train(name, method.pretraining(), file, () -> new Pretraining(io, methods, recipes.pretraining(method,
			run), trainings, watcher).run());
		trainings.end();
		pretrainingSeconds.put(file.getFileName().toString(), model.plan().provenance().seconds());
		progress.log(String.format(Locale.ROOT, "Pretrained %s in %.0f s.", file.getFileName(), model.plan().provenance()
			.seconds()));
	}

	/**
	 * Trains; the model of a training whose loss was no number any more must not pass for a finished one.
	 *
	 * @param name which training it is
	 * @param method what to leave out if it fails
	 */
	private static ModelFile train(final String name, final String method, final Path model,
		final Supplier<ModelFile> training)
	{
		try {
			return training.get();
		}
		catch (final CairnException e) {
			if (!(e.getCause() instanceof DivergedException diverged)) throw e;
			delete(model);
			throw new CairnException("The loss of '" + name + "' was no longer a finite number at step " + diverged.step() +
				"; leave " + method + " out of methods, or start in another folder with a smaller rate.", diverged);
		}
	}

	private static void delete(final Path model) {
		try {
			Files.deleteIfExists(model);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + model + " could not be deleted; delete it by hand.", e);
		}
	}

	private void readSeconds(final StudyMethod method, final RunKey run, final Recipes recipes) {
		if (method.isFromScratch()) return;
		final Path file = recipes.pretrained(method, run);
		if (!Files.exists(file)) return;
		pretrainingSeconds.computeIfAbsent(file.getFileName().toString(), name -> ModelFile.describe(file).plan().provenance()
			.seconds());
	}
}
