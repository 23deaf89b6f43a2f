// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bioimageio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Torch;

/** Packages are understood as bioimage.io defines them, or refused with a reason. */
class ModelPackageTest {

	@TempDir
	private Path folder;

	private ModelPackage read(final String description, final float... test) {
		return ModelPackage.read(TestPackages.write(folder.resolve("package.zip"), description, "x", test));
	}

	private String refusal(final String description, final float... test) {
		return assertThrows(CairnException.class, () -> read(description, test)).getMessage();
	}

	@Test
	void aForeignPackageIsUnderstood() {
		final ModelPackage model = read(TestPackages.FOREIGN, 0.25f);
		assertTrue(ModelPackage.isPackage(model.file()));
		assertTrue(model.isFlat());
		assertFalse(model.exclusive());
		assertEquals(1, model.channels());
		assertEquals(List.of(new SegmentationClass(0, "background"), new SegmentationClass(1, "bright")), model.classes());
		assertEquals(0.5, model.space().get(1).millimetres(), 1e-12);
		assertEquals(0, model.space().get(2).millimetres());
		assertEquals(24, model.space().get(1).holding(17));
		assertEquals(16, model.space().get(1).within(3));
	}

	@Test
	void channelsThatSumToOneAreAllClasses() {
		final ModelPackage model = read(TestPackages.FOREIGN.replace("[bright]", "[dark, bright]"), 0.25f, 0.75f);
		assertTrue(model.exclusive());
		assertEquals(List.of(new SegmentationClass(0, "dark"), new SegmentationClass(1, "bright")), model.classes());
		assertFalse(read(TestPackages.FOREIGN.replace("[bright]", "[dark, bright]"), 0.25f, 0.5f).exclusive());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "format_version: 0.5.4 | format_version: 0.4.10 | is of the format 0.4.10 of bioimage.io, and only 0.5 is read",
		"type: model | type: dataset | because it holds no model", "torchscript: | onnx: | its weights are not TorchScript but onnx",
		"id: sigmoid | id: stardist_postprocessing | its step stardist_postprocessing is not known",
		"axes: [y, x] | reference_tensor: other | needs the statistics of another array", "id: x, size | id: w, size | an axis of space named w",
		"axis_id: x | axis_id: y | its output does not lie voxel by voxel on its input along x",
		"scale: 500~    halo | scale: 250~    halo | its output does not lie voxel by voxel on its input along y",
		"type: space~    id: y~    size: {min | type: time~    id: y~    size: {min | it has an axis of the type time",
		"source: weights.pt | source: https://a.b/weights.pt | its file https://a.b/weights.pt is not in it",
		"source: weights.pt | source: weights.pt~    sha256: abc | is damaged: the checksum of weights.pt is wrong",
		"test_tensor: {source | other: {source | it has no test output", "axes: [y, x] | axes: 3 | axes is not a list",
		"type: float32}~ | type: float32~ | is not understood (line", "- id: prob | - id: &a prob | anchor",
		"inputs: | inputs:~- id: two~  axes: [] | it has 2 inputs, where one is needed" })
	void whatDoesNotFitIsSaid(final String from, final String to, final String sentence) {
		final String before = from.replace("~", "\n");
		assertTrue(TestPackages.FOREIGN.contains(before), before);
		final String refused = refusal(TestPackages.FOREIGN.replace(before, to == null ? "" : to.replace("~", "\n")), 0.5f);
		assertTrue(refused.contains(sentence), refused);
	}

	@Test
	void outputsThatAreNoProbabilitiesAreRefused() {
		final String refused = refusal(TestPackages.FOREIGN, 3.5f);
		assertEquals("The package " + folder.resolve("package.zip") + " cannot be run here, because its output is not made of " +
			"probabilities (3.5 is in its test output), so that nobody can tell labels from it; use a program that runs all of bioimage.io, " +
			"such as deepImageJ.", refused);
		assertTrue(refusal(TestPackages.FOREIGN, 0.5f, 0.5f).contains("its test output has other axes than it says"));
	}

	@Test
	void aPackageThatUnpacksToMuchMoreIsRefused() throws Exception {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		entries.put("rdf.yaml", TestPackages.FOREIGN.getBytes(StandardCharsets.UTF_8));
		entries.put("weights.pt", new byte[1 << 25]);
		final Path bomb = TestPackages.write(folder.resolve("bomb.zip"), entries);
		assertTrue(Files.size(bomb) < 1 << 17);
		final String refused = assertThrows(CairnException.class, () -> ModelPackage.read(bomb)).getMessage();
		assertTrue(refused.contains("weights.pt is more than a file of its size can hold"), refused);
	}

	private float[] processed(final String steps, final float... values) {
		final Entry list = new Entry(Path.of("p.zip"), "preprocessing", YamlReader.read(steps));
		return Processing.of(list, true, "raw").apply(new HostArray(new long[] { 2, 2, 1, values.length / 4 }, values)).values();
	}

	/** Expected values by numpy, as bioimageio.core computes them: two channels of two slices of two pixels. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"[{id: zero_mean_unit_variance, kwargs: {axes: [y, x], eps: 0.1}}] | -0.833333 0.833333 -0.972222 0.972222 0 0 -0.985915 0.985915",
		"[{id: zero_mean_unit_variance, kwargs: {axes: [batch, y, x]}}] | -0.896258 -0.640184 -0.128037 1.664479 -0.577350 -0.577350 -0.577350 1.732050",
		"[{id: scale_range, kwargs: {axes: [x], min_percentile: 25, max_percentile: 75}}] | -0.499999 1.499997 -0.5 1.5 0 0 -0.5 1.5",
		"[{id: scale_range}] | 0 0.0625 0.1875 0.625 0.125 0.125 0.125 1",
		"[{id: clip, kwargs: {min: 1, max: 5}}] | 1 1 3 5 2 2 2 5",
		"[{id: clip, kwargs: {min_percentile: 0, max_percentile: 50, axes: [channel, batch, y, x]}}] | 0 1 2 2 2 2 2 2",
		"[{id: scale_linear, kwargs: {axis: channel, gain: [1, 0.5], offset: [1, -1]}}] | 1 2 4 11 0 0 0 7",
		"[{id: scale_linear, kwargs: {gain: 2}}, {id: ensure_dtype, kwargs: {dtype: uint8}}] | 0 2 6 20 4 4 4 32",
		"[{id: fixed_zero_mean_unit_variance, kwargs: {mean: [1, 2], std: [2, 7], axis: channel}}] | -0.49999975 0 0.9999995 4.49999775 0 0 0 1.9999997",
		"[{id: binarize, kwargs: {threshold: 2}}] | 0 0 1 1 0 0 0 1",
		"[{id: binarize, kwargs: {threshold: [2, 1], axis: channel}}] | 0 0 1 1 1 1 1 1",
		"[{id: sigmoid}] | 0.5 0.731059 0.952574 0.999955 0.880797 0.880797 0.880797 1",
		"[{id: softmax, kwargs: {axis: channel}}] | 0.119203 0.268941 0.731059 0.002473 0.880797 0.731059 0.268941 0.997527",
		"[{id: clip, kwargs: {max: 1}}, {id: scale_range, kwargs: {axes: [channel, batch, y, x]}}] | 0 0.0625 0.0625 0.0625 0.0625 0.0625 0.0625 0.0625" })
	void stepsDoWhatTheirNamesSay(final String steps, final String expected) {
		final double[] wanted = Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
		final float[] given = processed(steps, 0, 1, 3, 10, 2, 2, 2, 16);
		for (int i = 0; i < wanted.length; i++)
			assertEquals(wanted[i], given[i], 2e-6, steps + Arrays.toString(given));
	}

	@Test
	void tilesGiveWhatTheWholeGives() {
		final String blur = "torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1], False, True, None)";
		final String plain = TestPackages.FOREIGN.replaceAll("(?s)  preprocessing:.*outputs:", "outputs:").replaceFirst(
			"(?s)  postprocessing:\n  - id: sigmoid\n", "");
		final String fixed = plain.replace("{min: 16, step: 8}", "16").replace("size:\n      min: 16\n      step: 8", "size: 16");
		final ModelPackage whole = ModelPackage.read(TestPackages.write(folder.resolve("whole.zip"), plain, blur, 0.5f));
		final ModelPackage tiled = ModelPackage.read(TestPackages.write(folder.resolve("tiled.zip"), fixed, blur, 0.5f));
		final int width = 45;
		final int height = 40;
		final float[] values = new float[2 * height * width];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.sin(i * i % 97);
		final HostArray image = new HostArray(new long[] { 1, 2, height, width }, values);
		try (Torch torch = Torch.open("cpu")) {
			final float[] one = new PackageNetwork(whole, torch.scope()).run(image, torch.scope(), Progress.SILENT).values();
			final float[] many = new PackageNetwork(tiled, torch.scope()).run(image, torch.scope(), Progress.SILENT).values();
			for (int i = 0; i < one.length; i++) {
				final int x = i % width;
				final int y = i / width % height;
				// NB: at the borders one is mirrored and the other is padded by the network.
				if (x > 1 && y > 1 && x < width - 2 && y < height - 2) assertEquals(one[i], many[i], 1e-6f, x + ", " + y);
			}
		}
	}

	@Test
	void outputsMayBeSmallerAndAxesInAnyOrder() {
		final String valid = TestPackages.FOREIGN.replaceAll("(?s)  preprocessing:.*outputs:", "outputs:").replaceFirst(
			"(?s)  postprocessing:\n  - id: sigmoid\n", "").replace("offset: 0}", "offset: -4}").replace("axis_id: x}", "axis_id: x, offset: -2}");
		final ModelPackage model = ModelPackage.read(TestPackages.write(folder.resolve("valid.zip"), valid,
			"torch.slice(torch.slice(x, 2, 2, -2), 3, 1, -1)", 0.5f));
		final float[] values = new float[19 * 21];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		try (Torch torch = Torch.open("cpu")) {
			assertArrayEquals(values, new PackageNetwork(model, torch.scope()).run(new HostArray(new long[] { 1, 1, 19, 21 }, values), torch
				.scope(), Progress.SILENT).values());
			final String last = valid.replace("offset: -4}", "offset: 0}").replace(", offset: -2}", "}").replace("""
				  - type: batch
				  - type: channel
				    channel_names: [grey]
				""", "").replace("      step: 8\n", "      step: 8\n  - {type: channel, channel_names: [grey]}\n");
			final ModelPackage other = ModelPackage.read(TestPackages.write(folder.resolve("last.zip"), last,
				"torch.unsqueeze(torch.permute(x, [2, 0, 1]), 0)", 0.5f));
			assertArrayEquals(values, new PackageNetwork(other, torch.scope()).run(new HostArray(new long[] { 1, 1, 19, 21 }, values), torch
				.scope(), Progress.SILENT).values());
		}
	}

	@Test
	void aNetworkThatIsNoneOrGivesOtherShapesIsSaid() {
		try (Torch torch = Torch.open("cpu")) {
			final Map<String, byte[]> entries = new LinkedHashMap<>();
			entries.put("rdf.yaml", TestPackages.FOREIGN.getBytes(StandardCharsets.UTF_8));
			entries.put("weights.pt", new byte[10]);
			entries.put("test_output.npy", TestPackages.npy("(1, 1, 1, 1)", 0.5f));
			final ModelPackage none = ModelPackage.read(TestPackages.write(folder.resolve("none.zip"), entries));
			final String unloaded = assertThrows(CairnException.class, () -> new PackageNetwork(none, torch.scope())).getMessage();
			assertTrue(unloaded.contains("cannot be loaded by this version of PyTorch"), unloaded);
			final ModelPackage half = ModelPackage.read(TestPackages.write(folder.resolve("half.zip"), TestPackages.FOREIGN,
				"torch.slice(x, 3, 0, 4)", 0.5f));
			final PackageNetwork network = new PackageNetwork(half, torch.scope());
			final HostArray image = new HostArray(new long[] { 1, 1, 16, 16 }, new float[256]);
			final String odd = assertThrows(CairnException.class, () -> network.run(image, torch.scope(), Progress.SILENT)).getMessage();
			assertTrue(odd.contains("gives an array of another shape, [1, 1, 16, 4], than its description says"), odd);
		}
	}
}
