package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.segment.FolderSegmentation;
import sc.fiji.cairn.segment.SegmentFolderOptions;

/** Segments all images of a folder into another folder, where the label images get the names of their images. */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Segment Folder...")
public class SegmentFolderCommand extends CairnCommand {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		description = "Folder of the volumes to segment.")
	private File images = new File("");

	@Parameter(label = "File names", persist = false,
		description = "Pattern of the file names to read, such as *_t1.nii.gz; empty for all.")
	private String include = "";

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false,
		description = "Model that was fine-tuned.")
	private File model = new File("");

	@Parameter(label = "Folder for labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		description = "Folder for the label images; made if need be.")
	private File output = new File("");

	@Parameter(label = "Format", choices = { "nii.gz", "tif" }, persist = false,
		description = "File format of the label images.")
	private String format = "nii.gz";

	@Parameter(label = "Probabilities", persist = false,
		description = "Whether to write the class probabilities, too, into the folder \"probabilities\" of the output.")
	private boolean probabilities = false;

	@Parameter(label = "Device", persist = false, description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Override
	protected void execute(final Progress progress) {
		final SegmentFolderOptions options = new SegmentFolderOptions(Inputs.folder("images", images).toString(), include,
			Inputs.file("model", model), Inputs.target("output", output), format, probabilities, device);
		new FolderSegmentation(options, progress).run();
	}
}
