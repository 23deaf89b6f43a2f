// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Safetensors;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** Networks of Python compute the same here. */
class WeightImportTest {

	@TempDir
	private Path folder;

	private HostArray logits(final ModelFile model, final Map<String, HostArray> python, final HostArray input) {
		try (Torch torch = Torch.open("cpu"); Scope step = torch.scope().open()) {
			final Architecture architecture = model.plan().architecture();
			final UNet network = new UNet(architecture, torch.scope(), 0, false);
			final SegmentationHead head = new SegmentationHead(architecture, 3, torch.scope(), 0);
			assertEquals(architecture.encoder().size(), network.encoder().load(model.weights()));
			assertEquals(architecture.decoder().size(), network.decoder().load(model.weights()));
			head.weights().load(python);
			return HostArray.of(network.logits(step, step.array(input.values(), input.shape()), head, false));
		}
	}

	@Test
	void aNetworkOfPythonGivesTheSameScores() throws IOException {
		final Map<String, HostArray> python = Safetensors.read(TorchFileTest.fixture("unet.safetensors", folder)).arrays();
		final WeightImport found = WeightImport.of(TorchFileTest.fixture("unet.pth", folder), "auto", 0);
		final Path file = folder.resolve("imported.cairn");
		found.model(64, 0.5).write(file);
		final ModelFile model = ModelFile.read(file);
		assertArrayEquals(python.get("logits").values(), logits(model, python, python.get("input")).values(), 1e-5f);
		assertEquals("Of the 76 arrays in unet.pth (milesial's Pytorch-UNet and those derived from it (inc, down1, up1)) the " +
			"encoder and the decoder are taken over: 2D, 3 levels, 2 to 8 channels.", found.summary());
		assertEquals("import", model.plan().provenance().stage());
	}

	@ParameterizedTest
	@CsvSource({ "basicunet, monai-basicunet, 2D, '[2, 2]'", "plainunet, nnunet-plain, 3D, '[1, 2, 2]'" })
	void networksWithInstanceNormalisationGiveTheSameScores(final String name, final String family, final String dimensions,
		final String factors) throws IOException
	{
		final Path weights = TorchFileTest.fixture(name + ".safetensors", folder);
		final Map<String, HostArray> python = Safetensors.read(weights).arrays();
		final WeightImport found = WeightImport.of(weights, "auto", 0);
		assertTrue(found.summary().contains("the encoder and the decoder are taken over: " + dimensions), found.summary());
		final Path file = folder.resolve("imported.cairn");
		found.model(64, 0).write(file);
		final ModelFile model = ModelFile.read(file);
		assertEquals(family, model.plan().provenance().options().getAsJsonObject().get("family").getAsString());
		assertEquals(factors, model.plan().architecture().pyramid().get(1).pool().toString());
		final HostArray logits = logits(model, python, python.get("input"));
		assertArrayEquals(python.get("logits").values(), logits.values(), 1e-5f);
		final List<SegmentationClass> classes = IntStream.range(0, 3).mapToObj(i -> new SegmentationClass(i, "class " + i)).toList();
		final Map<String, HostArray> whole = new HashMap<>(model.weights());
		whole.put("head.kernel", python.get("head.kernel"));
		whole.put("head.bias", python.get("head.bias"));
		final ModelFile segmenter = new ModelFile(new Plan(model.plan().architecture(), model.plan().preprocessing(), classes, model.plan()
			.provenance()), whole, List.of());
		final Path module = folder.resolve("module.pt");
		new ModelExport(List.of(segmenter), ExportFormat.TORCHSCRIPT, ExportOptions.PLAIN).write(module);
		assertEquals(Exports.expected(segmenter, python.get("input")), Exports.run(module, python.get("input")));
	}

	@Test
	void aNetworkWithStridesNeedsItsDecoder() throws IOException {
		final Map<String, HostArray> arrays = new HashMap<>(Safetensors.read(TorchFileTest.fixture("plainunet.safetensors", folder)).arrays());
		arrays.keySet().removeIf(name -> name.startsWith("decoder.transpconvs"));
		final Path file = folder.resolve("encoder.safetensors");
		Safetensors.write(file, arrays, Map.of());
		final String refused = assertThrows(CairnException.class, () -> WeightImport.of(file, "auto", 0)).getMessage();
		assertEquals("The file " + file + " holds no decoder, which tells the strides of the plain network of nnU-Net, PlainConvUNet " +
			"(encoder.stages, decoder.transpconvs); save the weights of the whole network.", refused);
	}

	@Test
	void safetensorsAreReadToo() throws IOException {
		final Map<String, HostArray> arrays = TorchFile.read(TorchFileTest.fixture("unet.pth", folder));
		final Path file = folder.resolve("unet2.safetensors");
		Safetensors.write(file, arrays, Map.of());
		assertEquals(WeightImport.of(folder.resolve("unet.pth"), "auto", 0).model(64, 0).weights(), WeightImport.of(file,
			"pytorch-unet", 0).model(64, 0).weights());
	}

	@Test
	void theFirstLayerIsFittedToTheChannels() throws IOException {
		final Path file = TorchFileTest.fixture("unet.pth", folder);
		final HostArray one = WeightImport.of(file, "auto", 1).model(64, 0).weights().get("encoder.0.conv0.kernel");
		final ModelFile two = WeightImport.of(file, "auto", 2).model(64, 0);
		assertEquals(2, two.plan().architecture().channels());
		final HostArray kernel = two.weights().get("encoder.0.conv0.kernel");
		assertArrayEquals(new long[] { 2, 2, 3, 3 }, kernel.shape());
		for (int i = 0; i < 9; i++)
			assertEquals(one.values()[i], kernel.values()[i] + kernel.values()[9 + i], 1e-6f);
	}

	@Test
	void aDecoderThatDoesNotFitIsLeftOut() throws IOException {
		final Map<String, HostArray> arrays = new HashMap<>(TorchFile.read(TorchFileTest.fixture("unet.pth", folder)));
		arrays.keySet().removeIf(name -> name.contains("up1.up"));
		final Path file = folder.resolve("bilinear.safetensors");
		Safetensors.write(file, arrays, Map.of());
		final WeightImport found = WeightImport.of(file, "auto", 0);
		assertEquals(found.model(64, 0).plan().architecture().encoder().keySet(), found.model(64, 0).weights().keySet());
		assertTrue(found.summary().contains("the encoder is taken over"), found.summary());
	}

	@Test
	void otherNetworksAreRefused() throws IOException {
		final Map<String, HostArray> arrays = new HashMap<>(TorchFile.read(TorchFileTest.fixture("unet.pth", folder)));
		final Path file = folder.resolve("other.safetensors");
		Safetensors.write(file, Map.of("layer1.0.conv1.weight", arrays.get("state_dict.module.inc.double_conv.0.weight")), Map.of());
		final CairnException unknown = assertThrows(CairnException.class, () -> WeightImport.of(file, "auto", 0));
		assertTrue(unknown.getMessage().contains("(layer1.0.conv1.weight, ...) are not those of a known family of U-Nets: pytorch-unet"),
			unknown.getMessage());
		arrays.keySet().removeIf(name -> name.contains("down1") && name.contains("running_var"));
		Safetensors.write(file, arrays, Map.of());
		final CairnException apart = assertThrows(CairnException.class, () -> WeightImport.of(file, "auto", 0));
		assertTrue(apart.getMessage().contains("(encoder.1.conv0.variance should be [4] but is missing)"), apart.getMessage());
		final Path whole = folder.resolve("unet.pth");
		final CairnException size = assertThrows(CairnException.class, () -> WeightImport.of(whole, "auto", 0).model(66, 0));
		assertEquals("The parameter size must be a multiple of 4 for this number of levels; use 68 instead of 66.", size.getMessage());
	}

	@Test
	void everyFamilyHasItsNames() throws IOException {
		assertEquals(List.of("pytorch-unet", "brain-segmentation", "monai-basicunet", "nnunet-plain"), WeightImport.families());
		final HostArray array = new HostArray(new long[] { 1 }, new float[1]);
		final WeightFamily brain = WeightFamily.all().get(1);
		final Map<String, HostArray> foreign = new HashMap<>();
		for (final String name : List.of("encoder2.enc2conv2.weight", "encoder2.enc2norm2.running_var", "bottleneck.bottleneckconv1.weight",
			"upconv3.weight", "upconv3.bias", "decoder1.dec1norm1.bias", "conv.weight", "encoder2.enc2norm2.num_batches_tracked"))
			foreign.put(name, array);
		assertEquals(Set.of("encoder.1.conv1.kernel", "encoder.1.conv1.variance", "encoder.4.conv0.kernel",
			"decoder.1.up.kernel", "decoder.1.up.bias", "decoder.3.conv0.shift"), brain.placed(foreign).keySet());
	}
}
