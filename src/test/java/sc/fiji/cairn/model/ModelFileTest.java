// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.sampling.Preprocessing;

class ModelFileTest {

	private static final String JSON = "model.json";
	private static final String WEIGHTS = "weights.safetensors";
	private static final Preprocessing PREPARATION = new Preprocessing(16, 0.7);

	@TempDir
	private Path folder;

	private Path file;

	private final ModelFile model = TinyModels.segmenting(TinyModels.TINY, PREPARATION, 5, 0, 2, 7);

	/** Options whose numbers JSON cannot say. */
	private record Options(double rate, double limit, Path model) {}

	@BeforeEach
	void nameFile() {
		file = folder.resolve("tiny.cairn");
	}

	private CairnException refused(final String... parts) {
		final CairnException e = assertThrows(CairnException.class, () -> ModelFile.read(file));
		assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
		for (final String part : parts)
			assertTrue(e.getMessage().contains(part), e.getMessage());
		return e;
	}

	private Map<String, byte[]> entries() throws IOException {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (final ZipEntry entry : (Iterable<ZipEntry>) () -> zip.stream().map(ZipEntry.class::cast).iterator())
				entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
		}
		return entries;
	}

	private void pack(final Map<String, byte[]> entries) throws IOException {
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
		}
	}

	private void edit(final String there, final String instead) throws IOException {
		model.write(file);
		final Map<String, byte[]> entries = entries();
		final String json = new String(entries.get(JSON), StandardCharsets.UTF_8);
		assertTrue(json.contains(there), json);
		entries.put(JSON, json.replace(there, instead).getBytes(StandardCharsets.UTF_8));
		pack(entries);
	}

	private List<String> left() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).toList();
		}
	}

	@Test
	void aFileThatUnpacksToFarTooMuchIsRefusedBeforeItFillsTheMemory() throws IOException {
		model.write(file);
		final Map<String, byte[]> entries = entries();
		entries.put("training.csv", new byte[40 << 20]);
		pack(entries);
		assertTrue(Files.size(file) < 1 << 17);
		refused("is not a model, or it is cut short or damaged");
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		model.write(file);
		final ModelFile read = ModelFile.read(file);
		assertEquals(model.plan(), read.plan());
		assertEquals(model.weights(), read.weights());
		assertEquals(List.copyOf(model.weights().keySet()), List.copyOf(read.weights().keySet()));
		model.weights().forEach((name, array) -> assertArrayEquals(array.values(), read.weights().get(name).values()));
		assertEquals(model.log(), read.log());
		assertEquals(List.of("tiny.cairn"), left());
	}

	@Test
	void aFileIsDescribedWithoutItsWeights() throws IOException {
		for (final ModelFile one : List.of(model, TinyModels.pretrained(TinyModels.TINY, PREPARATION, 5))) {
			one.write(file);
			final ModelDescription description = ModelFile.describe(file);
			assertEquals(TinyModels.described(one), description);
		}
		model.write(file);
		final Map<String, byte[]> entries = entries();
		entries.get(WEIGHTS)[entries.get(WEIGHTS).length - 7] ^= 1;
		pack(entries);
		assertEquals(model.plan(), ModelFile.describe(file).plan(), "weights are not read");
		assertEquals(refused("checksum").getClass(), CairnException.class);
		for (final int length : new int[] { 0, 4, 8, 100 }) {
			entries.put(WEIGHTS, Arrays.copyOf(entries.get(WEIGHTS), length));
			pack(entries);
			assertTrue(assertThrows(CairnException.class, () -> ModelFile.describe(file)).getMessage().contains("broken or cut short"));
		}
	}

	@Test
	void numbersOfStepsAreThoseOfTheFile() {
		final TrainedStep step = new TrainedStep(7, 1.23456789, 0.000123456789, 3e-3f, OptionalDouble.of(0.87654321));
		assertEquals("step,loss,gradient_norm,rate,validation_dice\n7,1.23457,0.000123457,0.00300000,0.8765\n", TrainedStep.csv(List.of(
			step)));
		assertEquals(List.of(step), TrainedStep.parse(TrainedStep.csv(List.of(step))));
		assertThrows(IllegalArgumentException.class, () -> TrainedStep.parse("step,loss\n1,2\n"));
	}

	@Test
	void everyDesignOfANetworkIsKept() {
		for (final Design design : Design.values()) {
			final Architecture architecture = design.architecture(2, 1, 2, 3);
			TinyModels.segmenting(architecture, PREPARATION, 5, 0, 1).write(file);
			assertEquals(architecture, ModelFile.read(file).plan().architecture());
		}
	}

	@Test
	void aFileIsMadeInANewFolderAndReplaced() throws IOException {
		file = folder.resolve("a/b/tiny.cairn");
		model.write(file);
		TinyModels.pretrained(TinyModels.TINY, PREPARATION, 5).write(file);
		assertFalse(ModelFile.read(file).plan().segments());
	}

	@Test
	void optionsThatAreNoNumbersSurvive() {
		final Provenance provenance = new Provenance("test", Json.of(new Options(Double.NaN,
			Double.POSITIVE_INFINITY, Path.of("a", "b"))), List.of(), "", "", "", 0, 0, model.plan().provenance());
		final Plan plan = new Plan(model.plan().architecture(), PREPARATION, model.plan().classes(), provenance);
		new ModelFile(plan, model.weights(), List.of()).write(file);
		final Provenance read = ModelFile.read(file).plan().provenance();
		assertTrue(Double.isNaN(read.options().getAsJsonObject().get("rate").getAsDouble()));
		assertEquals(Double.POSITIVE_INFINITY, read.options().getAsJsonObject().get("limit").getAsDouble());
		assertEquals(Path.of("a", "b").toString(), read.options().getAsJsonObject().get("model").getAsString());
		assertEquals(model.plan().provenance(), read.parent());
	}

	@Test
	void aMissingFileIsNamed() {
		refused("does not exist");
	}

	@Test
	void aFileCutShortIsRefusedAtEveryLength() throws IOException {
		model.write(file);
		final byte[] whole = Files.readAllBytes(file);
		for (int i = 0; i < 12; i++) {
			Files.write(file, Arrays.copyOf(whole, whole.length * i / 12));
			refused("cut short");
		}
		Files.write(file, Arrays.copyOf(whole, whole.length - 1));
		refused();
	}

	@Test
	void aChangedWeightIsFound() throws IOException {
		model.write(file);
		final Map<String, byte[]> entries = entries();
		entries.get(WEIGHTS)[entries.get(WEIGHTS).length - 7] ^= 1;
		pack(entries);
		refused("checksum", WEIGHTS);
	}

	@Test
	void noChangedByteGoesUnnoticed() throws IOException {
		model.write(file);
		final byte[] whole = Files.readAllBytes(file);
		for (int i = 30; i < whole.length; i += 37) {
			final byte[] changed = whole.clone();
			changed[i] ^= 0x10;
			Files.write(file, changed);
			try {
				final ModelFile read = ModelFile.read(file);
				// NB: dates and the like of the zip's entries mean nothing here.
				assertEquals(model, read, "byte " + i);
			}
			catch (final CairnException e) {
				assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
			}
		}
	}

	@Test
	void aWayOutOfTheFolderIsNotFollowed() throws IOException {
		model.write(file);
		final Map<String, byte[]> entries = entries();
		entries.put("../escaped-from-model", new byte[] { 1 });
		pack(entries);
		refused("../escaped-from-model");
		assertFalse(Files.exists(folder.resolveSibling("escaped-from-model")));
	}

	@Test
	void aForeignZipIsNoModel() throws IOException {
		pack(Map.of("word/document.xml", new byte[3]));
		refused("word/document.xml");
		pack(Map.of(JSON, new byte[3]));
		refused("not a model");
		Files.writeString(file, "a text");
		refused("not a model");
	}

	@Test
	void aFormatOfBeforeTheFirstReleaseAsksForATraining() throws IOException {
		edit("\"format\": 3", "\"format\": 2");
		refused("before the first release", "train it again");
	}

	@Test
	void aNewerFormatAsksForAnUpdate() throws IOException {
		edit("\"format\": 3", "\"format\": 4");
		refused("newer", "4");
	}

	@Test
	void aNewerFormatIsToldFromABrokenOne() throws IOException {
		edit("\"format\": 3", "\"format\": 4");
		final Map<String, byte[]> entries = entries();
		entries.put(JSON, new String(entries.get(JSON), StandardCharsets.UTF_8).replace("\"architecture\"", "\"nets\"")
			.getBytes(StandardCharsets.UTF_8));
		pack(entries);
		refused("newer", "4");
	}

	@Test
	void weightsOfAnotherWidthAreRefused() throws IOException {
		edit("\"width\": 2", "\"width\": 3");
		refused("encoder.0.conv0.kernel", "[3, 1, 3, 3]", "[2, 1, 3, 3]");
	}

	@Test
	void weightsOfMoreLevelsAreMissed() throws IOException {
		edit("\"pyramid\": [", "\"pyramid\": [{ \"width\": 2, \"kernel\": [3, 3], \"pool\": [1, 1] },");
		refused("encoder");
	}

	@ParameterizedTest
	@CsvSource({ "\"width\": 2, \"width\": -3", "\"width\": 2, \"width\": \"wide\"", "'[',  ''", "\"style\", \"other\"", "\"BATCH\", \"OTHER\"",
		"\"size\": 16, \"size\": 2", "\"spacing\": 0.7, \"spacing\": NaN", "\"architecture\", \"other\"",
		"\"preprocessing\", \"other\"", "\"classes\", \"other\"", "\"sha256\", \"other\"", "\"plan\", \"other\"",
		"\"format\": 3, \"format\": []", "\"cases\", \"other\"" })
	void aBrokenDescriptionIsCalledSo(final String there, final String instead) throws IOException {
		edit(there, instead);
		refused("description", "broken");
	}

	@Test
	void aDescriptionThatIsNoObjectIsCalledBroken() throws IOException {
		model.write(file);
		for (final String json : List.of("", "null", "[]", "3", "{", "\"text\"")) {
			final Map<String, byte[]> entries = entries();
			entries.put(JSON, json.getBytes(StandardCharsets.UTF_8));
			pack(entries);
			refused("broken");
		}
	}

	@Test
	void aPretrainedModelNeedsItsEncoderOnly() {
		final ModelFile encoder = TinyModels.pretrained(new Architecture(2, 1, 3, 3), PREPARATION, 2);
		encoder.write(file);
		assertEquals(encoder, ModelFile.read(file));
	}

	@Test
	void anUnwritablePlaceIsNamedAndLeftClean() throws IOException {
		final Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
		final CairnException e = assertThrows(CairnException.class, () -> model.write(blocked.resolve("tiny.cairn")));
		assertTrue(e.getMessage().contains(blocked.resolve("tiny.cairn").toString()), e.getMessage());
		final Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();
		assertThrows(CairnException.class, () -> model.write(taken));
		assertEquals(List.of("blocked", "taken"), left().stream().sorted().toList());
	}
}
