// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.ModuleItem;

/** Tests what dialogs offer of what was chosen before. The names of the commands are the test's own. */
class LastUsedTest {

	@TempDir
	Path folder;

	@Test
	void aModelIsOfferedToTheNextCommandOnceItIsThere() throws Exception {
		final Path model = folder.resolve("pre.cairn");
		choose("One", PretrainCommand.class, "model", model.toString());
		assertFalse(offered("Two", FineTuneCommand.class, "pretrained").equals(Optional.of(model.toString())), "it is not there yet");
		Files.createFile(model);
		assertEquals(Optional.of(model.toString()), offered("Two", FineTuneCommand.class, "pretrained"));
		assertFalse(offered("Two", SegmentCommand.class, "model").equals(Optional.of(model.toString())), "it cannot segment");
		assertEquals(Optional.of(model.toString()), offered("Two", ModelInfoCommand.class, "model"));
		Thread.sleep(5);
		choose("Two", FineTuneCommand.class, "pretrained", "");
		assertEquals(Optional.of(""), offered("Two", FineTuneCommand.class, "pretrained"), "who has emptied it wants none");
		Thread.sleep(5);
		final Path trained = Files.createFile(folder.resolve("seg.cairn"));
		choose("Two", FineTuneCommand.class, "model", trained.toString());
		assertEquals(Optional.of(trained.toString()), offered("Three", SegmentCommand.class, "model"));
		Files.delete(trained);
		assertFalse(offered("Three", SegmentCommand.class, "model").equals(Optional.of(trained.toString())), "it has gone");
	}

	@Test
	void foldersAreSharedAndResultsAndImagesNotOffered() throws Exception {
		final String images = Files.createDirectory(folder.resolve("scans")).toString();
		choose("One", CheckDataCommand.class, "images", images);
		assertEquals(Optional.of(images), offered("Two", FineTuneCommand.class, "images"));
		assertEquals(Optional.of(folder.toFile()), LastUsed.folder());
		choose("Two", FineTuneCommand.class, "model", folder.resolve("m.cairn").toString());
		choose("Two", SegmentCommand.class, "input", "scan.tif");
		choose("Two", FineTuneCommand.class, "resume", "true");
		assertEquals(Optional.empty(), offered("Two", FineTuneCommand.class, "model"), "it would be replaced");
		assertEquals(Optional.empty(), offered("Two", SegmentCommand.class, "input"));
		assertEquals(Optional.empty(), offered("Two", FineTuneCommand.class, "resume"));
	}

	@Test
	void numbersAreRememberedForTheirCommandUntilTheyAreAsUsual() {
		choose("One", FineTuneCommand.class, "iterations", "77");
		assertEquals(Optional.of("77"), offered("One", FineTuneCommand.class, "iterations"));
		assertEquals(Optional.empty(), offered("Two", FineTuneCommand.class, "iterations"));
		LastUsed.chosen(label("One"), "iterations", item(FineTuneCommand.class, "iterations"), "0", true);
		assertEquals(Optional.empty(), offered("One", FineTuneCommand.class, "iterations"));
		assertTrue(LastUsed.isModel(item(SegmentCommand.class, "model")) && !LastUsed.isModel(item(SegmentCommand.class, "output")));
	}

	private String label(final String name) {
		return name + " " + folder.getFileName();
	}

	private void choose(final String name, final Class<? extends CairnCommand> command, final String key, final String text) {
		LastUsed.chosen(label(name), key, item(command, key), text, false);
	}

	private Optional<String> offered(final String name, final Class<? extends CairnCommand> command, final String key) {
		return LastUsed.of(label(name), key, item(command, key));
	}

	private static ModuleItem<?> item(final Class<? extends CairnCommand> command, final String key) {
		return Parameters.of(Parameters.describe(command)).item(key);
	}
}
