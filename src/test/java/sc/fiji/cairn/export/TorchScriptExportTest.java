// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;

/** Modules that other programs load give the bits of the suite. */
class TorchScriptExportTest {

	private static final Architecture FLAT = Design.COMMON.architecture(2, 1, 4, 3);

	@TempDir
	private Path folder;

	private Path export(final ExportOptions options, final ModelFile... models) {
		final Path file = folder.resolve("model.pt");
		new ModelExport(List.of(models), ExportFormat.TORCHSCRIPT, options).write(file);
		return file;
	}

	@ParameterizedTest
	@MethodSource("sc.fiji.cairn.export.Exports#architectures")
	void everyDesignGivesTheSameBits(final Architecture architecture) throws IOException {
		final ModelFile model = Exports.model(architecture, 3);
		final HostArray input = Exports.input(architecture);
		assertEquals(Exports.expected(model, input), Exports.run(export(ExportOptions.PLAIN, model), input));
	}

	@Test
	void aStackIsSegmentedSliceBySlice() throws IOException {
		final Path file = export(ExportOptions.PLAIN, Exports.model(FLAT, 3));
		final HostArray stack = Exports.noise(1, 1, 3, 24, 16);
		final HostArray slices = Exports.run(file, new HostArray(new long[] { 3, 1, 24, 16 }, stack.values()));
		final HostArray found = Exports.run(file, stack);
		assertArrayEquals(new long[] { 1, 3, 3, 24, 16 }, found.shape());
		final int area = 24 * 16;
		for (int z = 0; z < 3; z++)
			for (int c = 0; c < 3; c++)
				assertArrayEquals(Arrays.copyOfRange(slices.values(), (z * 3 + c) * area, (z * 3 + c + 1) * area), Arrays.copyOfRange(found
					.values(), (c * 3 + z) * area, (c * 3 + z + 1) * area));
	}

	@Test
	void intensitiesAreNormalisedAsInTheSuite() throws IOException {
		final ModelFile model = Exports.model(FLAT, 3);
		for (final boolean sparse : new boolean[] { false, true }) {
			final HostArray raw = Exports.noise(1, 1, 4, 24, 16);
			for (int i = 0; i < raw.values().length; i++)
				raw.values()[i] = sparse ? i == 700 ? 3 : 1 : 1000 * raw.values()[i];
			final float[] normalised = new float[raw.values().length];
			final PreparedVolume volume = PreparedVolume.of(new Volume("noise", List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.floats(raw
				.values(), 16, 24, 4), Geometry.unknown(), Header.NONE), "noise", Progress.SILENT);
			volume.read(0, volume.images().get(0), normalised);
			final HostArray expected = Exports.run(export(ExportOptions.PLAIN, model), new HostArray(raw.shape(), normalised));
			assertEquals(expected, Exports.run(export(new ExportOptions(false, true, false), model), raw));
		}
	}

	@Test
	void mirroredImagesAreAveraged() throws IOException {
		final ModelFile once = Exports.model(FLAT, 3);
		final Plan plan = once.plan();
		final ModelFile model = new ModelFile(new Plan(plan.architecture(), plan.preprocessing(), plan.classes(), plan.provenance(),
			null, null, List.of(Axis.X, Axis.Y)), once.weights(), List.of());
		final HostArray input = Exports.input(FLAT);
		final Path plain = export(ExportOptions.PLAIN, model);
		final List<HostArray> ways = List.of(Exports.run(plain, input), Exports.flipped(Exports.run(plain, Exports.flipped(input, true,
			false)), true, false), Exports.flipped(Exports.run(plain, Exports.flipped(input, false, true)), false, true), Exports
				.flipped(Exports.run(plain, Exports.flipped(input, true, true)), true, true));
		assertEquals(Exports.mean(ways), Exports.run(export(new ExportOptions(true, false, false), model), input));
	}

	@Test
	void severalModelsAreAveraged() throws IOException {
		final ModelFile one = Exports.model(FLAT, 3);
		final ModelFile other = Exports.model(Design.HU.architecture(2, 1, 4, 2), 4);
		final HostArray input = Exports.input(FLAT);
		assertEquals(Exports.mean(List.of(Exports.expected(one, input), Exports.expected(other, input))), Exports.run(export(
			ExportOptions.PLAIN, one, other), input));
	}

	@Test
	void ofAPretrainedModelTheEncoderIsWritten() throws IOException {
		// NB: instance normalisation is the same in training, which is how the suite runs encoders alone.
		final Architecture architecture = Design.HU.architecture(2, 1, 4, 3);
		final ModelFile model = TinyModels.pretrained(architecture, new Preprocessing(24, 0), 3);
		final HostArray input = Exports.input(architecture);
		try (Torch torch = Torch.open("cpu"); Scope step = torch.scope().open()) {
			final UNet network = new UNet(architecture, torch.scope(), 0, false);
			network.encoder().load(model.weights());
			assertEquals(HostArray.of(network.features(step, step.array(input.values(), input.shape()), 0).get(0)), Exports.run(export(
				ExportOptions.PLAIN, model), input));
		}
		final CairnException refused = assertThrows(CairnException.class, () -> new ModelExport(List.of(model), ExportFormat.ONNX,
			ExportOptions.PLAIN));
		assertEquals("The model has been pretrained only, and format=onnx is for models that segment; use format=torchscript for " +
			"its encoder, or run Cairn Fine-tune with it first.", refused.getMessage());
	}

	@Test
	void theFileSaysWhatProgramsHaveToKnow() throws IOException {
		final Path file = export(ExportOptions.PLAIN, Exports.model(FLAT, 3));
		final JsonObject usage;
		try (ZipFile zip = new ZipFile(file.toFile())) {
			usage = JsonParser.parseString(new String(zip.getInputStream(zip.getEntry("cairn/extra/cairn.json")).readAllBytes(),
				StandardCharsets.UTF_8)).getAsJsonObject();
		}
		assertEquals("[0.5,0.5]", usage.get("spacing").toString());
		assertEquals("[24,24]", usage.get("window").toString());
		assertEquals("[4,4]", usage.get("multiple").toString());
		assertEquals(4, usage.getAsJsonArray("classes").get(2).getAsJsonObject().get("value").getAsInt());
		final String limits = usage.get("limits").toString();
		assertTrue(limits.contains("Images have to be resampled to pixels of 0.5 mm before"), limits);
		assertTrue(limits.contains("the method normalise(x) does that"), limits);
		assertTrue(limits.contains("is to be replaced by its label value, [0, 1, 4]"), limits);
		assertTrue(ExportFormat.TORCHSCRIPT.isExport(file));
		assertTrue(!ExportFormat.BIOIMAGEIO.isExport(file) && !ExportFormat.ONNX.isExport(file));
		assertTrue(!Files.readString(file, StandardCharsets.ISO_8859_1).contains("\"cases\": ["), "cases are not named");
	}

	@Test
	void whatDoesNotGoTogetherIsRefused() {
		final ModelFile model = Exports.model(FLAT, 3);
		final Plan plan = model.plan();
		final ModelFile still = new ModelFile(new Plan(plan.architecture(), plan.preprocessing(), plan.classes(), plan.provenance()),
			model.weights(), List.of());
		assertEquals("flips", assertThrows(CairnException.class, () -> new ModelExport(List.of(still), ExportFormat.TORCHSCRIPT,
			new ExportOptions(true, false, false))).parameter().orElseThrow());
		assertEquals("normalise", assertThrows(CairnException.class, () -> new ModelExport(List.of(model), ExportFormat.ONNX,
			new ExportOptions(false, true, false))).parameter().orElseThrow());
		final ModelFile other = TinyModels.segmenting(FLAT, plan.preprocessing(), 3, 0, 1);
		final CairnException apart = assertThrows(CairnException.class, () -> new ModelExport(List.of(model, other),
			ExportFormat.TORCHSCRIPT, ExportOptions.PLAIN));
		assertTrue(apart.getMessage().contains("not for the same classes and images"), apart.getMessage());
	}
}
