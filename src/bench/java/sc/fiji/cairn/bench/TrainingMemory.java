// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

import net.imglib2.img.array.ArrayImgs;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.format.NiftiFormat;

/**
 * Fine-tunes with all volumes in memory, and with a quarter of them, and prints seconds to read, steps per second and peak
 * heap of both.
 * <p>
 * Arguments: number of volumes, side of their slices, number of slices, dimensions of the network (2 or 3), its width, side
 * of the window, batch, steps, and the folder to work in, which gets the volumes, 5 bytes a voxel of scratch files, and the
 * model. Java leaves less garbage lying if the heap is limited: say {@code -Dbench.heap=1500m}.
 * </p>
 */
public final class TrainingMemory {

	private static final double MEGABYTE = 1 << 20;

	private TrainingMemory() {}

	private static final VolumeIO IO = new VolumeIO(List.of(new NiftiFormat()));

	/** Trains twice. */
	public static void main(final String[] args) throws IOException {
		final int volumes = number(args, 0, 16);
		final int side = number(args, 1, 192);
		final int slices = number(args, 2, 64);
		final int dimensions = number(args, 3, 2);
		final int width = number(args, 4, 16);
		final int size = number(args, 5, 64);
		final int batch = number(args, 6, 16);
		final int steps = number(args, 7, 60);
		final Path folder = Files.createDirectories(Path.of(args.length > 8 ? args[8] : "target/training-memory"));
		final long bytes = (long) volumes * side * side * slices * (Float.BYTES + 1);
		for (int i = 0; i < volumes; i++)
			write(folder, "volume-" + i, side, slices, i);
		System.out.printf(Locale.ROOT, "held MB  of MB  seconds to read  steps/s  peak heap MB%n");
		for (final int share : new int[] { 1, 4 }) {
			final NetworkOptions network = new NetworkOptions(Design.COMMON, width, 5, OptionalInt.of(size), OptionalDouble.empty(), dimensions == 3
				? Dimensions.THREE : Dimensions.TWO, dimensions == 3 ? OptionalInt.of(size) : OptionalInt.empty());
			final FineTuneOptions options = new FineTuneOptions(new CaseSplit(new CaseFolder(IO).labelled(List.of(new ImageFolder(folder.resolve(
				"images"))), folder.resolve("labels"), List.of()), List.of()), Optional.empty(), List.of(), LabelRule.PLAIN, new SpatialAugmentation(20, 0.35, 0.1, 0.04, false,
					false), FewLabels.NONE, network, new RunOptions(steps, batch, 1e-3, 1, "auto", Precision.FLOAT32, folder.resolve(
						"model.cairn"), false));
			run(options, bytes / share);
		}
	}

	private static int number(final String[] args, final int index, final int otherwise) {
		return args.length > index ? Integer.parseInt(args[index]) : otherwise;
	}

	private static void run(final FineTuneOptions options, final long limit) {
		System.gc();
		ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
		final Clock clock = new Clock(options.run().iterations());
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model(), limit)) {
			new FineTuning(new VolumeIO(List.of(new NiftiFormat())), options, clock).run(store);
			final long heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
				.mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
			System.out.printf(Locale.ROOT, "%7.0f %6.0f %16.1f %8.2f %13.0f%n", store.held() / MEGABYTE, store.total() / MEGABYTE,
				clock.reading(), clock.speed(), heap / MEGABYTE);
		}
	}

	/** Writes spheres in noise, and where they are. */
	private static void write(final Path folder, final String name, final int side, final int depth, final int seed)
		throws IOException
	{
		final SplittableRandom random = new SplittableRandom(seed);
		final byte[] image = new byte[side * side * depth];
		final byte[] label = new byte[image.length];
		for (int i = 0; i < image.length; i++) {
			final double x = (i % side) % 24 - 12;
			final double y = (i / side % side) % 24 - 12;
			final double z = (double) (i / side / side) % 24 - 12;
			if (x * x + y * y + z * z < 80) label[i] = 1;
			image[i] = (byte) (60 + 40 * label[i] + random.nextInt(60));
		}
		for (final byte[] voxels : List.of(image, label)) {
			final Path file = folder.resolve(voxels == image ? "images" : "labels").resolve(name + ".nii.gz");
			Files.createDirectories(file.getParent());
			IO.save(new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.unsignedBytes(voxels, side, side, depth),
				new Geometry(1, 1, 1, "mm", List.of()), Header.NONE), file);
		}
	}

	/** Takes the times of reading and of the steps. */
	private static final class Clock implements Progress {

		private final long begin = System.nanoTime();
		private final long[] times;
		private boolean training;
		private long read;

		Clock(final int steps) {
			times = new long[steps + 1];
		}

		@Override
		public void stage(final String name, final long total) {
			training = name.equals("Fine-tuning");
			if (training) read = System.nanoTime();
		}

		@Override
		public void advance(final long done, final String status) {
			if (training) times[(int) done] = System.nanoTime();
		}

		@Override
		public void log(final String message) {
			if (message.startsWith("Holding")) System.out.println(message);
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

		/** Returns the seconds until training began. */
		double reading() {
			return (read - begin) / 1e9;
		}

		/** Returns the steps per second; the first third warms up. */
		double speed() {
			final int last = times.length - 1;
			return (last - last / 3) / ((times[last] - times[last / 3]) / 1e9);
		}
	}
}
