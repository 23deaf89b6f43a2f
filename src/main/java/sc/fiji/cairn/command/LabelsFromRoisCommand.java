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
import ij.gui.Roi;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.roi.RoiFile;
import sc.fiji.cairn.roi.RoiLabelOptions;
import sc.fiji.cairn.roi.RoiLabels;
import sc.fiji.cairn.roi.RoiPlaces;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.imagej.LabelImages;

/**
 * Makes a label image for fine-tuning from ROIs on a few slices, and shows it as {@code Labels of NAME}, NAME being the title
 * of the image.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Labels from ROIs...", weight = 11) })
public class LabelsFromRoisCommand extends CairnCommand {

	@Parameter(label = "Image", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Title of the open image that the ROIs belong to, or a file; empty for the active image.")
	private String input = "";

	@Parameter(label = "File of ROIs", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.ONCE) },
		description = "RoiSet.zip or .roi file; empty for those of the ROI Manager or, if it has none, of the image's overlay.")
	private File rois = new File("");

	@Parameter(label = "Overlay", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Whether to take the ROIs of the image's overlay, even if the ROI Manager has some.")
	private boolean overlay = false;

	@Parameter(label = "Class names", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.BASIC) },
		description = "Names of class 1, 2, ..., separated by semicolons, with which the names of their ROIs begin; empty to " +
			"go by the group of each ROI.")
	private String names = "";

	@Parameter(label = "Slices are complete", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.BASIC) },
		description = "Whether on slices with ROIs all else is background; if not, only ROIs named background are.")
	private boolean complete = true;

	@Parameter(label = "Label to ignore", min = "1", max = "65535", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Value of slices without ROIs, from which nothing is learnt; give the same one to Cairn Fine-tune.")
	private int ignore = 255;

	@Shared({ "labels", "File for the label image, ending in .nii.gz, .nii or .tif" })
	private final ResultFile file = new ResultFile();

	@Parameter(type = ItemIO.OUTPUT, label = "Labels",
		description = "Label image of the ROIs.")
	private ImagePlus labelImage;

	@Override
	public Map<String, String> meanings() {
		return new ResolvedDefaults().add("input", input.isBlank(), Images.active()).all();
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("input", () -> Images.require("input", input));
		if (!Inputs.isEmpty(rois)) problems.check("rois", () -> Inputs.file("rois", rois));
		if (file.isGiven()) problems.check("output", () -> {
			Inputs.newFile("output", file.file());
			Images.requireApart(file.path(), input, io());
			Inputs.newImage(io(), "output", file.file(), file.overwrite());
		});
	}

	@Override
	protected void execute(final Progress progress) {
		final RoiLabelOptions options = new RoiLabelOptions(NameList.split(names), ignore, complete);
		final VolumeIO io = io();
		final Images.Source source = Images.find("input", input, io, progress);
		if (file.isGiven()) Images.requireFree(file.path(), source, io);
		final RoiPlaces places = source.open().map(RoiPlaces::of).orElseGet(() -> RoiPlaces.of(source.volume()));
		final RoiLabels.Painted painted = new RoiLabels(places, source.volume(), options, progress).paint(find(source,
			progress));
		if (painted.unknown()) progress.log("What nobody has annotated has the value " + ignore + ": give ignore=" + ignore +
			" to Cairn Fine-tune.");
		labelImage = LabelImages.of(painted.labels().series(0), painted.largest(), painted.colours(), painted.labels(),
			"Labels of " + source.volume().name());
		show(labelImage);
		if (file.isGiven()) io.saveLabels(painted.labels(), painted.largest(), file.path());
	}

	private List<Roi> find(final Images.Source source, final Progress progress) {
		if (!Inputs.isEmpty(rois)) return RoiFile.read(Inputs.file("rois", rois));
		final List<Roi> managed = Annotations.managed();
		if (!overlay && !managed.isEmpty()) {
			progress.log("The ROIs are those of the ROI Manager.");
			return managed;
		}
		final List<Roi> drawn = source.open().map(Annotations::overlaid).orElse(List.of());
		if (drawn.isEmpty()) throw new CairnException(overlay ? "There is no overlay on " + source
			.volume().name() + "; draw ROIs and press b for each, or leave out overlay." : "There are no ROIs in the ROI Manager " +
				"and no overlay on " + source.volume().name() + "; draw ROIs and add them, or name a file as \"rois\".");
		progress.log("The ROIs are those of the overlay.");
		return drawn;
	}
}
