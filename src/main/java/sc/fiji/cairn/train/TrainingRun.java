// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.model.Json;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.PrecisionProbe;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;

/**
 * What is the same around every training: its identity, for resuming it, and its record, for doing it again.
 */
public final class TrainingRun {

	private static final String PRECISION = "precision=";

	private static final String CHECKPOINT = ".checkpoint";

	private final String stage;
	private final Object options;
	private final RunOptions run;
	private final List<Case> cases;
	private final List<String> unlabelled;
	private final long begin = System.nanoTime();

	/**
	 * Describes a run.
	 *
	 * @param stage {@code pretraining} or {@code fine-tuning}
	 * @param options the record of all its parameters
	 * @param run the part of them that every training has
	 * @param cases those that it trains on, in order
	 * @param unlabelled names of the volumes whose unlabelled slices it learns from beside them, in order
	 */
	public TrainingRun(final String stage, final Object options, final RunOptions run, final List<Case> cases,
		final List<String> unlabelled)
	{
		this.stage = stage;
		this.options = options;
		this.run = run;
		this.cases = List.copyOf(cases);
		this.unlabelled = List.copyOf(unlabelled);
	}

	/**
	 * Clears the way: deletes what an interrupted run has left for the same model, unless this one is to go on with it.
	 *
	 * @param progress told if there is nothing to go on with
	 */
	public void begin(final Progress progress) {
		if (!run.resume()) deleteCheckpoints(run.model());
		else if (!Files.exists(checkpoint(0))) progress.log(
			"There is no interrupted run to go on with, so this one starts at the beginning.");
	}

	/** Gets what an interrupted training of a model has left beside it, to go on from. */
	public static Optional<Path> interrupted(final Path model) {
		return Optional.of(checkpoint(model, 0)).filter(Files::exists);
	}

	private static Path checkpoint(final Path model, final int part) {
		return model.resolveSibling(model.getFileName() + CHECKPOINT + (part == 0 ? "" : "-" + (part + 1)));
	}

	/** Gets where the state of a training is kept; of several that make one model they are counted from 0. */
	private Path checkpoint(final int part) {
		return checkpoint(run.model(), part);
	}

	/** Gets how to do one of the trainings, if they are done alike. */
	public TrainingOptions training(final int part) {
		return training(part, run);
	}

	/** Gets how to do one of the trainings, whose recipe may be its own. */
	public TrainingOptions training(final int part, final RunOptions own) {
		return new TrainingOptions(own.iterations(), own.rate(), own.optimisation(), checkpoint(part),
			TrainingOptions.CHECKPOINT_EVERY, run.resume());
	}

	/** Deletes the checkpoints of all trainings for the model, however many an earlier run had. */
	static void deleteCheckpoints(final Path path) {
		final Path model = path.toAbsolutePath();
		if (!Files.isDirectory(model.getParent())) return;
		final Pattern name = Pattern.compile(Pattern.quote(model.getFileName() + CHECKPOINT) + "(-\\d+)?");
		try (Stream<Path> files = Files.list(model.getParent())) {
			files.filter(file -> name.matcher(file.getFileName().toString()).matches()).toList().forEach(Checkpoint::delete);
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + model.getParent() + " cannot be read (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	/**
	 * Writes the model and deletes the checkpoints of all trainings that made it.
	 *
	 * @param diverged how the last training failed; null if it did not
	 * @return the model
	 * @throws CairnException if it failed; the model then has the last good weights
	 */
	public ModelFile finish(final ModelFile model, final DivergedException diverged, final Progress progress) {
		model.write(run.model());
		deleteCheckpoints(run.model());
		if (diverged != null) throw new CairnException(diverged.getMessage() + " The last good weights are kept in " + run
			.model() + ".", diverged);
		progress.log(String.format(Locale.ROOT, "Wrote %s after %.0f s.", run.model(), seconds()));
		return model;
	}

	/**
	 * Finds the precision to train in; a resumed run must not choose again.
	 *
	 * @param progress asked between trials whether to cancel
	 */
	public Precision precision(final Torch torch, final Architecture architecture, final Preprocessing preprocessing,
		final Progress progress)
	{
		final Path checkpoint = checkpoint(0);
		Precision wanted = run.precision();
		if (wanted == Precision.AUTO && run.resume() && Files.exists(checkpoint)) wanted = Checkpoint.fingerprint(checkpoint)
			.lines().filter(line -> line.startsWith(PRECISION)).map(line -> Precision.valueOf(line.substring(PRECISION
				.length()))).findFirst().orElse(wanted);
		return PrecisionProbe.resolve(wanted, torch, architecture, preprocessing.shape(), run.batch(), progress);
	}

	/**
	 * Gets a text of lines {@code key=value} that two runs share only if they take the same course.
	 *
	 * @param part which of the trainings of this run it is
	 * @param resolved what followed from parameters and data: shape of the network, preparation, weights to start from
	 */
	public String fingerprint(final Precision precision, final String part, final List<?> resolved) {
		final List<String> lines = new ArrayList<>();
		addLines(lines, Json.course(options));
		lines.addAll(List.of(PRECISION + precision, "part=" + part, "resolved=" + resolved));
		return String.join("\n", lines);
	}

	private static void addLines(final List<String> lines, final JsonObject object) {
		object.entrySet().forEach(entry -> {
			if (entry.getValue().isJsonObject()) addLines(lines, entry.getValue().getAsJsonObject());
			else lines.add(entry.getKey() + "=" + entry.getValue());
		});
	}

	/** Says what does the work. */
	public static String device(final Torch torch, final Precision precision) {
		return torch.description() + ", " + precision.name().toLowerCase(Locale.ROOT);
	}

	/** Tells the precision that a model was trained in, such as {@code float32}. */
	public static String precision(final Provenance provenance) {
		return provenance.device().substring(provenance.device().lastIndexOf(", ") + 2);
	}

	/**
	 * Makes the record of the run, at its end.
	 *
	 * @param stopped whether the user ended it before its last step
	 */
	public Provenance provenance(final Torch torch, final Precision precision, final long steps, final boolean stopped,
		final Provenance parent)
	{
		return new Provenance(stage, Json.of(options), names(), folders(), unlabelled, device(torch, precision), software(), OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(), seconds(), steps,
			stopped, parent);
	}

	private List<String> names() {
		return cases.stream().map(Case::name).toList();
	}

	private List<String> folders() {
		return cases.stream().map(one -> one.image().getParent().toString()).distinct().toList();
	}

	/** Names the versions of this suite, Java and the system. */
	public static String software() {
		final String version = TrainingRun.class.getPackage().getImplementationVersion();
		return "Cairn " + (version == null ? "development" : version) + ", Java " + System.getProperty("java.version") +
			", " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
	}

	/** Returns the seconds since the run began. */
	private double seconds() {
		return (System.nanoTime() - begin) / 1e9;
	}
}
