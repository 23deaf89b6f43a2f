// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.CheckDataCommand;
import sc.fiji.cairn.command.CompareCommand;
import sc.fiji.cairn.command.EvaluateCommand;
import sc.fiji.cairn.command.FineTuneCommand;
import sc.fiji.cairn.command.OverviewCommand;
import sc.fiji.cairn.command.PretrainCommand;
import sc.fiji.cairn.command.SegmentCommand;
import sc.fiji.cairn.command.SegmentFolderCommand;

/** A disk that is full, write-protected or gone costs a sentence and nothing that was there. */
class DiskTest {

	private static final String NETWORK = " width=4 levels=2 size=16 seed=3 batch=4 device=cpu precision=float32 ";
	private static final String CASES = "images=test-images/images labels=test-images/labels cases=train-1 ";

	@TempDir
	Path folder;

	private TinyDisk disk;
	private Path output;

	@BeforeEach
	void mount() throws Exception {
		output = folder.resolve("disk");
		disk = TinyDisk.mount(output, 8);
	}

	@AfterEach
	void unmount() throws Exception {
		if (disk != null) disk.close();
	}

	private Map<String, String> files() throws IOException {
		final Map<String, String> sums = new TreeMap<>();
		try (Stream<Path> files = Files.walk(output)) {
			for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile).filter(one -> !one.endsWith("filler"))::iterator)
				sums.put(output.relativize(file).toString(), Sha256.of(file));
		}
		return sums;
	}

	private String refused(final Class<? extends CairnCommand> command, final String options) {
		final CairnException e = assertThrows(CairnException.class, () -> RunCommand.run(command, options));
		assertTrue(e.getMessage().contains(output.toString()) && e.getMessage().endsWith(".") && !e.getMessage().contains("\n"), e
			.getMessage());
		return e.getMessage();
	}

	/**
	 * Runs a command onto a full disk, a write-protected one, and then one with room.
	 *
	 * @param options with %s for the disk
	 * @param left bytes that the full disk has left
	 * @param again what the same command needs to replace what is there
	 */
	private void onto(final Class<? extends CairnCommand> command, final String options, final int left, final String again)
		throws Exception
	{
		RunCommand.run(command, options.formatted(output));
		final Map<String, String> before = files();
		final Map<String, String> whole = Output.of(output);
		disk.fill(left);
		final String full = refused(command, options.formatted(output) + again);
		assertTrue(full.contains("No space left on device") || full.contains("free"), full);
		final Map<String, String> after = files();
		// NB: notes that a file was to be written, and checkpoints, are there to go on.
		after.keySet().removeIf(name -> name.contains(".checkpoint"));
		before.keySet().stream().filter(name -> !name.endsWith(".json")).forEach(name -> assertEquals(before.get(name), after.get(
			name), name));
		assertEquals(before.keySet(), after.keySet());
		disk.protect(true);
		refused(command, options.formatted(output) + again);
		disk.protect(false);
		disk.empty();
		RunCommand.run(command, options.formatted(output) + again);
		assertEquals(whole, Output.of(output));
	}

	private Path model() {
		final Path model = folder.resolve("m.cairn");
		RunCommand.run(FineTuneCommand.class, CASES + "model=" + model + " iterations=3" + NETWORK);
		return model;
	}

	@Test
	void models() throws Exception {
		onto(FineTuneCommand.class, CASES + "model=%s/m.cairn iterations=3" + NETWORK, 4096, " overwrite=true");
		onto(PretrainCommand.class, "images=test-images/unlabelled-b model=%s/p.cairn iterations=3" + NETWORK, 4096, " overwrite=true");
	}

	@Test
	void labelImages() throws Exception {
		final Path model = model();
		onto(SegmentFolderCommand.class, "images=test-images/unlabelled-b device=cpu model=" + model + " output=%s/labels", 0,
			" overwrite=true");
		onto(SegmentCommand.class, "input=test-images/images/test-1.nii.gz device=cpu model=" + model + " output=%s/one.tif", 0,
			" overwrite=true");
	}

	@Test
	void tablesAndFigures() throws Exception {
		onto(EvaluateCommand.class, "predictions=test-images/labels labels=test-images/labels output=%s/scores.csv", 0,
			" overwrite=true");
		onto(CheckDataCommand.class, "images=test-images/images labels=test-images/labels output=%s/check.csv", 0, " overwrite=true");
		onto(OverviewCommand.class, "images=test-images/images labels=test-images/labels predictions=test-images/labels output=%s/overview.png", 0, " overwrite=true");
	}

	@Test
	void aTrainingWhoseDiskFillsUpGoesOnWhenThereIsRoom() throws Exception {
		final String options = CASES + "iterations=12" + NETWORK + "model=";
		RunCommand.run(FineTuneCommand.class, options + folder.resolve("m.cairn"));
		disk.fill(12_000);
		final String message = refused(FineTuneCommand.class, options + output.resolve("m.cairn"));
		assertTrue(message.contains("m.cairn") && message.contains("No space left on device"), message);
		assertFalse(Files.exists(output.resolve("m.cairn")));
		disk.empty();
		RunCommand.run(FineTuneCommand.class, options + output.resolve("m.cairn") + " resume=true");
		assertEquals(Output.of(folder).get("m.cairn"), Output.of(output).get("m.cairn"));
		assertEquals(Set.of("m.cairn"), files().keySet());
	}

	@Test
	void studies() throws Exception {
		final String options = "images=test-images/images labels=test-images/labels methods=scratch counts=1 draws=1 test=test-5 " +
			"iterations=4 width=4 levels=2 batch=4 device=cpu precision=float32 output=" + output.resolve("study");
		disk.fill(40_000);
		refused(CompareCommand.class, options);
		disk.empty();
		RunCommand.run(CompareCommand.class, options);
		assertTrue(Files.exists(output.resolve("study/report.md")));
	}

	@Test
	void aFolderThatIsGone() throws Exception {
		final String options = "predictions=test-images/labels labels=test-images/labels output=" + output.resolve("scores.csv");
		disk.protect(true);
		refused(EvaluateCommand.class, options);
		final String nowhere = assertThrows(CairnException.class, () -> RunCommand.run(EvaluateCommand.class,
			"predictions=test-images/labels labels=test-images/labels output=/proc/none/scores.csv")).getMessage();
		assertTrue(nowhere.contains("/proc/none") && nowhere.endsWith("."), nowhere);
	}
}
