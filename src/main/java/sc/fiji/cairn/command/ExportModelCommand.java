// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.cases.phantom.Contrast;
import sc.fiji.cairn.cases.phantom.Phantom;
import sc.fiji.cairn.export.About;
import sc.fiji.cairn.export.ExportFormat;
import sc.fiji.cairn.export.ExportOptions;
import sc.fiji.cairn.export.ModelExport;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.report.Citations;
import sc.fiji.cairn.volume.Volume;

/** Writes a model for other programs: a package of bioimage.io, a TorchScript module, or an ONNX model. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Export Model...", weight = 52) })
public class ExportModelCommand extends CairnCommand {

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.SEGMENTER) },
		description = "Model that was fine-tuned; several, separated by semicolons, become one by their mean probabilities; with " +
			"format=torchscript also one that was pretrained, of which the encoder is written.")
	private File model = new File("");

	@Parameter(label = "Format", choices = { "bioimageio", "torchscript", "onnx" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "bioimageio is a package (.zip) for deepImageJ, ilastik, QuPath and Python; torchscript a module (.pt) for " +
			"PyTorch and QuPath; onnx (.onnx) is for ONNX Runtime and OpenCV.")
	private String format = "bioimageio";

	@Parameter(label = "Save as", style = FileWidget.SAVE_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "File to write, ending in .zip, .pt or .onnx, as the format is.")
	private File output = new File("");

	@Parameter(label = "Name", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PUBLICATION), @Attr(name = Group.BASIC) },
		description = "What a package calls the model, in letters, digits and blanks; empty for the name of its file.")
	private String name = "";

	@Parameter(label = "Authors", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PUBLICATION), @Attr(name = Group.BASIC) },
		description = "Who made the model, joined by semicolons; a package needs at least one.")
	private String authors = "";

	@Parameter(label = "Licence", choices = { "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "MIT", "BSD-2-Clause",
		"BSD-3-Clause", "Apache-2.0" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.PUBLICATION), @Attr(name = Group.BASIC) },
		description = "On what terms others may use the package.")
	private String licence = "CC-BY-4.0";

	@Parameter(label = "Example", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Image whose middle becomes part of a package, as test input and cover picture; empty for a made-up one, " +
			"which suits models of one channel.")
	private File example = new File("");

	@Parameter(label = "Average over flips", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether the network averages over mirrored images, along the axes that the model was trained to be " +
			"mirrored in.")
	private boolean flips = false;

	@Parameter(label = "Normalise inside", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether the network normalises intensities itself, of all that it is given at once: for programs that give it " +
			"whole images and do not normalise.")
	private boolean normalise = false;

	@Parameter(label = "Single slices", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether the package of a 2D model is for single slices, as QuPath needs it; stacks, the default, are normalised " +
			"as in training.")
	private boolean slices = false;

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the file, if it is an earlier export, may be replaced; a dialog asks. Others never are.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "File of the export",
		description = "The file written.")
	private File exported;

	@Override
	public Map<String, String> meanings() {
		return new ResolvedDefaults().add("name", name.isBlank() && !title().isEmpty(), title()).all();
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("model", this::models);
		problems.check("output", () -> {
			Inputs.newFile("output", output);
			format().requireSuffix(output.toPath());
			new Replacing(overwrite).require(output.toPath(), format()::isExport, "no export in format=" + format);
		});
		if (!Inputs.isEmpty(example)) problems.check("example", () -> Inputs.file("example", example));
		if (problems.has("model")) return;
		problems.check(Problems.ALL, this::export);
		if (format() == ExportFormat.BIOIMAGEIO) problems.check(Problems.ALL, this::about);
	}

	@Override
	protected void execute(final Progress progress) {
		final ModelExport export = export();
		if (format() == ExportFormat.BIOIMAGEIO) export.writePackage(output.toPath(), about(), Citations.of(models().get(0)
			.plan(), methods()), example());
		else export.write(output.toPath());
		export.limits().forEach(progress::warn);
		progress.log("The model is in " + output + ".");
		exported = output;
	}

	private ModelExport export() {
		return new ModelExport(models(), format(), new ExportOptions(flips, normalise, slices));
	}

	private List<ModelFile> models() {
		return Inputs.files("model", model).stream().map(ModelFile::read).toList();
	}

	private ExportFormat format() {
		return Inputs.choice(ExportFormat.class, format);
	}

	private About about() {
		return new About(name.isBlank() ? title() : name, NameList.split(authors), licence);
	}

	/** Makes a name of that of the first file, empty if there is none; publications want five letters at least. */
	private String title() {
		final List<Path> files = model.isFile() ? List.of(model.toPath()) : Inputs.paths(model.getPath());
		if (files.isEmpty()) return "";
		final String title = files.get(0).getFileName().toString().replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_+\\- ()]", " ")
			.strip();
		return title.length() < About.SHORTEST ? ("Cairn model " + title).strip() : title.substring(0, Math.min(title.length(),
			About.LONGEST));
	}

	private Volume example() {
		return Inputs.isEmpty(example) ? Phantom.create("phantom", 1, Contrast.A).image() : io().open(example.toPath());
	}
}
