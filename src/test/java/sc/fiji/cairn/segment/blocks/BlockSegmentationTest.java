// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment.blocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.FinalInterval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.PartialFile;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.segment.BlockLabels;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** Blocks of an image of several files: in the version of Zarr that has a file for each of 64 x 64 x 64 voxels. */
class BlockSegmentationTest {

	private static final int WIDTH = 150;
	private static final int HEIGHT = 70;
	private static final int DEPTH = 66;

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();
	private Path image;
	private Path model;
	private Path target;

	@BeforeEach
	void write() throws IOException {
		image = folder.resolve("image.zarr");
		io.save(volume(), image);
		model = folder.resolve("model.cairn");
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(32, 0), 3, 0, 1, 2).write(model);
		// A container of the older version, whose labels have small files.
		final Path container = Files.createDirectories(folder.resolve("old.zarr"));
		Files.writeString(container.resolve(".zgroup"), "{\"zarr_format\":2}");
		Files.writeString(container.resolve(".zattrs"), "{\"multiscales\":[]}");
		target = container.resolve("labels/cells");
	}

	private static Volume volume() {
		return TestVolumes.floats("image", TestVolumes.spacing(1, 1, 1, "micron"), WIDTH, HEIGHT, DEPTH, (x, y, z) -> Math.sin(x * 0.3 + y *
			0.2 * Math.cos(z * 0.1)) + 0.3 * Math.sin(7.0 * x + 3 * y + z));
	}

	private BlockWork work(final PostprocessingOptions after) {
		return BlockWork.begin(target, BlockJob.of(image.toString(), 0, Selection.ALL, model, false, Precision.FLOAT32, after), io);
	}

	private float[] sharded(final PostprocessingOptions after, final int... order) {
		for (final int number : order)
			new ShardedSegmentation(work(after), Progress.SILENT).run(new Shard(number, order.length), "cpu");
		new BlockFinish(work(after), Progress.SILENT).run();
		return Voxels.floats(io.open(target).grid(0, 0));
	}

	private float[] whole(final PostprocessingOptions after) {
		try (Segmenter segmenter = new Segmenter(Segmenter.read(model), "cpu", Progress.SILENT)) {
			return Voxels.floats(segmenter.segment(volume(), false, after).labels().grid(0, 0));
		}
	}

	@Test
	void shardsInAnyOrderGiveWhatOneProcessGives() {
		assertEquals(12, work(PostprocessingOptions.NOTHING).files().size());
		assertArrayEquals(whole(PostprocessingOptions.NOTHING), sharded(PostprocessingOptions.NOTHING, 2, 3, 1));
		assertFalse(Files.exists(BlockWork.folder(target)));
	}

	@Test
	void objectsAcrossBlocksAreNumberedAsInOneProcess() {
		final PostprocessingOptions numbered = new PostprocessingOptions(false, 0, false, true);
		final float[] expected = whole(numbered);
		assertTrue(expected.length > 0 && max(expected) > 40, () -> "only " + max(expected) + " objects");
		assertArrayEquals(expected, sharded(numbered, 1, 2));
	}

	private static float max(final float[] values) {
		float max = 0;
		for (final float value : values)
			max = Math.max(max, value);
		return max;
	}

	@Test
	void theLargestComponentsAcrossBlocksAreKept() {
		final PostprocessingOptions largest = new PostprocessingOptions(true, 0, false, false);
		assertArrayEquals(whole(largest), sharded(largest, 1));
	}

	@Test
	void smallComponentsAcrossBlocksAreRemovedAndTheRestNumbered() {
		final PostprocessingOptions cleaned = new PostprocessingOptions(false, 20, false, true);
		assertArrayEquals(whole(cleaned), sharded(cleaned, 2, 1));
	}

	@Test
	void whatIsDoneIsNotDoneAgain() throws IOException {
		new ShardedSegmentation(work(PostprocessingOptions.NOTHING), Progress.SILENT).run(Shard.ALL, "cpu");
		final Path file = BlockWork.folder(target).resolve("labels/0/0/0/1");
		final FileTime old = FileTime.fromMillis(1000);
		Files.setLastModifiedTime(file, old);
		Files.delete(file.resolveSibling("2"));
		new ShardedSegmentation(work(PostprocessingOptions.NOTHING), Progress.SILENT).run(Shard.ALL, "cpu");
		assertTrue(Files.exists(file.resolveSibling("2")));
		// Both files are of one block, which is done again as a whole; nothing is if it is complete.
		assertNotEquals(old, Files.getLastModifiedTime(file));
		Files.setLastModifiedTime(file, old);
		new ShardedSegmentation(work(PostprocessingOptions.NOTHING), Progress.SILENT).run(Shard.ALL, "cpu");
		assertEquals(old, Files.getLastModifiedTime(file));
	}

	@Test
	void finishingWithoutAllBlocksIsRefused() throws IOException {
		new ShardedSegmentation(work(PostprocessingOptions.NOTHING), Progress.SILENT).run(Shard.ALL, "cpu");
		Files.delete(BlockWork.folder(target).resolve("labels/0/0/0/1"));
		final CairnException e = assertThrows(CairnException.class, () -> new BlockFinish(work(PostprocessingOptions.NOTHING),
			Progress.SILENT).run());
		assertEquals("Of the 2 blocks of " + target + ", 1 are missing; run the shards that did not end well again, then finish.", e
			.getMessage());
		assertFalse(Files.exists(target));
	}

	@Test
	void leftoversOfKilledProcessesAreSwept() throws IOException {
		new ShardedSegmentation(work(PostprocessingOptions.NOTHING), Progress.SILENT).run(Shard.ALL, "cpu");
		final Path half = new PartialFile(BlockWork.folder(target).resolve("labels/0/0/0/1")).path();
		Files.writeString(half, "half");
		new BlockFinish(work(PostprocessingOptions.NOTHING), Progress.SILENT).run();
		try (Stream<Path> files = Files.walk(target)) {
			assertEquals(List.of(), files.filter(file -> file.getFileName().equals(half.getFileName())).toList());
		}
	}

	@Test
	void anotherJobInTheSamePlaceIsRefused() {
		work(PostprocessingOptions.NOTHING);
		final CairnException e = assertThrows(CairnException.class, () -> work(new PostprocessingOptions(true, 0, false, false)));
		assertEquals("Another segmentation than this has been begun in " + BlockWork.folder(target) +
			": its image, model or parameters differ; give the same as before, or remove that folder.", e.getMessage());
	}

	@Test
	void holesAreRefused() {
		final CairnException e = assertThrows(CairnException.class, () -> work(new PostprocessingOptions(false, 0, true, false)));
		assertEquals("The parameter holes needs the whole label image at once, but a shard has a part of it; leave it out.", e.getMessage());
	}

	@Test
	void blocksOfAnySizeHaveTheSameBits() {
		for (final Architecture architecture : List.of(TinyModels.TINY, new Architecture(3, 1, 2, 2))) {
			final int depth = architecture.dimensions() == 2 ? 0 : 16;
			TinyModels.segmenting(architecture, new Preprocessing(16, 0, Preprocessing.Normalisation.PERCENTILES_1_99, depth, 0), 5, 0, 1, 2)
				.write(model);
			final BlockWork work = BlockWork.begin(folder.resolve("labels" + depth + ".zarr"), BlockJob.of(image.toString(), 0, Selection.ALL,
				model, false, Precision.FLOAT32, PostprocessingOptions.NOTHING), io);
			for (int pass = 0; pass < work.passes(); pass++)
				for (int part = 0; part < work.parts().size(); part++)
					work.count(pass, part, Progress.SILENT);
			try (Segmenter segmenter = new Segmenter(Segmenter.read(model), "cpu", Progress.SILENT)) {
				final BlockLabels prediction = work.prediction(segmenter);
				final byte[] whole = (byte[]) prediction.of(FinalInterval.createMinSize(0, 0, 0, WIDTH, HEIGHT, DEPTH));
				for (final int side : new int[] { 23, 64 })
					assertParts(whole, prediction, side);
			}
		}
	}

	private static void assertParts(final byte[] whole, final BlockLabels prediction, final int side) {
		for (int z = 0; z < DEPTH; z += side)
			for (int y = 0; y < HEIGHT; y += side)
				for (int x = 0; x < WIDTH; x += side) {
					final int width = Math.min(side, WIDTH - x);
					final int height = Math.min(side, HEIGHT - y);
					final int depth = Math.min(side, DEPTH - z);
					final byte[] part = (byte[]) prediction.of(FinalInterval.createMinSize(x, y, z, width, height, depth));
					for (int i = 0; i < part.length; i++)
						assertEquals(whole[((z + i / width / height) * HEIGHT + y + i / width % height) * WIDTH + x + i % width], part[i]);
				}
	}
}
