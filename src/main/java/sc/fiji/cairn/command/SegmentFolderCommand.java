// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.measure.ResultsTable;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.segment.Ensemble;
import sc.fiji.cairn.segment.FolderSegmentation;
import sc.fiji.cairn.segment.PredictionFolder;
import sc.fiji.cairn.segment.SegmentFolderOptions;

/** Segments all images of a folder into another folder, where the label images get the names of their images. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Segment Folder...", weight = 31) })
public class SegmentFolderCommand extends CairnCommand {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of the volumes to segment.")
	private File images = new File("");

	@Parameter(label = "File names", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Pattern of the file names to read, such as *_t1.nii.gz; empty for all.")
	private String include = "";

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.SEGMENTER) },
		description = "Model that was fine-tuned; several, separated by semicolons, segment by their mean probabilities; or a package " +
			"of bioimage.io (.zip).")
	private File model = new File("");

	@Shared
	private final CodeTrust trusted = new CodeTrust();

	@Parameter(label = "Write predictions to", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.PREDICTIONS) },
		description = "Folder for the predicted label images, which holds nothing else; made if need be.")
	private File output = new File("");

	@Parameter(label = "Format", choices = { "nii.gz", "tif", "zarr", "seg.nrrd", "geojson" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "File format of the label images; seg.nrrd has names and colours for 3D Slicer, geojson outlines for QuPath.")
	private String format = "nii.gz";

	@Parameter(label = "Probabilities", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.OUTPUT),
		description = "Whether to write the class probabilities, too, into the folder \"probabilities\" of the output.")
	private boolean probabilities = false;

	@Parameter(label = "Average over flips", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether to average over the images and their mirror images, along the axes that the model was trained " +
			"to be mirrored in.")
	private boolean flips = false;

	@Shared
	private final CleaningUp cleaning = new CleaningUp();

	@Parameter(label = "Table of volumes", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Whether to show the volume of each class in each image.")
	private boolean volumes = false;

	@Shared({ "segment", "for all" })
	private final ImagePart part = new ImagePart();

	@Parameter(label = "Series", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the image to segment in files that hold several, from 1; 0 where each holds one.")
	private int series = 0;

	@Shared
	private final ComputerChoice place = new ComputerChoice(ComputerChoice.EXACT);

	@Shared("the images")
	private final ShardChoice share = new ShardChoice();

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether label images of this command, if there are some, may be replaced; a dialog asks. Others never are.")
	private boolean overwrite = false;

	@Parameter(label = "Go on with an interrupted run", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.OUTPUT),
		description = "Whether to keep the label images that an interrupted run with the same parameters has written, and segment " +
			"the other images only.")
	private boolean resume = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Volumes",
		description = "Volume of each class in each image, if asked for.")
	private ResultsTable volumeTable;

	@Parameter(type = ItemIO.OUTPUT, label = "Folder of predictions",
		description = "Where the predicted label images are.")
	private File labelFolder;

	@Override
	protected void validate(final Problems problems) {
		problems.check("images", this::cases);
		problems.check("model", () -> Ensemble.require(Inputs.files("model", model)));
		if (!problems.has("model")) problems.check(CodeTrust.KEY, () -> trusted.require(Inputs.files("model", model)));
		problems.check("output", () -> Inputs.newFolder("output", output));
		share.check(problems);
		problems.check("volumes", this::requireWholeTable);
		if (problems.isEmpty() && !share.finishes()) problems.check("output", () -> new PredictionFolder(options(), io(), share.shard())
			.require());
	}

	@Override
	protected void execute(final Progress progress) {
		final VolumesTable table = new VolumesTable();
		final FolderSegmentation segmentation = new FolderSegmentation(io(), options(), progress);
		labelFolder = output;
		try {
			if (share.finishes()) segmentation.finish();
			else segmentation.run(share.shard(), table::add);
		}
		finally {
			// Of what could be segmented, if not all.
			if (volumes && !table.isEmpty()) volumeTable = table.show(caller());
		}
	}

	private void requireWholeTable() {
		if (resume && volumes) throw CairnException.of("volumes", "The parameters resume and volumes do not go together, because the " +
			"table would lack the images that are not segmented again; leave one of them out.");
		if (share.isGiven() && volumes) throw CairnException.of("volumes", "The parameters shard and volumes do not go together, because the " +
			"table would lack the images of other shards; leave volumes out.");
	}

	private List<Case> cases() {
		return folders().images(Inputs.folders("images", images, include));
	}

	private SegmentFolderOptions options() {
		return new SegmentFolderOptions(cases(), Inputs.files("model", model), Inputs
			.target("output", output), format, probabilities, flips, cleaning.options(),
			part.selection(), series, new Replacing(overwrite), resume || share.isGiven(), place.computer());
	}
}
