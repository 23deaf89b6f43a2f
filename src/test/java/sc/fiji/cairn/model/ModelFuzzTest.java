// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.fuzz.Fuzz;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;

/** Spoiled models are refused in a sentence. */
class ModelFuzzTest {

	private static final Preprocessing PREPROCESSING = new Preprocessing(16, 0.7);

	@TempDir
	Path folder;

	private Path model;

	@BeforeEach
	void writeModel() {
		model = folder.resolve("sound.cairn");
		TinyModels.segmenting(TinyModels.TINY, PREPROCESSING, 5, 0, 2, 7).write(model);
	}

	private Map<String, byte[]> entries() throws IOException {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(model.toFile())) {
			for (final String name : new String[] { "model.json", "weights.safetensors", "training.csv" })
				entries.put(name, zip.getInputStream(zip.getEntry(name)).readAllBytes());
		}
		return entries;
	}

	private static Path pack(final Path file, final Map<String, byte[]> entries) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
			zip.finish();
			return Files.write(file, bytes.toByteArray());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void models() throws IOException {
		final Fuzz fuzz = Fuzz.of("model", ".cairn", ModelFile::read).seed(Files.readAllBytes(model));
		TinyModels.pretrained(new Architecture(3, 2, 2, 2), PREPROCESSING, 5).write(model);
		fuzz.seed(Files.readAllBytes(model)).run(folder);
	}

	/** Whoever wants to deceive makes the checksums right. */
	@Test
	void descriptions() throws IOException {
		final Map<String, byte[]> entries = entries();
		Fuzz.of("model description", ".json", file -> {
			entries.put("model.json", Files.readAllBytes(file));
			ModelFile.read(pack(model, entries));
		}).seed(entries.get("model.json")).run(folder);
	}

	@Test
	void weightsWithRightChecksums() throws IOException {
		final Map<String, byte[]> entries = entries();
		final String description = new String(entries.get("model.json"), StandardCharsets.UTF_8);
		final String sum = Sha256.of(entries.get("weights.safetensors"));
		Fuzz.of("model weights", ".weights", file -> {
			final byte[] weights = Files.readAllBytes(file);
			entries.put("weights.safetensors", weights);
			entries.put("model.json", description.replace(sum, Sha256.of(weights)).getBytes(StandardCharsets.UTF_8));
			ModelFile.read(pack(model, entries));
		}).seed(entries.get("weights.safetensors")).run(folder);
	}

	@Test
	void safetensors() throws IOException {
		Fuzz.of("safetensors", ".safetensors", Safetensors::read).seed(entries().get("weights.safetensors")).run(folder);
	}
}
