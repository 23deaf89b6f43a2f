// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;

/**
 * How cases are divided, as a JSON file writes it:
 * <pre>
 * {"train": ["a", "b", "c"], "validation": ["d"], "labelled_draws": {"1": [["a"], ["c"]], "2": [["a", "b"], ["b", "c"]]}}
 * </pre>
 */
final class SplitFile {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** Cases to train on. */
	List<String> train = new ArrayList<>();

	/** Cases to score on. */
	@SerializedName(value = "validation", alternate = "test")
	List<String> test = new ArrayList<>();

	/** By number of labelled volumes or groups: the names of each draw. */
	@SerializedName("labelled_draws")
	Map<String, List<List<String>>> draws = new TreeMap<>();

	/**
	 * Reads a file.
	 *
	 * @throws CairnException if it is missing or does not hold all three parts
	 */
	static SplitFile read(final Path file) {
		if (!Files.isRegularFile(file)) throw CairnException.of("splits", "The file " + file +
			" given as \"splits\" does not exist; check its name.");
		try {
			final SplitFile read = GSON.fromJson(Files.readString(file, StandardCharsets.UTF_8), SplitFile.class);
			if (read != null && read.train != null && !read.train.isEmpty() && read.test != null && !read.test.isEmpty() &&
				read.draws != null) return read;
		}
		catch (final IOException | JsonParseException e) {
			throw new CairnException("The file " + file + " cannot be read as a division of cases (" + e.getMessage() +
				"); correct it, or let the study divide the cases.", e);
		}
		throw new CairnException("The file " + file + " must name the cases of \"train\" and \"validation\"; add them.");
	}

	/** Writes a file, whole or not at all. */
	void write(final Path file) {
		WholeFile.write(file, out -> out.write(GSON.toJson(this).getBytes(StandardCharsets.UTF_8)));
	}
}
