package sc.fiji.cairn.train;

import com.google.gson.JsonElement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;

/**
 * What is the same around every training: its identity, for resuming it, and its record, for doing it again.
 */
public final class TrainingRun {

	/** Parameters that do not change the course of a run. */
	private static final Set<String> WITHOUT_EFFECT = Set.of("model", "resume", "device", "precision");

	private static final String PRECISION = "precision=";

	private final String stage;
	private final JsonElement options;
	private final List<String> cases;
	private final long begin = System.nanoTime();

	/**
	 * Describes a run.
	 *
	 * @param stage {@code pretraining} or {@code fine-tuning}
	 * @param options the record of its parameters
	 * @param cases names of the cases that it trains on, in order
	 */
	public TrainingRun(final String stage, final Object options, final List<String> cases) {
		this.stage = stage;
		this.options = ModelFile.json(options);
		this.cases = List.copyOf(cases);
	}

	/**
	 * Gets where the state of a training that makes the given model is kept.
	 *
	 * @param part which of the trainings that make the model it is, from 0
	 */
	public static Path checkpoint(final Path model, final int part) {
		return model.resolveSibling(model.getFileName() + ".checkpoint" + (part == 0 ? "" : "-" + (part + 1)));
	}

	/** Deletes the checkpoints of all trainings that made a model, once it is written. */
	public static void deleteCheckpoints(final Path model, final int parts) {
		for (int part = 0; part < parts; part++)
			Checkpoint.delete(checkpoint(model, part));
	}

	/**
	 * Returns the precision of an interrupted run, or the wanted one if there is none: a resumed run must not choose
	 * again.
	 */
	public static Precision precision(final Path checkpoint, final boolean resume, final Precision wanted) {
		if (wanted != Precision.AUTO || !resume || !Files.exists(checkpoint)) return wanted;
		return Checkpoint.fingerprint(checkpoint).lines().filter(line -> line.startsWith(PRECISION)).map(line -> Precision
			.valueOf(line.substring(PRECISION.length()))).findFirst().orElse(wanted);
	}

	/**
	 * Gets a text of lines {@code key=value} that two runs share only if they take the same course.
	 *
	 * @param part which of the trainings of this run it is
	 * @param resolved what followed from parameters and data: shape of the network, preparation, weights to start from
	 */
	public String fingerprint(final Precision precision, final String part, final List<?> resolved) {
		final String parameters = options.getAsJsonObject().entrySet().stream().filter(entry -> !WITHOUT_EFFECT.contains(
			entry.getKey())).map(Map.Entry::toString).collect(Collectors.joining("\n"));
		return parameters + "\n" + PRECISION + precision + "\npart=" + part + "\nresolved=" + resolved + "\ncases=" + String.join(";",
			cases);
	}

	/** Makes the record of the run, at its end. */
	public Provenance provenance(final Torch torch, final Precision precision, final long steps,
		final Provenance parent)
	{
		final String version = TrainingRun.class.getPackage().getImplementationVersion();
		return new Provenance(stage, options, cases, torch.description() + ", " + precision.name().toLowerCase(
			Locale.ROOT), "Cairn " + (version == null ? "development" : version) + ", Java " + System.getProperty(
				"java.version") + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"), OffsetDateTime
					.now().truncatedTo(ChronoUnit.SECONDS).toString(), seconds(), steps, parent);
	}

	/** Returns the seconds since the run began. */
	public double seconds() {
		return (System.nanoTime() - begin) / 1e9;
	}
}
