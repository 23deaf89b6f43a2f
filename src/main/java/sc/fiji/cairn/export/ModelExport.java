// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.network.StandaloneUNet;
import sc.fiji.cairn.network.StandaloneUNet.Member;
import sc.fiji.cairn.report.Citations;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/** A model, or several for the same images and classes, on the way to other programs. */
public final class ModelExport {

	private final List<ModelFile> models;
	private final ExportFormat format;
	private final ExportOptions options;
	private final StandaloneUNet network;
	private final Usage usage;

	/**
	 * Prepares an export.
	 *
	 * @param models at least one; the mean of their probabilities is exported
	 * @throws CairnException if the format cannot take the model, or the models do not go together
	 */
	public ModelExport(final List<ModelFile> models, final ExportFormat format, final ExportOptions options) {
		this.models = List.copyOf(models);
		this.format = format;
		this.options = options;
		final Plan plan = models.get(0).plan();
		if (!plan.segments() && (format != ExportFormat.TORCHSCRIPT || models.size() > 1)) throw CairnException.of("model",
			"The model has been pretrained only, and format=" + format.key() + " is for models that segment; use format=torchscript " +
				"for its encoder, or run Cairn Fine-tune with it first.");
		for (final ModelFile other : models)
			if (!other.plan().classes().equals(plan.classes()) || !other.plan().preprocessing().equals(plan.preprocessing()) || other
				.plan().architecture().channels() != plan.architecture().channels()) throw CairnException.of("model",
					"The models are not for the same classes and images, so that their mean says nothing; export each alone.");
		if (options.flips() && plan.mirroring().isEmpty()) throw CairnException.of("flips",
			"The model was not trained on mirrored images, so that an average over flips might be wrong; set flips=false.");
		if (options.normalises() && (format == ExportFormat.ONNX || !plan.segments())) throw CairnException.of("normalise",
			"The parameter normalise is for models that segment, in TorchScript or packages of bioimage.io; set normalise=false.");
		network = new StandaloneUNet(models.stream().map(model -> new Member(model.plan().architecture(), model.weights())).toList(),
			plan.classes().size(), options.flips() ? plan.mirroring().stream().filter(axis -> axis != Axis.Z).toList() : List.of(),
			options.normalises());
		usage = Usage.of(plan, options, format);
	}

	/** Lists what the suite does besides, and the export alone does not, in sentences; it is part of the export, too. */
	public List<String> limits() {
		return usage.limits();
	}

	/**
	 * Writes a TorchScript module or an ONNX model, whole or not at all.
	 *
	 * @throws CairnException if the file cannot be written
	 */
	public void write(final Path file) {
		WholeFile.write(file, out -> {
			switch (format) {
				case TORCHSCRIPT -> network.archive(Map.of(Usage.ENTRY, usage.json())).write(out);
				case ONNX -> out.write(OnnxModel.of(network, usage));
				case BIOIMAGEIO -> throw new IllegalStateException("A package needs to say more.");
			}
		});
	}

	/**
	 * Writes a package of bioimage.io, whole or not at all.
	 *
	 * @param citations what users of the model cite
	 * @param example image whose middle becomes the test input and the cover
	 * @throws CairnException if the example does not suit the model, or the file cannot be written
	 */
	public void writePackage(final Path file, final About about, final Citations citations, final Volume example) {
		final Plan plan = models.get(0).plan();
		final Example shown = Example.of(example, plan.preprocessing(), network, options.slices());
		final Map<String, byte[]> files = new LinkedHashMap<>();
		files.put(RdfTree.README, new Readme(about, models.get(0), usage, citations).bytes());
		files.put(RdfTree.COVER, Cover.png(shown, plan.classes()));
		files.put(RdfTree.INPUT, Npy.of(shown.input()));
		files.put(RdfTree.OUTPUT, Npy.of(shown.output()));
		WholeFile.write(file, out -> {
			final ByteArrayOutputStream weights = new ByteArrayOutputStream();
			network.archive(Map.of(Usage.ENTRY, usage.json())).write(weights);
			files.put(RdfTree.WEIGHTS, weights.toByteArray());
			final Map<String, Object> tree = new RdfTree(plan, options).of(about, usage, citations.works(), files, OffsetDateTime
				.now().truncatedTo(ChronoUnit.SECONDS).toString());
			zip(out, Yaml.of(tree), files);
		});
	}

	private static void zip(final OutputStream out, final String description, final Map<String, byte[]> files)
		throws IOException
	{
		final ZipOutputStream zip = new ZipOutputStream(out);
		put(zip, RdfTree.FILE, description.getBytes(StandardCharsets.UTF_8));
		for (final Map.Entry<String, byte[]> entry : files.entrySet())
			put(zip, entry.getKey(), entry.getValue());
		zip.finish();
	}

	private static void put(final ZipOutputStream zip, final String name, final byte[] content) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(content);
		zip.closeEntry();
	}
}
