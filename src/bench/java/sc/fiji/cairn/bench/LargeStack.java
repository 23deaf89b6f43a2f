// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import sc.fiji.cairn.LinuxMemory;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.Json;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.Ensemble;
import sc.fiji.cairn.segment.Segmentation;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.format.NiftiFormat;

/**
 * Segments a stack that is larger than the memory, at a quarter, half and all of its slices, and prints peak heap, peak
 * resident memory and seconds per gigavoxel.
 * <p>
 * Arguments: width, height, slices, ending of the label file (nii.gz, nii or tif), dimensions of the network (2 or 3),
 * its width, the folder to work in, and the precision. The largest run writes {@code width x height x slices} voxels of 16 bits there, and
 * as many labels. Limit the heap ({@code MAVEN_OPTS} does not reach here; say {@code -Dbench.heap=1500m}) to show that it
 * suffices: without a limit Java lets garbage lie.
 * </p>
 */
public final class LargeStack {

	private static final int HEADER = 352;
	private static final int LEVELS = 5;

	private LargeStack() {}

	/** Runs the three sizes. */
	public static void main(final String[] args) throws IOException {
		final int width = Integer.parseInt(args.length > 0 ? args[0] : "2048");
		final int height = Integer.parseInt(args.length > 1 ? args[1] : "2048");
		final int depth = Integer.parseInt(args.length > 2 ? args[2] : "1000");
		final String ending = args.length > 3 ? args[3] : "nii.gz";
		final int dimensions = Integer.parseInt(args.length > 4 ? args[4] : "2");
		final int channels = Integer.parseInt(args.length > 5 ? args[5] : "16");
		final Path folder = Files.createDirectories(Path.of(args.length > 6 ? args[6] : "target/large-stack"));
		final Precision precision = Precision.valueOf(args.length > 7 ? args[7].toUpperCase(Locale.ROOT) : "FLOAT32");
		System.out.printf(Locale.ROOT, "slices  gigavoxels  seconds  s/gigavoxel  peak heap MB  peak RSS MB%n");
		for (final int share : new int[] { 4, 2, 1 }) {
			final Path stack = folder.resolve("stack.nii");
			write(stack, width, height, depth / share);
			run(stack, folder.resolve("labels." + ending), model(dimensions, channels), precision, (double) width * height * (depth / share),
				depth / share);
			Files.delete(stack);
		}
	}

	private static void run(final Path stack, final Path labels, final ModelFile model, final Precision precision,
		final double voxels, final int slices)
	{
		System.gc();
		ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
		final long start = System.nanoTime();
		final VolumeIO io = new VolumeIO(List.of(new NiftiFormat()));
		try (Segmenter segmenter = new Segmenter(Ensemble.of(model), new Computer("auto", precision), false, Progress.SILENT)) {
			final Segmentation result = segmenter.segment(io.open(stack), false);
			result.save(io, labels);
		}
		final double seconds = (System.nanoTime() - start) / 1e9;
		final long heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
			.mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
		System.out.printf(Locale.ROOT, "%6d %11.3f %8.1f %12.1f %13d %12d%n", slices, voxels / 1e9, seconds, seconds / voxels *
			1e9, heap >> 20, LinuxMemory.LARGEST_RESIDENT.bytes().orElse(0) >> 20);
	}

	/** Writes noise on slow waves as a NIfTI-1 file of 16 bits, slice by slice. */
	private static void write(final Path file, final int width, final int height, final int depth) throws IOException {
		final ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
		header.putInt(0, 348).putShort(40, (short) 3).putShort(42, (short) width).putShort(44, (short) height).putShort(46,
			(short) depth);
		for (int d = 4; d < 8; d++)
			header.putShort(40 + 2 * d, (short) 1);
		header.putShort(70, (short) 512).putShort(72, (short) 16).putFloat(108, HEADER);
		for (int d = 0; d < 4; d++)
			header.putFloat(76 + 4 * d, 1);
		header.put(344, new byte[] { 'n', '+', '1', 0 });
		final ByteBuffer slice = ByteBuffer.allocate(2 * width * height).order(ByteOrder.LITTLE_ENDIAN);
		final SplittableRandom random = new SplittableRandom(1);
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
			out.write(header.array());
			for (int z = 0; z < depth; z++) {
				slice.clear();
				for (int i = 0; i < width * height; i++)
					slice.putShort((short) (20_000 + 10_000 * Math.sin(0.05 * (i % width + z)) + random.nextInt(4000)));
				out.write(slice.array());
			}
		}
	}

	private static ModelFile model(final int dimensions, final int channels) {
		final Architecture architecture = new Architecture(dimensions, 1, channels, LEVELS);
		final List<SegmentationClass> classes = List.of(new SegmentationClass(0, "background"), new SegmentationClass(1, "a"),
			new SegmentationClass(2, "b"));
		final Map<String, long[]> shapes = new LinkedHashMap<>(architecture.encoder());
		shapes.putAll(architecture.decoder());
		shapes.putAll(architecture.head(classes.size()));
		final SplittableRandom random = new SplittableRandom(1);
		final Map<String, HostArray> weights = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> {
			int count = 1;
			for (final long size : shape)
				count *= (int) size;
			final float[] values = new float[count];
			for (int i = 0; i < count; i++)
				values[i] = name.endsWith("kernel") ? (float) (random.nextGaussian() * Math.sqrt(2.0 * shape[0] / count)) : name
					.endsWith("scale") || name.endsWith("variance") ? 1 : 0;
			weights.put(name, new HostArray(shape, values));
		});
		final Preprocessing preprocessing = new Preprocessing(dimensions == 3 ? 64 : 256, 0,
			Preprocessing.Normalisation.PERCENTILES_1_99, dimensions == 3 ? 64 : 0, 0);
		return new ModelFile(new Plan(architecture, preprocessing, classes, new Provenance("benchmark", Json.of(Map
			.of()), List.of(), "", "", "", 0, 0, null)), weights, List.of());
	}
}
