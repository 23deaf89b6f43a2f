// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Ledger;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.VolumeIO;

/** A folder of five images that three processes share. */
class FolderShardsTest {

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();

	@BeforeEach
	void write() {
		for (int i = 0; i < 5; i++) {
			final int number = i;
			io.save(TestVolumes.floats("a", TestVolumes.spacing(1, 1, 2, "mm"), 18, 15, 3, (x, y, z) -> Math.sin(x + y * z + number)),
				folder.resolve("images/" + i + ".nii.gz"));
		}
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2).write(folder.resolve("model.cairn"));
	}

	private FolderSegmentation segmentation(final String output, final String shard) {
		return new FolderSegmentation(io, new SegmentFolderOptions(TestCases.images(folder.resolve("images")), List.of(folder.resolve("model.cairn")), folder
			.resolve(output), "nii.gz", false, false, PostprocessingOptions.NOTHING, Selection.ALL, 0, new Replacing(false), !shard.isEmpty(), Computer.exact(
				"cpu")),
			Progress.SILENT);
	}

	private int run(final String output, final String shard) {
		return segmentation(output, shard).run(Shard.of(shard), (name, volumes) -> {});
	}

	@Test
	void sharesMakeUpWhatOneProcessWrites() throws IOException {
		run("whole", "");
		assertEquals(1, run("shards", "3/3"));
		assertEquals(2, run("shards", "1/3"));
		assertEquals(2, run("shards", "2/3"));
		for (int i = 0; i < 5; i++)
			assertArrayEquals(Files.readAllBytes(folder.resolve("whole/" + i + ".nii.gz")), Files.readAllBytes(folder.resolve("shards/" + i +
				".nii.gz")));
		segmentation("shards", Shard.FINISH).finish();
		// The notes of all are in one file, as one process would have left it.
		assertFalse(Files.exists(folder.resolve("shards/cairn-files.1-of-3.json")));
		assertTrue(Ledger.of(folder.resolve("shards")).isDone(folder.resolve("shards/4.nii.gz"), run -> true));
		assertThrows(UndecidedException.class, () -> run("shards", ""));
	}

	@Test
	void whatIsDoneIsLeft() throws IOException {
		run("out", "1/3");
		final Path done = folder.resolve("out/3.nii.gz");
		final FileTime old = FileTime.from(Instant.now().plusSeconds(100).truncatedTo(ChronoUnit.SECONDS));
		Files.setLastModifiedTime(done, old);
		Files.delete(folder.resolve("out/0.nii.gz"));
		run("out", "1/3");
		assertEquals(old, Files.getLastModifiedTime(done));
		assertTrue(Files.exists(folder.resolve("out/0.nii.gz")));
	}

	@Test
	void finishingSaysWhatIsMissing() {
		run("out", "1/3");
		run("out", "2/3");
		final CairnException e = assertThrows(CairnException.class, () -> segmentation("out", Shard.FINISH).finish());
		assertEquals("Of the 5 images, 1 have no label image in " + folder.resolve("out") +
			", such as 2; run the shards that did not end well again, then finish.", e.getMessage());
	}

	@Test
	void aLabelImageOfOtherOriginIsNotReplaced() throws IOException {
		Files.createDirectories(folder.resolve("out"));
		Files.copy(folder.resolve("images/1.nii.gz"), folder.resolve("out/1.nii.gz"));
		final CairnException e = assertThrows(CairnException.class, () -> run("out", "1/3"));
		assertTrue(e.getMessage().contains("holds images that Cairn Segment Folder has not written, such as 1.nii.gz"), e.getMessage());
	}
}
