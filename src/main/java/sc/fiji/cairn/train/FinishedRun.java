// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.model.Incidental;
import sc.fiji.cairn.model.Json;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Provenance;

/** Tells whether what a resumed training is to make is there already, by the same parameters and from the same files. */
public final class FinishedRun {

	private FinishedRun() {}

	/**
	 * Tells whether nothing is left to do.
	 *
	 * @return false if a file that is learnt from is younger than the model, or the training had ended early
	 * @throws CairnException if the model cannot be read
	 */
	public static boolean is(final CommonOptions options) {
		final Path model = options.run().model();
		if (!options.run().resume() || !Files.isRegularFile(model) || !ModelFile.isModel(model)) return false;
		final Provenance done = ModelFile.describe(model).plan().provenance();
		return !done.stopped() && Stream.of(options, options.inVolumes()).anyMatch(one -> course(Json.of(one)).equals(course(done
			.options()))) && Stream.concat(options.sources(), options.pretrained().stream()).noneMatch(file -> time(file).compareTo(time(
				model)) > 0);
	}

	private static FileTime time(final Path file) {
		try {
			return Files.getLastModifiedTime(file);
		}
		catch (final IOException e) {
			throw new CairnException("The file " + file + " cannot be read (" + e.getMessage() + "); check that it is there.", e);
		}
	}

	/** Writes parameters without those that do not change the course of a run. */
	private static String course(final JsonElement parameters) {
		final JsonObject all = parameters.getAsJsonObject().deepCopy();
		final JsonObject run = all.getAsJsonObject("run");
		if (run != null) Stream.of(RunOptions.class.getDeclaredFields()).filter(field -> field.isAnnotationPresent(Incidental.class)).map(
			Field::getName).forEach(run::remove);
		return new Gson().toJson(all);
	}
}
