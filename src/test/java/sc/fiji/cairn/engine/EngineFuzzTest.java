// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.fuzz.Fuzz;

/** Spoiled notes about engines are refused in a sentence, or are as good as none. */
class EngineFuzzTest {

	@TempDir
	Path folder;

	@Test
	void manifests() throws IOException {
		final Path engine = Files.createDirectories(folder.resolve("engine"));
		new Manifest("2.7.1", "cpu", "linux-x86_64", "https://example.org/", List.of(new Manifest.Library("libtorch.so", 12, 34,
			"ab".repeat(32)), new Manifest.Library("libc10.so", 0, 1, ""))).write(engine);
		final byte[] sound = Files.readAllBytes(engine.resolve(Manifest.FILE));
		Fuzz.of("manifest of an engine", ".json", file -> {
			Files.copy(file, engine.resolve(Manifest.FILE), StandardCopyOption.REPLACE_EXISTING);
			Manifest.read(engine).orElseThrow().check(engine);
		}).seed(sound).run(folder);
	}

	@Test
	void choices() throws IOException {
		final EngineStore store = new EngineStore(folder.resolve("store"));
		Files.createDirectories(folder.resolve("store"));
		Fuzz.of("chosen engine", ".json", file -> {
			Files.copy(file, folder.resolve("store").resolve("choice.json"), StandardCopyOption.REPLACE_EXISTING);
			store.chosen();
		}).seed("{\"engine\": \"own\", \"folder\": \"/opt/torch\", \"flavor\": \"CPU\"}".getBytes(StandardCharsets.UTF_8)).run(folder);
	}

	@Test
	void histories() throws IOException {
		final EngineHistory history = new EngineHistory(folder, "engine");
		Fuzz.of("history of an engine", ".json", file -> {
			Files.copy(file, folder.resolve("engine.test.json"), StandardCopyOption.REPLACE_EXISTING);
			Files.copy(file, folder.resolve("engine.starting"), StandardCopyOption.REPLACE_EXISTING);
			history.tested("here");
			history.crashed();
		}).seed("{\"circumstances\": \"here\", \"outcome\": {\"works\": true, \"gpu\": false, \"detail\": \"fine\"}}".getBytes(StandardCharsets.UTF_8)).seed(
			"1234".getBytes(StandardCharsets.UTF_8)).run(folder);
	}

	@Test
	void checksums() throws IOException {
		Fuzz.of("checksums", ".txt", file -> Checksums.of(Files.readString(file, StandardCharsets.ISO_8859_1).lines())).seed(("ab".repeat(
			32) + "  cpu/linux-x86_64/libtorch.so\n").getBytes(StandardCharsets.UTF_8)).run(folder);
	}
}
