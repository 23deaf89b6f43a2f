// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.fuzz.Fuzz;
import sc.fiji.cairn.torch.HostArray;

/** Spoiled checkpoints are refused in a sentence. */
class CheckpointFuzzTest {

	@TempDir
	Path folder;

	@Test
	void checkpoints() throws IOException {
		final Path file = folder.resolve("sound");
		new Checkpoint(12, "rate=0.1\nseed=1", Map.of("log", new HostArray(new long[] { 1, 2 }, new float[2]))).write(file);
		Fuzz.of("checkpoint", ".checkpoint", spoiled -> Checkpoint.read(spoiled, "rate=0.1\nseed=1")).seed(Files.readAllBytes(file))
			.run(folder);
	}
}
