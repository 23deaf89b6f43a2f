// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.model.Json;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;

/**
 * What a study does, in the file {@code study.json}: the user's parameters and what followed from them, which a study
 * that goes on takes over.
 *
 * @param options the parameters, as JSON
 * @param preprocessing how volumes become input, the same for all methods
 * @param architecture the network
 * @param precision number format of all runs
 * @param device what does the work
 * @param software versions
 */
public record StudyRecord(JsonElement options, Preprocessing preprocessing, Architecture architecture, Precision precision,
	String device, String software)
{

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** Parameters that say which runs there are; a study may grow, and go on without some of its methods. */
	private static final Set<String> RUNS = Set.of("methods", "counts", "draws");

	/** Gets the same record for a study that has grown. */
	StudyRecord with(final StudyOptions grown) {
		return new StudyRecord(json(grown), preprocessing, architecture, precision, device, software);
	}

	/** Turns parameters into JSON, without the place of the output, which may be moved. */
	static JsonElement json(final StudyOptions options) {
		final JsonObject json = Json.of(options).getAsJsonObject();
		json.remove("output");
		return json;
	}

	/**
	 * Reads the record of a study.
	 *
	 * @throws CairnException if it is broken, or the study was made with other parameters
	 */
	static StudyRecord read(final Path file, final StudyOptions options) {
		final StudyRecord record = parse(file);
		final TreeMap<String, String> here = flat(json(options));
		final TreeMap<String, String> there = flat(record.options());
		// NB: what was chosen may be named from then on, as a recorded macro does, or be left to the study again.
		final String precision = here.get("precision");
		if (List.of("AUTO", record.precision().name()).contains(precision)) there.put("precision", precision);
		final Set<String> keys = new TreeSet<>(there.keySet());
		keys.addAll(here.keySet());
		for (final String key : keys)
			if (!RUNS.contains(key.split("\\.")[0]) && !Objects.equals(there.get(key), here.get(key))) throw new CairnException(
				"The folder " + file.toAbsolutePath().getParent() + " holds a study with other parameters (there " + key + "=" +
					there.get(key) + ", here " + here.get(key) + "); give the same, or choose another folder as output.");
		record.requireGrown(file, options);
		return record;
	}

	/** Fewer counts or draws would lose draws from the record of the splits, and then mix with what was done before. */
	private void requireGrown(final Path file, final StudyOptions now) {
		final Counts counts = counts();
		final boolean shrunk = !now.counts().numbers().containsAll(counts.numbers()) || counts.all() && !now.counts().all();
		if (shrunk || draws() > now.draws()) throw new CairnException("The folder " + file.toAbsolutePath().getParent() +
			" holds a study with " + (shrunk ? "the counts " + counts : draws() + " draws") +
			", of which some are missing here; give them all and perhaps more, or choose another folder as output.");
	}

	private Counts counts() {
		return GSON.fromJson(options.getAsJsonObject().get("counts"), Counts.class);
	}

	private int draws() {
		return options.getAsJsonObject().get("draws").getAsInt();
	}

	private static StudyRecord parse(final Path file) {
		try {
			final StudyRecord record = GSON.fromJson(Files.readString(file, StandardCharsets.UTF_8), StudyRecord.class);
			if (record != null && record.options() != null && record.preprocessing() != null && record.architecture() != null && record
				.precision() != null && record.counts() != null && record.draws() > 0) return record;
		}
		// NB: what a record's constructor throws comes out as a bare RuntimeException.
		catch (final IOException | RuntimeException e) {
			throw new CairnException("The file " + file + " cannot be read as the record of a study (" + e.getMessage() +
				"); choose another folder as output.", e);
		}
		throw new CairnException("The file " + file + " is no record of a study; choose another folder as output.");
	}

	private static TreeMap<String, String> flat(final JsonElement json) {
		final TreeMap<String, String> values = new TreeMap<>();
		add(values, "", json);
		return values;
	}

	private static void add(final TreeMap<String, String> values, final String key, final JsonElement json) {
		if (json instanceof JsonObject object) object.entrySet().forEach(entry -> add(values, key.isEmpty() ? entry.getKey()
			: key + "." + entry.getKey(), entry.getValue()));
		else values.put(key, json.isJsonPrimitive() ? json.getAsString() : json.toString());
	}

	/** Writes the file, whole or not at all. */
	void write(final Path file) {
		WholeFile.write(file, out -> out.write(text().getBytes(StandardCharsets.UTF_8)));
	}

	/** Gets the record as indented JSON. */
	public String text() {
		return GSON.toJson(this);
	}

	/** Makes sure that the draws of a study that goes on are still the same. */
	static void requireSame(final SplitFile before, final Splits now) {
		final boolean moved = !before.train.equals(now.train()) || !before.test.equals(now.test());
		if (moved || now.draws().entrySet().stream().anyMatch(entry -> differ(before.draws.get("" + entry.getKey()), entry
			.getValue()))) throw new CairnException(
				"The cases of the study in the output folder were divided in another way; restore the folders of images and " +
					"labels and the file of splits, or choose another folder as output.");
	}

	private static boolean differ(final List<List<String>> before, final List<List<String>> now) {
		if (before == null) return false;
		final int common = Math.min(before.size(), now.size());
		return !before.subList(0, common).equals(now.subList(0, common));
	}
}
