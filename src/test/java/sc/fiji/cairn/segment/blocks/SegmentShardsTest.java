// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** Macros in three JVMs at the same time, as three machines of a cluster would run them. */
class SegmentShardsTest {

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();

	@Test
	void threeJvmsWriteWhatOneWrites() throws Exception {
		io.save(TestVolumes.floats("image", TestVolumes.spacing(1, 1, 1, "micron"), 300, 40, 270, (x, y, z) -> Math.sin(x * 0.3 + y * 0.2) + Math
			.sin(z * 0.7)), folder.resolve("image.zarr"));
		TinyModels.segmenting(new Architecture(3, 1, 2, 2), new Preprocessing(16, 0, Preprocessing.Normalisation.PERCENTILES_1_99, 16, 0), 5, 0, 1,
			2).write(folder.resolve("model.cairn"));
		final ExecutorService threads = Executors.newFixedThreadPool(3);
		final List<Callable<MacroRun>> shards = new ArrayList<>();
		for (int number = 1; number <= 3; number++) {
			final String shard = number + "/3";
			final Path own = Files.createDirectories(folder.resolve("jvm" + number));
			shards.add(() -> segment(own, shard));
		}
		for (final Future<MacroRun> run : threads.invokeAll(shards))
			assertEquals(0, run.get().status(), () -> text(run));
		threads.shutdown();
		final MacroRun finished = segment(Files.createDirectories(folder.resolve("jvm")), "finish");
		assertEquals(0, finished.status(), finished::err);
		final MacroRun alone = segment(Files.createDirectories(folder.resolve("alone")), "");
		assertEquals(0, alone.status(), alone::err);
		assertArrayEquals(Voxels.floats(io.open(folder.resolve("alone.zarr")).grid(0, 0)), Voxels.floats(io.open(folder.resolve("jvm.zarr"))
			.grid(0, 0)));
	}

	private MacroRun segment(final Path own, final String shard) throws IOException, InterruptedException {
		final String output = folder.resolve(shard.isEmpty() ? "alone.zarr" : "jvm.zarr").toString();
		return MacroRun.of(own, "run(\"Cairn Segment...\", \"input=" + folder.resolve("image.zarr") + " model=" + folder.resolve("model.cairn") +
			" device=cpu output=" + output + (shard.isEmpty() ? "" : " shard=" + shard) + "\");", "");
	}

	private static String text(final Future<MacroRun> run) {
		try {
			return run.get().out() + run.get().err();
		}
		catch (final Exception e) {
			return e.toString();
		}
	}
}
