// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.nio.file.Path;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.view.Views;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.blocks.BlockFinish;
import sc.fiji.cairn.segment.blocks.BlockJob;
import sc.fiji.cairn.segment.blocks.BlockWork;
import sc.fiji.cairn.segment.blocks.ShardedSegmentation;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** What the script for a cluster on one machine needs: a volume and a model, and what one process makes of them. */
public final class ClusterVolume {

	private static final int SIDE = 384;
	private static final int DEPTH = 512;

	private ClusterVolume() {}

	/** Writes the volume and the model into a folder, or compares labels that the cluster has left there with those of one process. */
	public static void main(final String... args) {
		final Path folder = Path.of(args[0]);
		if (args[1].equals("write")) write(folder);
		else compare(folder);
	}

	private static void write(final Path folder) {
		TestPlugins.io().save(TestVolumes.computed(SIDE, SIDE, DEPTH, (x, y, z) -> 100 + 50 * Math.sin(x * 0.05) + 40 * Math.sin(y * 0.04 + z *
			0.03) + (x * 31 + y * 17 + z * 7) % 13), folder.resolve("image.zarr"));
		TinyModels.segmenting(new Architecture(3, 1, 2, 2), new Preprocessing(32, 0, Preprocessing.Normalisation.PERCENTILES_1_99, 32, 0), 5, 0, 1,
			2).write(folder.resolve("model.cairn"));
	}

	private static void compare(final Path folder) {
		final VolumeIO io = TestPlugins.io();
		final BlockJob job = BlockJob.of(folder.resolve("image.zarr").toString(), 0, Selection.ALL, folder.resolve("model.cairn"), false,
			PostprocessingOptions.NOTHING);
		final Path alone = folder.resolve("alone.zarr");
		final long begun = System.nanoTime();
		new ShardedSegmentation(BlockWork.begin(alone, job, io), Progress.SILENT).run(Shard.ALL, "cpu");
		new BlockFinish(BlockWork.begin(alone, job, io), Progress.SILENT).run();
		System.out.printf("one process: %.1f s%n", (System.nanoTime() - begun) / 1e9);
		final Volume one = io.open(alone);
		final Volume other = io.open(folder.resolve("labels.zarr"));
		long differ = 0;
		for (int z = 0; z < DEPTH; z++) {
			final float[] a = slice(one, z);
			final float[] b = slice(other, z);
			for (int i = 0; i < a.length; i++)
				if (a[i] != b[i]) differ++;
		}
		System.out.println(differ + " of " + (long) SIDE * SIDE * DEPTH + " voxels differ");
		if (differ > 0) System.exit(1);
	}

	private static float[] slice(final Volume volume, final int z) {
		final Interval slice = FinalInterval.createMinSize(0, 0, z, SIDE, SIDE, 1);
		return Voxels.floats(Views.zeroMin(Views.interval(volume.grid(0, 0), slice)));
	}
}
