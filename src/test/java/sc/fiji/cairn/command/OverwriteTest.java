// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;

/** Tests that commands replace nothing of the user's: before the work they say what exists, and what decides. */
class OverwriteTest {

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

	private static Problems problems(final Class<? extends CairnCommand> type, final Map<String, Object> inputs,
		final boolean overwrite) throws Exception
	{
		final Map<String, Object> all = new HashMap<>(inputs);
		all.put("overwrite", overwrite);
		return command(type, all).problems();
	}

	private static void assertAsked(final Class<? extends CairnCommand> type, final Map<String, Object> inputs,
		final Path file) throws Exception
	{
		final Problems asked = problems(type, inputs, false);
		assertEquals(List.of("The file " + file + " exists; give overwrite=true to replace it."), List.copyOf(asked.sentences()
			.values()), type.getName());
		assertEquals(Map.of(), asked.mistakes());
		assertEquals(List.of(new Decision.Answer("overwrite", "true", "Replace it")), asked.decision().orElseThrow().answers());
		assertEquals(Map.of(), problems(type, inputs, true).sentences(), type.getName());
	}

	private static void assertRefused(final Class<? extends CairnCommand> type, final Map<String, Object> inputs,
		final String part) throws Exception
	{
		for (final boolean overwrite : new boolean[] { false, true }) {
			final Problems refused = problems(type, inputs, overwrite);
			assertEquals(1, refused.mistakes().size(), type.getName() + refused.sentences());
			final String message = refused.mistakes().values().iterator().next();
			assertTrue(message.contains(part), message);
		}
	}

	private Path model(final String name) {
		final Path file = folder.resolve(name);
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2).write(file);
		return file;
	}

	@Test
	void everyCommandThatWritesFilesTakesTheKey() {
		for (final var type : List.of(PretrainCommand.class, FineTuneCommand.class, SegmentCommand.class,
			SegmentFolderCommand.class, LabelsFromRoisCommand.class, AddTrainingCaseCommand.class, EvaluateCommand.class,
			OverviewCommand.class, CheckDataCommand.class, PhantomDataSetCommand.class, ModelInfoCommand.class, CiteCommand.class,
			ExportModelCommand.class, ImportModelCommand.class))
		{
			final Parameters parameters = Parameters.of(Parameters.describe(type));
			assertTrue(parameters.keys().contains("overwrite"), type.getName());
			assertTrue(Group.isAsked(parameters.item("overwrite")), "a dialog asks, of " + type.getName());
		}
	}

	@Test
	void tablesAndTextsAreAskedFor() throws Exception {
		final Path table = Files.writeString(folder.resolve("table.csv"), "mine");
		final Path model = model("m.cairn");
		final File output = table.toFile();
		assertAsked(EvaluateCommand.class, Map.of("predictions", LABELS, "labels", LABELS, "output", output), table);
		assertAsked(CheckDataCommand.class, Map.of("images", IMAGES.getPath(), "output", output), table);
		assertAsked(ModelInfoCommand.class, Map.of("model", model.toFile(), "output", output), table);
		assertAsked(CiteCommand.class, Map.of("output", output), table);
		assertRefused(CiteCommand.class, Map.of("output", model.toFile()), "m.cairn exists and is no text, so it is not replaced");
		assertRefused(OverviewCommand.class, Map.of("images", IMAGES, "labels", LABELS, "output", output),
			"exists and is no PNG figure, so it is not replaced");
	}

	@Test
	void onlyAModelIsReplacedByAModel() throws Exception {
		final Path model = model("m.cairn");
		final Map<String, Object> inputs = Map.of("images", IMAGES, "labels", LABELS, "model", model.toFile());
		assertAsked(FineTuneCommand.class, inputs, model);
		assertAsked(PretrainCommand.class, Map.of("images", IMAGES.getPath(), "model", model.toFile()), model);
		Files.writeString(model, "notes");
		assertRefused(FineTuneCommand.class, inputs, "m.cairn exists and is no model of Cairn, so it is not replaced");
	}

	@Test
	void anInterruptedTrainingIsNotThrownAwayInSilence() throws Exception {
		final Path model = folder.resolve("m.cairn");
		Files.writeString(folder.resolve("m.cairn.checkpoint"), "hours of work");
		final Map<String, Object> inputs = new HashMap<>(Map.of("images", IMAGES, "labels", LABELS, "model", model.toFile()));
		final Problems asked = problems(FineTuneCommand.class, inputs, false);
		assertEquals(Map.of("model", "An interrupted training of " + model +
			" has left m.cairn.checkpoint beside it; give resume=true to go on with it, or overwrite=true to begin anew."), asked
				.sentences());
		assertTrue(asked.decision().isPresent());
		assertEquals(Map.of(), problems(FineTuneCommand.class, inputs, true).sentences());
		inputs.put("resume", true);
		assertEquals(Map.of(), problems(FineTuneCommand.class, inputs, false).sentences());
	}

	@Test
	void twoTrainingsDoNotWriteOneModel() throws Exception {
		final Path model = folder.resolve("m.cairn");
		final Map<String, Object> tuned = Map.of("images", IMAGES, "labels", LABELS, "cases", "train-1", "model", model.toFile());
		final Map<String, Object> pretrained = Map.of("images", IMAGES.getPath(), "model", model.toFile());
		try (WorkLock first = WorkLock.of(model, "The model")) {
			assertRefused(FineTuneCommand.class, tuned, "The model " + model + " is being written already (by this program, since ");
			assertRefused(PretrainCommand.class, pretrained, "is being written already");
			// NB: as if it had begun just after the check.
			for (final CairnCommand command : List.of(command(FineTuneCommand.class, tuned), command(PretrainCommand.class,
				pretrained))) assertTrue(assertThrows(CairnException.class, () -> command.execute(Progress.SILENT)).getMessage()
					.contains("is being written already"));
		}
		assertFalse(Files.exists(model));
		assertEquals(Map.of(), problems(FineTuneCommand.class, tuned, false).sentences());
	}

	@Test
	void groundTruthIsNotReplacedByPredictions() throws Exception {
		final Path labels = Files.createDirectory(folder.resolve("labels"));
		final Path truth = Files.copy(LABELS.toPath().resolve("test-1.nii.gz"), labels.resolve("test-1.nii.gz"));
		final byte[] before = Files.readAllBytes(truth);
		final Path model = model("m.cairn");
		assertRefused(SegmentFolderCommand.class, Map.of("images", IMAGES, "include", "test-*", "model", model.toFile(), "output",
			labels.toFile()), "The folder " + labels + " given as \"output\" holds images that Cairn Segment Folder has not written, " +
				"such as test-1.nii.gz; choose a folder for predictions alone.");
		assertRefused(SegmentCommand.class, Map.of("input", new File(IMAGES, "test-1.nii.gz").getPath(), "model", model.toFile(),
			"output", truth.toFile()), "test-1.nii.gz exists and is not one that Cairn has written");
		assertArrayEquals(before, Files.readAllBytes(truth));
	}

	@ParameterizedTest
	@ValueSource(strings = { "report.html", "results.csv", "models/mine.cairn" })
	void aComparisonNeedsAFolderOfItsOwn(final String name) throws Exception {
		final Path file = folder.resolve("study").resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "mine");
		final Map<String, String> wrong = command(CompareCommand.class, Map.of("images", IMAGES, "labels", LABELS, "output",
			folder.resolve("study").toFile())).problems().sentences();
		assertTrue(wrong.get("output").contains("holds " + Path.of(name).getName(0) + " without study.json"), wrong.toString());
	}

	@Test
	void phantomsReplaceOnlyPhantoms() throws Exception {
		final Path mine = folder.resolve("images/train-1.nii.gz");
		Files.createDirectories(mine.getParent());
		Files.writeString(mine, "mine");
		assertRefused(PhantomDataSetCommand.class, Map.of("folder", folder.toFile()),
			"train-1.nii.gz exists and is not one that Cairn has written");
	}

	@Test
	void labelsOfRoisReplaceOnlyImages() throws Exception {
		final Path notes = Files.writeString(folder.resolve("notes.tif"), "notes");
		final String image = new File(IMAGES, "test-1.nii.gz").getPath();
		assertRefused(LabelsFromRoisCommand.class, Map.of("input", image, "output", notes.toFile()), "exists and is no image");
		final Path labels = Files.copy(LABELS.toPath().resolve("test-1.nii.gz"), folder.resolve("a.nii.gz"));
		assertAsked(LabelsFromRoisCommand.class, Map.of("input", image, "output", labels.toFile()), labels);
	}
}
