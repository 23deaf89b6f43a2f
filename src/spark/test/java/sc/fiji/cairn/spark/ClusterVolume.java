// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.spark;

import java.nio.file.Path;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.Intervals;
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
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** What the script for a cluster on one machine needs: a volume and a model, and what one process makes of them. */
public final class ClusterVolume {

	private static final int SIDE = 256;

	private ClusterVolume() {}

	/**
	 * Writes the volume, of 64-bit floats, and the model into a folder; or segments it in one process; or compares the labels that the
	 * cluster has left there with those of one process.
	 *
	 * @param args the folder; {@code write} with the number of blocks, of 256 x 256 x 256 voxels, or {@code alone}, or {@code compare}
	 */
	public static void main(final String... args) {
		final Path folder = Path.of(args[0]);
		switch (args[1]) {
			case "write" -> write(folder, Integer.parseInt(args[2]));
			case "alone" -> alone(folder);
			default -> compare(folder);
		}
	}

	private static void write(final Path folder, final int blocks) {
		final RandomAccessibleInterval<DoubleType> voxels = new FunctionRandomAccessible<>(3, (place, out) -> out.set(value(place
			.getIntPosition(0), place.getIntPosition(1), place.getIntPosition(2))), DoubleType::new).view().interval(new FinalInterval(SIDE, SIDE,
				(long) SIDE * blocks));
		final Volume volume = new Volume("image", List.of(Axis.X, Axis.Y, Axis.Z), voxels, TestVolumes.spacing(1, 1, 1, "micron"), Header.NONE);
		TestPlugins.io().save(volume, folder.resolve("image.zarr"));
		System.out.printf("volume: %d MB%n", Intervals.numElements(voxels) * Double.BYTES >> 20);
		TinyModels.segmenting(new Architecture(2, 1, 3, 2), new Preprocessing(256, 0), 8, 0, 1, 2).write(folder.resolve("model.cairn"));
	}

	/** Waves of several lengths, and something finer. */
	private static double value(final int x, final int y, final int z) {
		return Math.abs(x % 94 - 47) + Math.abs((y + z) % 126 - 63) * 0.7 + (x * 31 + y * 17 + z * 7) % 13 * 1.1;
	}

	private static void alone(final Path folder) {
		final VolumeIO io = TestPlugins.io();
		final BlockJob job = BlockJob.of(folder.resolve("image.zarr").toString(), 0, Selection.ALL, folder.resolve("model.cairn"), false, Precision.FLOAT32,
			PostprocessingOptions.NOTHING);
		final Path alone = folder.resolve("alone.zarr");
		new ShardedSegmentation(BlockWork.begin(alone, job, io), Progress.SILENT).run(Shard.ALL, "cpu");
		new BlockFinish(BlockWork.begin(alone, job, io), Progress.SILENT).run();
	}

	private static void compare(final Path folder) {
		final Volume one = TestPlugins.io().open(folder.resolve("alone.zarr"));
		final Volume other = TestPlugins.io().open(folder.resolve("labels.zarr"));
		final long[] counts = new long[256];
		long differ = 0;
		for (int z = 0; z < one.size(Axis.Z); z++) {
			final float[] a = slice(one, z);
			final float[] b = slice(other, z);
			for (int i = 0; i < a.length; i++) {
				counts[(int) a[i]]++;
				if (a[i] != b[i]) differ++;
			}
		}
		System.out.println(differ + " of " + SIDE * SIDE * one.size(Axis.Z) + " voxels differ; labels 0, 1 and 2 have " + counts[0] + ", " +
			counts[1] + " and " + counts[2]);
		if (differ > 0) System.exit(1);
	}

	private static float[] slice(final Volume volume, final int z) {
		final Interval slice = FinalInterval.createMinSize(0, 0, z, SIDE, SIDE, 1);
		return Voxels.floats(Views.zeroMin(Views.interval(volume.grid(0, 0), slice)));
	}
}
