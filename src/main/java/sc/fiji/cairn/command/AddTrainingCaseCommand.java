// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TrainingFolder;
import sc.fiji.cairn.volume.VolumeIO;

/** Adds an image and its labels, drawn or corrected, to a folder of training cases, for Cairn Fine-tune to go on from. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Add Training Case...", weight = 12) })
public class AddTrainingCaseCommand extends CairnCommand {

	@Parameter(label = "Image", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Title of an open image, or a file; empty for the active image, or that which the active labels are of.")
	private String input = "";

	@Parameter(label = "Labels", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Title of the open label image, or a file; empty for \"Labels of\" the image.")
	private String labels = "";

	@Parameter(label = "Training folder", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.TRAINING),
			@Attr(name = LastUsed.AGAIN) },
		description = "Folder whose subfolders images and labels get the pair; made if need be.")
	private File folder = new File("");

	@Parameter(label = "Case name", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Name of both files; empty for that of the image.")
	private String name = "";

	@Parameter(label = "Format", choices = { "nii.gz", "tif" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.OUTPUT),
		description = "File format of both files.")
	private String format = "nii.gz";

	@Parameter(label = "Label to ignore", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Value of voxels that nobody has annotated, a whole number; empty for none.")
	private String ignore = "255";

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether a case of the same name, if there is one, may be replaced; a dialog asks.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Image file",
		description = "The image as saved in the training folder.")
	private File imageFile;

	@Parameter(type = ItemIO.OUTPUT, label = "Label file",
		description = "The label image as saved in the training folder.")
	private File labelFile;

	@Override
	public Map<String, String> meanings() {
		final ImagePlus image = Images.open(imageName());
		final String title = image == null ? "" : image.getTitle();
		return new ResolvedDefaults().add("input", input.isBlank(), image == null ? Images.active() : "the active image, " + title)
			.add("labels", labels.isBlank() && image != null, Annotations.LABELS_OF + title).add("name", name.isBlank() &&
				image != null, TrainingFolder.baseName(title)).all();
	}

	@Override
	public List<String> proposals(final String key) {
		return key.equals("labels") ? Images.titles() : super.proposals(key);
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("input", () -> Images.require("input", imageName()));
		problems.check("ignore", this::rule);
		problems.check("folder", () -> Inputs.newFolder("folder", folder));
	}

	private LabelRule rule() {
		return LabelRule.of(ignore, false, BlankSlices.ASK.value());
	}

	@Override
	protected void execute(final Progress progress) {
		final VolumeIO io = io();
		final TrainingFolder target = new TrainingFolder(Inputs.target("folder", folder), io);
		final Images.Source image = Images.find("input", imageName(), io, progress);
		final String title = image.open().map(ImagePlus::getTitle).orElse(image.volume().name());
		final Images.Source label = Images.find("labels", labels.isBlank() ? Annotations.LABELS_OF + title : labels, io,
			progress);
		final String base = name.isBlank() ? TrainingFolder.baseName(title) : name;
		target.add(image.volume(), label.volume(), rule(), base, format, overwrite, progress);
		imageFile = target.images().resolve(base + "." + format).toFile();
		labelFile = target.labels().resolve(base + "." + format).toFile();
		progress.log("To go on from a model: run(\"Cairn Fine-tune...\", \"images=[" + target.images() + "] labels=[" + target
			.labels() + "]" + (ignore.isBlank() ? "" : " ignore=" + ignore) + " pretrained=[MODEL] model=[BETTER MODEL] iterations=200\");");
	}

	/** After a segmentation or a correction, the labels are the active image. */
	private String imageName() {
		return labels.isBlank() ? Annotations.imageOf(input) : input;
	}
}
