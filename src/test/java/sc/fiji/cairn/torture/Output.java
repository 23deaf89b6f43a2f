// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Safetensors;

/** What a command has written to a folder. */
final class Output {

	private Output() {}

	/** Lists files by their paths within a folder, with a text that is the same where what counts in them is. */
	static Map<String, String> of(final Path folder) throws IOException {
		final Map<String, String> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator)
				files.put(folder.relativize(file).toString().replace('\\', '/'), digest(file));
		}
		return files;
	}

	private static String digest(final Path file) throws IOException {
		final String name = file.getFileName().toString();
		if (name.endsWith(".cairn")) {
			final ModelFile model = ModelFile.read(file);
			return Sha256.of(Safetensors.toBytes(model.weights())) + Sha256.of(model.log().toString());
		}
		// Others hold times and dates.
		if (name.endsWith(".nii.gz") || name.endsWith(".tif")) return Sha256.of(file);
		if (name.equals("results.csv")) return Sha256.of(Files.readString(file).replaceAll(",[^,\r\n]*(\r?\n)", "$1"));
		return "";
	}

	/** Makes sure that no file of those that have their names yet is half-written. */
	static void requireWhole(final Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator)
				requireWholeFile(file);
		}
	}

	private static void requireWholeFile(final Path file) throws IOException {
		final String name = file.getFileName().toString();
		if (name.startsWith(".") || name.endsWith(".lock") || file.getParent().toString().endsWith(".scratch")) return;
		if (name.endsWith(".cairn")) ModelFile.read(file);
		else if (name.contains(".checkpoint")) Safetensors.read(file);
		else if (name.endsWith(".nii.gz")) TestPlugins.io().open(file);
		else if (name.endsWith(".json")) JsonParser.parseString(Files.readString(file));
		else assertTrue(Files.size(file) > 0, file.toString());
	}
}
