// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.command.FineTuneCommand;
import sc.fiji.cairn.command.SegmentCommand;

/**
 * Weeks of use in one process take no more of anything than the first minutes.
 * <p>
 * The system property {@value #ROUNDS} says how many rounds, of one training and ten segmentations each.
 * </p>
 */
class LongUseTest {

	static final String ROUNDS = "cairn.rounds";

	private static final int SEGMENTATIONS = 10;

	@TempDir
	Path folder;

	/** What a process has taken: MB of the heap after a collection, MB of memory, threads, open files, temporary files. */
	private record Use(long heap, long memory, int threads, long descriptors, long temporary) {

		static Use now() throws Exception {
			for (int i = 0; i < 3; i++) {
				System.gc();
				Thread.sleep(50);
			}
			final long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
			final Path status = Path.of("/proc/self/statm");
			final long memory = Files.exists(status) ? Long.parseLong(Files.readString(status).split(" ")[1]) * 4096 >> 20 : 0;
			return new Use(heap, memory, ManagementFactory.getThreadMXBean().getThreadCount(), count(Path.of("/proc/self/fd")), count(
				Path.of(System.getProperty("java.io.tmpdir"))));
		}

		private static long count(final Path folder) throws IOException {
			if (!Files.isDirectory(folder)) return 0;
			try (Stream<Path> files = Files.list(folder)) {
				return files.count();
			}
		}
	}

	@Test
	void nothingGrows() throws Exception {
		final int rounds = Integer.getInteger(ROUNDS, 4);
		final Path model = folder.resolve("m.cairn");
		final Path labels = folder.resolve("labels.nii.gz");
		final List<Use> uses = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			RunCommand.run(FineTuneCommand.class, "images=test-images/images labels=test-images/labels cases=train-1 iterations=3 width=4 " +
				"levels=2 size=16 batch=4 device=cpu precision=float32 overwrite=true model=" + model);
			for (int i = 0; i < SEGMENTATIONS; i++)
				RunCommand.run(SegmentCommand.class, "input=test-images/images/test-" + (1 + i % 6) + ".nii.gz device=cpu overwrite=true model=" +
					model + " output=" + labels);
			if (round % Math.max(1, rounds / 20) == 0 || round == rounds - 1) uses.add(Use.now());
		}
		System.out.println(rounds + " trainings, " + rounds * SEGMENTATIONS + " segmentations: " + uses);
		final Use early = uses.get(Math.min(uses.size() - 2, uses.size() / 4));
		final Use late = uses.get(uses.size() - 1);
		assertTrue(late.threads() <= early.threads() + 2, uses.toString());
		assertTrue(late.descriptors() <= early.descriptors() + 4, uses.toString());
		assertTrue(late.heap() <= early.heap() + 16, uses.toString());
		assertTrue(late.memory() <= early.memory() + Math.max(128, early.memory() / 5), uses.toString());
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of("cairn-files.json", "labels.nii.gz", "m.cairn"), files.map(file -> file.getFileName().toString()).sorted()
				.toList());
		}
	}
}
