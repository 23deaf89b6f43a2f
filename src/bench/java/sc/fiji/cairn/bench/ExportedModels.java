// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bench;

import com.google.gson.JsonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.cases.phantom.Contrast;
import sc.fiji.cairn.cases.phantom.Phantom;
import sc.fiji.cairn.export.About;
import sc.fiji.cairn.export.ExportFormat;
import sc.fiji.cairn.export.ExportOptions;
import sc.fiji.cairn.export.ModelExport;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.model.Safetensors;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.network.Level;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.Style;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.report.Citations;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/**
 * Writes a model of each design, 2D and 3D, with random weights in all formats of export, and beside them an input and the
 * class scores that the suite computes: what {@code src/bench/python/check_exports.py} compares other programs with.
 * Argument: a folder.
 */
public final class ExportedModels {

	private static final int CLASSES = 3;

	private ExportedModels() {}

	/** Writes the files. */
	public static void main(final String[] args) throws IOException {
		final Path folder = Path.of(args[0]);
		for (final int dimensions : new int[] { 2, 3 }) {
			for (final Design design : Design.values())
				write(folder.resolve(design.name().toLowerCase() + "-" + dimensions + "d"), design.architecture(dimensions, 1, 8, 3), 64 /
					(dimensions - 1));
			for (final boolean strided : new boolean[] { false, true })
				write(folder.resolve((strided ? "nnunet-plain-" : "monai-basicunet-") + dimensions + "d"), new Architecture(dimensions, 1,
					Level.isotropic(dimensions, List.of(8, 16, 32)), imported(strided)), 64 / (dimensions - 1));
		}
		write(folder.resolve("default-2d"), Design.COMMON.architecture(2, 1, Design.COMMON.width(), Design.COMMON.levels()), 64);
	}

	/** What networks are made of that are imported from MONAI, or, with strides, from nnU-Net. */
	private static Style imported(final boolean strided) {
		return new Style(Style.Normalisation.INSTANCE, 1e-5, 0.1, strided ? 0.01 : 0.1, Style.Upsampling.TRANSPOSED, true, 2,
			new Style.Last(0, 1, true), strided);
	}

	private static void write(final Path base, final Architecture architecture, final int size) {
		final Preprocessing preprocessing = architecture.dimensions() == 2 ? new Preprocessing(size, 0.5) : new Preprocessing(size,
			0.5, Normalisation.PERCENTILES_1_99, 16, 1.5);
		try (Torch torch = Torch.open("cpu"); Scope step = torch.scope().open()) {
			final UNet network = new UNet(architecture, torch.scope(), 1, false);
			final SegmentationHead head = new SegmentationHead(architecture, CLASSES, torch.scope(), 2);
			final Map<String, HostArray> weights = new LinkedHashMap<>(network.encoder().export());
			weights.putAll(network.decoder().export());
			weights.putAll(head.weights().export());
			weights.replaceAll(ExportedModels::shaken);
			network.encoder().load(weights);
			network.decoder().load(weights);
			head.weights().load(weights);
			final HostArray input = noise(architecture.dimensions() == 2 ? new long[] { 2, 1, 48, size } : new long[] { 2, 1, 16, 24,
				size });
			Safetensors.write(Path.of(base + ".safetensors"), Map.of("input", input, "logits", HostArray.of(network.logits(step, step
				.array(input.values(), input.shape()), head, false))), Map.of());
			final ModelFile model = new ModelFile(new Plan(architecture, preprocessing, IntStream.range(0, CLASSES).mapToObj(
				i -> new SegmentationClass(i, i == 0 ? "background" : "class " + i)).toList(), new Provenance("none", JsonNull.INSTANCE,
					List.of(), "", "", "", 0, 0, null)), weights, List.of());
			new ModelExport(List.of(model), ExportFormat.TORCHSCRIPT, ExportOptions.PLAIN).write(Path.of(base + ".pt"));
			new ModelExport(List.of(model), ExportFormat.ONNX, ExportOptions.PLAIN).write(Path.of(base + ".onnx"));
			new ModelExport(List.of(model), ExportFormat.BIOIMAGEIO, ExportOptions.PLAIN).writePackage(Path.of(base + ".zip"),
				new About(base.getFileName().toString(), List.of("Nobody"), "CC0-1.0"), Citations.ofCairn(), Phantom.create("phantom", 1,
					Contrast.A).image());
		}
	}

	/** Makes weights that differ from what a new network has. */
	private static HostArray shaken(final String name, final HostArray array) {
		final Random random = new Random(name.hashCode());
		final float[] values = array.values().clone();
		for (int i = 0; i < values.length; i++)
			values[i] += 0.1f * random.nextFloat();
		return name.endsWith("kernel") ? array : new HostArray(array.shape(), values);
	}

	private static HostArray noise(final long... shape) {
		final float[] values = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
		final Random random = new Random(4);
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.max(0, 0.4 + 0.3 * random.nextGaussian());
		return new HostArray(shape, values);
	}
}
