// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.export.ExportFormat;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;

/** The command that writes models for other programs: what it asks and refuses before the work, and what it writes. */
class ExportModelCommandTest {

	@TempDir
	private Path folder;

	private File model;

	@BeforeEach
	void makeModel() {
		model = folder.resolve("chambers.cairn").toFile();
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1, 2).write(model.toPath());
	}

	private static CommandModule command(final Map<String, Object> inputs) {
		final CommandModule module = TestPlugins.module(ExportModelCommand.class);
		inputs.forEach(module::setInput);
		return module;
	}

	private static List<String> sentences(final Map<String, Object> inputs) {
		return List.copyOf(((CairnCommand) command(inputs).getDelegateObject()).problems().sentences().values());
	}

	private Map<String, Object> inputs(final String format, final String output) {
		return new HashMap<>(Map.of("model", model, "format", format, "output", folder.resolve(output).toFile(), "authors",
			"Ada Lovelace; Alan Turing"));
	}

	@Test
	void everyFormatIsWrittenUnderItsSuffix() {
		for (final ExportFormat format : ExportFormat.values()) {
			final Map<String, Object> inputs = inputs(format.key(), "chambers" + format.suffix());
			final CommandModule module = command(inputs);
			module.run();
			final File file = (File) module.getOutput("exported");
			assertTrue(format.isExport(file.toPath()), file.toString());
			assertEquals(List.of("The file " + file + " exists; give overwrite=true to replace it."), sentences(inputs));
			inputs.put("overwrite", true);
			assertEquals(List.of(), sentences(inputs));
		}
	}

	@Test
	void aNameThatTellsAnotherFormatIsRefused() {
		final File output = folder.resolve("chambers.cairn2").toFile();
		assertEquals(List.of("The parameter output is " + output + ", but files of format=onnx end in .onnx; name it chambers.onnx."),
			sentences(inputs("onnx", "chambers.cairn2")));
	}

	@Test
	void whatIsNoExportIsNeverReplaced() throws Exception {
		final Path mine = Files.writeString(folder.resolve("mine.zip"), "mine");
		final Map<String, Object> inputs = inputs("bioimageio", "mine.zip");
		inputs.put("overwrite", true);
		assertEquals(List.of("The file " + mine + " exists and is no export in format=bioimageio, so it is not replaced; choose " +
			"another file."), sentences(inputs));
	}

	@Test
	void aPackageWithoutAuthorsIsRefused() {
		final Map<String, Object> inputs = inputs("bioimageio", "chambers.zip");
		inputs.put("authors", "");
		assertEquals(List.of("A package of bioimage.io names who made the model; give their names, as in authors=[Ada Lovelace;Alan " +
			"Turing]."), sentences(inputs));
		inputs.put("format", "onnx");
		inputs.put("output", folder.resolve("chambers.onnx").toFile());
		assertEquals(List.of(), sentences(inputs));
	}

	@Test
	void shortNamesOfFilesBecomeNamesThatArePublished() throws Exception {
		model.renameTo(folder.resolve("seg.cairn").toFile());
		model = folder.resolve("seg.cairn").toFile();
		final Map<String, Object> inputs = inputs("bioimageio", "seg.zip");
		assertEquals(List.of(), sentences(inputs));
		final CommandModule module = command(inputs);
		assertEquals("Cairn model seg", ((CairnCommand) module.getDelegateObject()).meanings().get("name"));
		module.run();
		try (ZipFile zip = new ZipFile(folder.resolve("seg.zip").toFile())) {
			final String description = new String(zip.getInputStream(zip.getEntry("rdf.yaml")).readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(description.contains("name: \"Cairn model seg\""), description);
		}
		inputs.putAll(Map.of("name", "tiny", "overwrite", true));
		assertTrue(sentences(inputs).get(0).startsWith("The parameter name is \"tiny\""));
	}

	@Test
	void severalModelsBecomeOne() {
		final File other = folder.resolve("other.cairn").toFile();
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 4, 0, 1, 2).write(other.toPath());
		final Map<String, Object> inputs = inputs("torchscript", "both.pt");
		inputs.put("model", new File(model + ";" + other));
		assertEquals(List.of(), sentences(inputs));
		command(inputs).run();
		final long both = folder.resolve("both.pt").toFile().length();
		command(inputs("torchscript", "one.pt")).run();
		assertTrue(both > 1.2 * folder.resolve("one.pt").toFile().length(), "" + both);
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 4, 0, 1).write(other.toPath());
		assertEquals(List.of("The models are not for the same classes and images, so that their mean says nothing; export each alone."),
			sentences(inputs).stream().filter(sentence -> !sentence.contains("overwrite")).toList());
	}

	@Test
	void aPretrainedModelIsAnEncoderForPython() {
		TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 3).write(model.toPath());
		assertEquals(List.of(), sentences(inputs("torchscript", "chambers.pt")));
		final String refused = sentences(inputs("onnx", "chambers.onnx")).get(0);
		assertTrue(refused.startsWith("The model has been pretrained only"), refused);
		assertFalse(Files.exists(folder.resolve("chambers.onnx")));
	}
}
