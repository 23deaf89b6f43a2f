// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.TestPlugins;

/** Tests what commands find wrong with their parameters before they work, and what they say of values left open. */
class ProblemsTest {

	private static final File IMAGES = new File("test-images/images");
	private static final File LABELS = new File("test-images/labels");

	@TempDir
	Path folder;

	private static CairnCommand command(final Class<? extends CairnCommand> type, final Map<String, Object> inputs)
		throws Exception
	{
		final CommandModule module = TestPlugins.module(type);
		inputs.forEach(module::setInput);
		return (CairnCommand) module.getDelegateObject();
	}

	private static Map<String, String> wrong(final Class<? extends CairnCommand> type, final Map<String, Object> inputs)
		throws Exception
	{
		return command(type, inputs).problems().sentences();
	}

	@Test
	void theFirstProblemOfEachParameterIsKept() {
		final Problems problems = new Problems(Set.of("batch", "rate"));
		problems.check("rate", () -> {
			throw new CairnException("one");
		});
		problems.check("rate", () -> {
			throw new CairnException("two");
		});
		problems.check(Problems.ALL, () -> {
			throw CairnException.of("batch", "The parameter batch must be at least 2.");
		});
		problems.check(Problems.ALL, () -> {
			throw CairnException.of("nobody", "The parameter nobody is not one of them.");
		});
		assertEquals(Map.of("rate", "one", "batch", "The parameter batch must be at least 2.", "",
			"The parameter nobody is not one of them."), problems.sentences());
		assertTrue(problems.has("model", "batch"));
		assertFalse(problems.has("model"));
		assertEquals("one", assertThrows(CairnException.class, problems::throwFirst).getMessage());
	}

	@Test
	void theFailureSaysWhichParameterIsToBlameAndNotItsWords() {
		final Problems problems = new Problems(Set.of("batch", "rate"));
		problems.check(Problems.ALL, () -> {
			throw CairnException.of("rate", "Too large for the parameter batch.");
		});
		problems.check(Problems.ALL, () -> {
			throw new CairnException("The parameter batch is not to blame.");
		});
		assertEquals(Map.of("rate", "Too large for the parameter batch.", Problems.ALL, "The parameter batch is not to blame."),
			problems.sentences());
	}

	@Test
	void allThatIsMissingIsSaidAtOnce() throws Exception {
		assertEquals(Set.of("images", "labels", "model"), wrong(FineTuneCommand.class, Map.of()).keySet());
		assertEquals(Set.of("images", "model"), wrong(PretrainCommand.class, Map.of()).keySet());
		assertEquals(Set.of("input", "model"), wrong(SegmentCommand.class, Map.of()).keySet());
		assertEquals(Set.of("images", "model", "output"), wrong(SegmentFolderCommand.class, Map.of()).keySet());
		assertEquals(Set.of("predictions", "labels"), wrong(EvaluateCommand.class, Map.of()).keySet());
		assertEquals(Set.of("images", "labels"), wrong(OverviewCommand.class, Map.of()).keySet());
		assertEquals(Set.of("images", "labels", "output"), wrong(CompareCommand.class, Map.of()).keySet());
		assertEquals(Set.of("images"), wrong(CheckDataCommand.class, Map.of()).keySet());
		assertEquals(Map.of(), wrong(InstallEngineCommand.class, Map.of()));
	}

	@Test
	void whatDoesNotGoTogetherIsBlamedOnItsParameter() throws Exception {
		final File model = folder.resolve("deep/er/m.cairn").toFile();
		final Map<String, Object> good = Map.of("images", IMAGES, "labels", LABELS, "model", model);
		assertEquals(Map.of(), wrong(FineTuneCommand.class, good));
		assertFalse(Files.exists(folder.resolve("deep")), "checks leave no trace");
		assertEquals(Set.of("batch"), wrong(FineTuneCommand.class, Map.of("images", IMAGES, "labels", LABELS, "model", model,
			"batch", 1, "teacher", true)).keySet());
		assertEquals(Set.of("cases"), wrong(FineTuneCommand.class, Map.of("images", IMAGES, "labels", LABELS, "model", model,
			"cases", "nobody")).keySet());
		final Path text = Files.writeString(folder.resolve("notes.txt"), "no model");
		assertEquals(Set.of("pretrained"), wrong(FineTuneCommand.class, Map.of("images", IMAGES, "labels", LABELS, "model",
			model, "pretrained", text.toFile())).keySet());
		assertEquals(Set.of("model"), wrong(FineTuneCommand.class, Map.of("images", IMAGES, "labels", LABELS, "model",
			text.resolve("m.cairn").toFile())).keySet());
		assertEquals(Set.of("unlabelled"), wrong(FineTuneCommand.class, Map.of("images", IMAGES, "labels", LABELS, "model",
			model, "unlabelled", folder.toFile(), "rounds", 1)).keySet());
		assertEquals(Set.of("rotation"), wrong(FineTuneCommand.class, Map.of("rotation", 200.0)).keySet());
		assertEquals(Set.of("method"), wrong(PretrainCommand.class, Map.of("images", IMAGES.getPath(), "model", model,
			"method", "gobal")).keySet());
		assertEquals(Set.of("methods"), wrong(CompareCommand.class, Map.of("images", IMAGES, "labels", LABELS, "output", folder
			.toFile(), "methods", "gobal")).keySet());
		assertEquals(Set.of("predictions"), wrong(EvaluateCommand.class, Map.of("predictions", new File(
			"test-images/unlabelled"), "labels", LABELS)).keySet());
	}

	@Test
	void aResultMayNotBeWrittenBelowAFileOrOntoAFolder() throws Exception {
		final Path file = Files.writeString(folder.resolve("taken"), "");
		for (final Path bad : new Path[] { file.resolve("e.csv"), folder })
			assertEquals(Set.of("output"), wrong(EvaluateCommand.class, Map.of("predictions", LABELS, "labels", LABELS, "output",
				bad.toFile())).keySet());
		assertEquals(Map.of(), wrong(EvaluateCommand.class, Map.of("predictions", LABELS, "labels", LABELS, "output", folder
			.resolve("new/e.csv").toFile())));
	}

	@Test
	void valuesLeftOpenMeanWhatThePresetSays() throws Exception {
		final Map<String, String> common = command(FineTuneCommand.class, Map.of("iterations", 7)).meanings();
		assertEquals("16", common.get("batch"));
		assertEquals("0.003", common.get("rate"));
		assertEquals("20", common.get("rotation"));
		assertFalse(common.containsKey("iterations"));
		final Map<String, String> zeng = command(FineTuneCommand.class, Map.of("preset", "zeng", "pretrained", new File("m"),
			"width", 8)).meanings();
		assertEquals("10000", zeng.get("iterations"));
		assertEquals("as the model", zeng.get("width"));
		assertEquals("240", command(PretrainCommand.class, Map.of("preset", "hu", "method", "supervised-local")).meanings()
			.get("batch"));
		assertThrows(CairnException.class, () -> command(PretrainCommand.class, Map.of("preset", "hu")).meanings());
		assertEquals("1000", command(CompareCommand.class, Map.of()).meanings().get("iterationspretraining"));
	}
}
