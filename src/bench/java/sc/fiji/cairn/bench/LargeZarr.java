// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

import net.imglib2.Interval;

import sc.fiji.cairn.LinuxMemory;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.IntensityMap;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.BlockLabels;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.segment.blocks.BlockJob;
import sc.fiji.cairn.segment.blocks.BlockWork;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Selection;

/**
 * Counts the intensities of a sparse OME-Zarr image of 16 bits that may be larger than memory and disk, and segments blocks of it by a
 * small network; prints seconds, CPU seconds, live heap, resident memory and open files.
 * <p>
 * Arguments: gigabytes, the share of the intensities and that of the blocks, such as {@code 1/16}, and the folder to work in. One chunk
 * of eight is written, and linked to all its places; of the others the fill value is all there is.
 * </p>
 */
public final class LargeZarr {

	private static final int SIDE = 2048;
	private static final int CHUNK = 128;
	private static final int SLICES_PER_GIGABYTE = 128;
	private static final int WRITTEN = 8;

	private LargeZarr() {}

	/** Runs one size. */
	public static void main(final String[] args) throws IOException {
		final int depth = (int) (Double.parseDouble(args[0]) * SLICES_PER_GIGABYTE);
		final Path folder = Files.createDirectories(Path.of(args[3]));
		final Path image = folder.resolve("image.zarr");
		write(image, depth);
		final Path model = folder.resolve("model.cairn");
		TinyModels.segmenting(new Architecture(3, 1, 2, 2), new Preprocessing(32, 0, Preprocessing.Normalisation.PERCENTILES_1_99, 32, 0), 5, 0, 1,
			2).write(model);
		final BlockWork work = BlockWork.begin(folder.resolve("labels.zarr"), BlockJob.of(image.toString(), 0, Selection.ALL, model, false, Precision.FLOAT32,
			PostprocessingOptions.NOTHING), TestPlugins.io());
		final Watch watch = new Watch();
		final List<Integer> parts = Shard.of(args[1]).of(IntStream.range(0, work.parts().size()).boxed().toList());
		for (final int part : parts)
			work.count(0, part, Progress.SILENT);
		watch.tell(args[0] + " GB, intensities, " + parts.size() + " of " + work.parts().size() + " parts");
		final List<Interval> blocks = Shard.of(args[2]).of(work.blocks());
		try (Segmenter segmenter = new Segmenter(Segmenter.read(model), "cpu", Progress.SILENT)) {
			final BlockLabels prediction = segmenter.blocks(TestPlugins.io().open(image), List.of(IntensityMap.of(new Intensity(0, 1597, 100, 1500))));
			for (final Interval block : blocks)
				work.predict(prediction, block);
		}
		watch.tell(args[0] + " GB, " + blocks.size() + " of " + work.blocks().size() + " blocks");
	}

	/** What a step took; looks every so often at what is in use meanwhile. */
	private static final class Watch {

		private static final long PAUSE = 20;

		private long begun = System.nanoTime();
		private long used = cpu();
		private long live;
		private long open;

		Watch() {
			final Thread thread = new Thread(this::look, "watch");
			thread.setDaemon(true);
			thread.start();
		}

		private static long cpu() {
			return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
		}

		private void look() {
			try {
				while (true) {
					sample();
					Thread.sleep(PAUSE);
				}
			}
			catch (final IOException | InterruptedException e) {
				throw new IllegalStateException("This needs Linux.", e);
			}
		}

		private synchronized void sample() throws IOException {
			try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
				open = Math.max(open, files.count());
			}
			live = Math.max(live, ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP && pool
				.getCollectionUsage() != null).mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum());
		}

		synchronized void tell(final String step) {
			System.out.printf(Locale.ROOT, "%s: %.1f s, %.1f s of CPU, heap %d MB after collections, resident %d MB at most, %d descriptors%n", step,
				(System.nanoTime() - begun) / 1e9, (cpu() - used) / 1e9, live >> 20, LinuxMemory.LARGEST_RESIDENT.bytes().orElse(0) >> 20, open);
			begun = System.nanoTime();
			used = cpu();
			live = 0;
			open = 0;
		}
	}

	private static void write(final Path image, final int depth) throws IOException {
		final Path array = Files.createDirectories(image.resolve("0"));
		Files.writeString(image.resolve(".zgroup"), "{\"zarr_format\":2}");
		Files.writeString(image.resolve(".zattrs"), "{\"multiscales\":[{\"version\":\"0.4\",\"axes\":[{\"name\":\"z\",\"type\":\"space\"}," +
			"{\"name\":\"y\",\"type\":\"space\"},{\"name\":\"x\",\"type\":\"space\"}],\"datasets\":[{\"path\":\"0\"," +
			"\"coordinateTransformations\":[{\"type\":\"scale\",\"scale\":[1,1,1]}]}]}]}");
		Files.writeString(array.resolve(".zarray"), String.format(Locale.ROOT, "{\"zarr_format\":2,\"shape\":[%d,%d,%d],\"chunks\":[%d,%d,%d]," +
			"\"dtype\":\"<u2\",\"order\":\"C\",\"compressor\":null,\"filters\":null,\"fill_value\":100,\"dimension_separator\":\"/\"}", depth, SIDE,
			SIDE, CHUNK, CHUNK, CHUNK));
		final Path chunk = image.resolve("chunk");
		final ByteBuffer voxels = ByteBuffer.allocate(2 * CHUNK * CHUNK * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < CHUNK * CHUNK * CHUNK; i++)
			voxels.putShort((short) (1000 + 500 * Math.sin(0.1 * (i % CHUNK) + 0.05 * (i / CHUNK)) + i % 97));
		Files.write(chunk, voxels.array());
		final int side = SIDE / CHUNK;
		for (int i = 0; i < (depth + CHUNK - 1) / CHUNK * side * side; i += WRITTEN) {
			final Path place = array.resolve(i / (side * side) + "/" + i / side % side + "/" + i % side);
			Files.createDirectories(place.getParent());
			if (!Files.exists(place)) Files.createSymbolicLink(place, chunk);
		}
	}
}
