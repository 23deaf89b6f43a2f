// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.train.TrainingListener;

/** Tests trainings of several models that differ in their seeds alone. */
class MembersTest {

	@TempDir
	private Path folder;

	private Members members(final int count, final boolean resume) {
		return new Members(FineTunes.in(folder).cases("a").steps(3, 1e-2).to("heart.cairn", resume).options(), count);
	}

	private static void run(final Members members, final Progress progress) {
		members.run(TestPlugins.io(), progress, TrainingListener.NONE);
	}

	private List<Map<String, HostArray>> weights() {
		final List<Map<String, HostArray>> weights = new ArrayList<>();
		for (final String name : List.of("heart.cairn", "heart-2.cairn", "heart-3.cairn"))
			weights.add(ModelFile.read(folder.resolve(name)).weights());
		return weights;
	}

	@Test
	void membersHaveSeedsAndFilesOfTheirOwnAndTheFirstIsATrainingAlone() throws IOException {
		FineTunes.stripes(folder, "a");
		final Map<String, HostArray> alone = new FineTuning(TestPlugins.io(), FineTunes.in(folder).cases("a").steps(3, 1e-2).options(),
			Progress.SILENT).run().weights();
		final RecordingProgress progress = new RecordingProgress();
		run(members(3, false), progress);
		final List<Map<String, HostArray>> weights = weights();
		assertEquals(alone, weights.get(0));
		assertNotEquals(alone, weights.get(1));
		assertNotEquals(weights.get(1), weights.get(2));
		assertTrue(progress.lines().contains("To segment with all members: model=[" + folder.resolve("heart.cairn") + ";" + folder
			.resolve("heart-2.cairn") + ";" + folder.resolve("heart-3.cairn") + "]"), progress.lines().toString());
	}

	@Test
	void aResumedRunTakesFinishedMembersAndGoesOnWithTheOther() throws IOException {
		FineTunes.stripes(folder, "a");
		run(members(3, false), Progress.SILENT);
		final List<Map<String, HostArray>> whole = weights();
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(file -> file.toString().endsWith(".cairn")).toList())
				Files.delete(file);
		}
		run(members(1, false), Progress.SILENT);
		final var first = Files.getLastModifiedTime(folder.resolve("heart.cairn"));
		assertEquals(List.of(folder.resolve("heart-2.cairn"), folder.resolve("heart-3.cairn")), members(3, true).missing());
		assertEquals(3, members(3, false).missing().size());
		assertThrows(CancellationException.class, () -> run(members(3, true), new RecordingProgress("Fine-tuning", 2)));
		run(members(3, true), Progress.SILENT);
		assertEquals(whole, weights());
		assertEquals(first, Files.getLastModifiedTime(folder.resolve("heart.cairn")));
		final Members other = new Members(FineTunes.in(folder).cases("a").steps(4, 1e-2).to("heart.cairn", true).options(), 3);
		assertEquals(3, other.missing().size(), "of other parameters none is done");
	}

	@Test
	void aFinishedTrainingIsNotDoneAgainUnlessItsFilesHaveChanged() throws IOException {
		FineTunes.stripes(folder, "a");
		run(members(1, false), Progress.SILENT);
		final Path model = folder.resolve("heart.cairn");
		final FileTime written = Files.getLastModifiedTime(model);
		Files.write(folder.resolve("heart.cairn.checkpoint"), new byte[1]);
		final RecordingProgress progress = new RecordingProgress();
		run(members(1, true), progress);
		assertEquals(List.of("The model " + model + " has been trained to its end by the same parameters; nothing is left to do."), progress.lines());
		assertEquals(written, Files.getLastModifiedTime(model));
		assertTrue(Files.notExists(folder.resolve("heart.cairn.checkpoint")));
		final Path label;
		try (Stream<Path> files = Files.walk(folder)) {
			label = files.filter(file -> file.getParent().endsWith("labels")).findFirst().orElseThrow();
		}
		Files.setLastModifiedTime(label, FileTime.fromMillis(written.toMillis() + 10_000));
		assertEquals(List.of(model), members(1, true).missing());
	}

	@Test
	void numbersOutOfBoundsAreRefused() {
		final CairnException e = assertThrows(CairnException.class, () -> new Members(null, 0));
		assertEquals("The parameter members must be from 1 to 20, not 0; 3 to 5 are usual.", e.getMessage());
	}
}
