// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Preprocessing;

class ModelTextTest {

	private static final Path FILE = Path.of("liver.cairn");

	private static ModelFile trained(final List<String> folders, final String options, final Provenance parent,
		final TrainedStep... log)
	{
		final ModelFile model = TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0.5), 3, 0, 1, 4);
		final Plan plan = model.plan();
		return new ModelFile(new Plan(plan.architecture(), plan.preprocessing(), plan.classes(), new Provenance("fine-tuning",
			JsonParser.parseString(options), List.of("a", "b"), folders, List.of("c"), "PyTorch on the CPU", "Cairn 1.0.0", "2026-03-04T05:06:07Z",
			300, 400, false, parent)), model.weights(), List.of(log));
	}

	private static TrainedStep step(final long number, final OptionalDouble dice) {
		return new TrainedStep(number, 1, 1, 1, dice);
	}

	private static Provenance pretraining(final String options) {
		return new Provenance("pretraining", JsonParser.parseString(options), List.of("x"), "PyTorch on GPU 0", "Cairn 1.0.0",
			"2026-03-03T00:00:00Z", 60, 1000, null);
	}

	@Test
	void aModelIsDescribedForPeople() {
		final String text = ModelText.of(FILE, TinyModels.described(trained(List.of("scans"), "{}", pretraining("{\"method\": \"positional\"}"),
			step(1, OptionalDouble.empty()), step(200, OptionalDouble.of(0.8125)), step(400, OptionalDouble.empty()))), TestPlugins.methods());
		for (final String line : List.of("Model: liver.cairn", "Task: segments images into 2 classes and background",
			"Sees: one slice at a time, in windows of 16 x 16 pixels of 0.5 mm; images with 1 channel",
			"Validation Dice: 0.8125 after step 200, the mean over the validation cases",
			"Made by fine-tuning: 400 steps in 5 min, ended 2026-03-04 05:06:07Z", "  Volumes: 2: a, b",
			"  Unlabelled volumes: 1: c", "  Folder: scans", "  Computed on: PyTorch on the CPU",
			"Before that pretraining (positional): 1000 steps in 60 s, ended 2026-03-03 00:00:00Z", "  Volumes: 1: x",
			"Please cite:"))
			assertTrue(text.lines().toList().contains(line), line + " in " + text);
		assertTrue(text.contains("Classes: 1 class 1 (#") && text.contains("), 4 class 4 (#"), text);
		assertTrue(text.contains("Network: 2D U-Net, 2 resolutions, 2 to 4 channels, "), text);
		assertTrue(text.contains("Positional contrastive learning"), text);
	}

	@Test
	void aPretrainedModelSaysThatItDoesNotSegment() {
		final String text = ModelText.of(FILE, TinyModels.described(TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 3)), TestPlugins.methods());
		assertTrue(text.contains("Task: pretrained: the start of a fine-tuning, which does not segment yet"), text);
		assertFalse(text.contains("Classes:"), text);
		assertTrue(text.contains("Validation Dice: not measured"), text);
		assertTrue(text.contains("pixels, as large as they are in the image"), text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"{'method': 'global', 'contrast': {'strategy': 'GD'}} | chaitanya2020", //
		"{'method': 'global', 'contrast': {'strategy': 'RANDOM'}} | chen2020", //
		"{'method': 'global-local'} | chaitanya2020", //
		"{'method': 'positional'} | zeng2021", //
		"{'method': 'hierarchical'} | zheng2021", //
		"{'method': 'supervised-local'} | hu2021", //
		"{'fewLabels': {'teaching': 'MEAN_TEACHER', 'mixup': 0.0}} | tarvainen2017", //
		"{'fewLabels': {'teaching': 'COPY_PASTE', 'mixup': 0.0}} | bai2023", //
		"{'fewLabels': {'teaching': 'NONE', 'mixup': 0.2}} | zhang2018" })
	void theMethodsThatWereUsedAreCited(final String options, final String key) {
		final Plan plan = trained(List.of(), "{}", pretraining(options.replace('\'', '"'))).plan();
		final List<String> keys = Citations.of(plan, TestPlugins.methods()).bibtex().lines().filter(line -> line.startsWith("@")).map(line -> line
			.replaceAll(".*\\{|,", "")).toList();
		assertEquals(List.of("cairn", "ronneberger2015", key), keys);
	}

	@Test
	void networksForVolumesAndMethodsOfPluginsAreCited() {
		final ModelFile model = TinyModels.segmenting(new Architecture(3, 1, 2, 2), new Preprocessing(16, 1,
			Preprocessing.Normalisation.PERCENTILES_1_99, 16, 1), 3, 0, 1);
		assertTrue(Citations.of(model.plan(), TestPlugins.methods()).text().contains("F. Isensee, P. F. Jaeger, S. A. A. Kohl"), Citations.of(model
			.plan(), TestPlugins.methods()).text());
		assertTrue(Citations.of(trained(List.of(), "{}", pretraining("{\"method\": \"mine\"}")).plan(), TestPlugins.methods()).text().contains(
			"For the method mine, see the plugin that brings it."));
	}

	@Test
	void theListsOfReferencesAgree() throws IOException {
		final String readme = Files.readString(Path.of("docs/references.md")).replaceAll("\\s+", " ").toLowerCase();
		final String citation = Files.readString(Path.of("CITATION.cff")).toLowerCase();
		assertEquals(11, Reference.all().size());
		for (final Reference reference : Reference.all().values()) {
			final String title = reference.fields().get("title").toLowerCase();
			assertTrue(citation.contains(title), title + " is missing in CITATION.cff");
			if (!reference.key().equals("cairn")) assertTrue(readme.contains(title), title + " is missing in docs/references.md");
		}
		assertTrue(citation.contains(Reference.all().get("cairn").fields().get("url").toLowerCase()));
		assertTrue(citation.contains(Reference.all().get("cairn").fields().get("license").toLowerCase()));
	}
}
