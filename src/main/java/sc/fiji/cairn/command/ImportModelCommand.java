// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.bioimageio.ModelPackage;
import sc.fiji.cairn.export.PackageImport;
import sc.fiji.cairn.export.WeightImport;

/** Makes a model that fine-tuning starts from of the weights of a U-Net that was trained in Python; or tests a package that segments. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Import Model...", weight = 53) })
public class ImportModelCommand extends CairnCommand {

	@Parameter(label = "Weights", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "File of torch.save (.pt, .pth) or safetensors, of which no code is run; or a package of bioimage.io (.zip), which " +
			"segments as it is.")
	private File weights = new File("");

	@Shared
	private final CodeTrust trusted = new CodeTrust();

	@Parameter(label = "Family", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC) },
		description = "Kind of U-Net, which says what its arrays are called; auto finds out.")
	private String family = "auto";

	@Parameter(label = "Channels", min = "0", max = "64", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Number of channels of the images to learn from, to which the first layer is fitted; 0 for as many as it has.")
	private int channels = 0;

	@Parameter(label = "Window", min = "8", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC), @Attr(name = Group.UNIT,
			value = "pixels") },
		description = "Side of the window that the network sees, a multiple of what pooling needs.")
	private int size = 128;

	@Parameter(label = "Spacing", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC), @Attr(name = Group.UNIT,
			value = "mm") },
		description = "Distance of pixels that images are resampled to; 0 leaves them as they are.")
	private double spacing = 0;

	@Parameter(label = "Save model as", style = FileWidget.SAVE_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.PRETRAINED) },
		description = "Model file to write, for Cairn Fine-tune as \"pretrained\"; of a package a tested copy, ending in .zip, for Cairn " +
			"Segment.")
	private File model = new File("");

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the file, if it is a model or a package, may be replaced; a dialog asks. Others never are.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "File of the model",
		description = "The model as saved.")
	private File imported;

	@Override
	public List<String> proposals(final String key) {
		if (!key.equals("family")) return super.proposals(key);
		final List<String> families = new ArrayList<>(List.of("auto"));
		families.addAll(WeightImport.families());
		return families;
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("weights", () -> Inputs.file("weights", weights));
		if (isPackage()) {
			validatePackage(problems);
			return;
		}
		problems.check("model", () -> Inputs.newModel("model", model, overwrite, false));
		problems.check("family", () -> {
			if (!proposals("family").contains(family)) throw CairnException.of("family", "The parameter family is " + family +
				"; choose one of " + String.join(", ", proposals("family")) + ".");
		});
		if (!problems.has("weights", "family")) problems.check(Problems.ALL, () -> imported().model(size, spacing));
	}

	private boolean isPackage() {
		return ModelPackage.isPackage(weights.toPath());
	}

	private void validatePackage(final Problems problems) {
		problems.check("model", () -> {
			Inputs.newFile("model", model);
			if (!model.getName().toLowerCase(Locale.ROOT).endsWith(".zip")) throw CairnException.of("model", "The package " + weights +
				" segments as it is, and cannot be trained on; name a copy that ends in .zip as model, not " + model.getName() + ".");
			new Replacing(overwrite).require(model.toPath(), ModelPackage::isPackage, "no package of bioimage.io");
		});
		problems.check("weights", () -> new PackageImport(weights.toPath()));
		if (!problems.has("weights")) problems.check(CodeTrust.KEY, () -> trusted.require(List.of(weights.toPath())));
	}

	private WeightImport imported() {
		return WeightImport.of(weights.toPath(), family, channels);
	}

	@Override
	protected void execute(final Progress progress) {
		if (isPackage()) progress.log(new PackageImport(weights.toPath()).write(model.toPath(), progress));
		else {
			final WeightImport found = imported();
			found.model(size, spacing).write(model.toPath());
			progress.log(found.summary());
		}
		imported = model;
	}
}
