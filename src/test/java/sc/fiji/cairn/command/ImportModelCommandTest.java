// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;

/** The command that makes a start of the weights of Python. */
class ImportModelCommandTest {

	private static final File WEIGHTS = new File("src/test/resources/sc/fiji/cairn/export/unet.pth");

	@TempDir
	private Path folder;

	private CommandModule command(final Map<String, Object> more) {
		final CommandModule module = TestPlugins.module(ImportModelCommand.class);
		final Map<String, Object> inputs = new HashMap<>(Map.of("weights", WEIGHTS, "model", folder.resolve("imported.cairn").toFile()));
		inputs.putAll(more);
		inputs.forEach(module::setInput);
		return module;
	}

	private Map<String, String> sentences(final Map<String, Object> more) {
		return ((CairnCommand) command(more).getDelegateObject()).problems().sentences();
	}

	@Test
	void aModelToStartFromIsWritten() {
		final CommandModule module = command(Map.of("size", 64, "spacing", 0.5));
		module.run();
		final ModelFile model = ModelFile.read(((File) module.getOutput("imported")).toPath());
		assertFalse(model.plan().segments());
		assertEquals("64 x 64 pixels", model.plan().preprocessing().window());
		assertTrue(sentences(Map.of()).get("model").endsWith("exists; give overwrite=true to replace it."));
	}

	@Test
	void aPackageIsTestedAndKept() throws Exception {
		final Path trained = folder.resolve("chambers.cairn");
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2).write(trained);
		final CommandModule export = TestPlugins.module(ExportModelCommand.class);
		final File file = folder.resolve("chambers.zip").toFile();
		Map.of("model", trained.toFile(), "output", file, "authors", "Ada").forEach(export::setInput);
		export.run();
		final File copy = folder.resolve("tested.zip").toFile();
		final Map<String, Object> inputs = new HashMap<>(Map.of("weights", file, "model", copy));
		assertEquals(Map.of("trust", "The package " + file + " holds a program of its maker, TorchScript, which may do to this computer " +
			"whatever you may; give trust=true to trust it."), sentences(inputs));
		inputs.put("trust", true);
		command(inputs).run();
		assertEquals(-1, Files.mismatch(file.toPath(), copy.toPath()));
		assertEquals(Map.of("model", "The file " + copy + " exists; give overwrite=true to replace it."), sentences(inputs));
		inputs.put("model", folder.resolve("tested.cairn").toFile());
		assertEquals(Map.of("model", "The package " + file + " segments as it is, and cannot be trained on; name a copy that ends in .zip " +
			"as model, not tested.cairn."), sentences(inputs));
		for (final Class<? extends CairnCommand> segment : List.of(SegmentCommand.class, SegmentFolderCommand.class)) {
			final CommandModule module = TestPlugins.module(segment);
			module.setInput("model", copy);
			final CairnCommand command = (CairnCommand) module.getDelegateObject();
			assertTrue(command.problems().sentences().get("trust").endsWith("give trust=true to trust it."));
			module.setInput("trust", true);
			assertFalse(command.problems().has("trust", "model"));
		}
	}

	@Test
	void whatDoesNotFitIsSaidBesideItsField() throws Exception {
		assertEquals("The parameter size must be a multiple of 4 for this number of levels; use 68 instead of 66.", sentences(Map.of(
			"size", 66)).get("size"));
		assertEquals("The parameter family is vit; choose one of auto, pytorch-unet, brain-segmentation, monai-basicunet, nnunet-plain.", sentences(Map.of("family",
			"vit")).get("family"));
		final Path text = Files.writeString(folder.resolve("weights.pth"), "none");
		assertTrue(sentences(Map.of("weights", text.toFile())).values().iterator().next().contains("cannot be read as one of torch.save"));
		assertEquals(List.of("weights"), List.copyOf(sentences(Map.of("weights", new File("missing.pth"))).keySet()));
	}
}
