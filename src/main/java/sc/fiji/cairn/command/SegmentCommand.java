package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;

/**
 * Segments one image.
 * <p>
 * The label image is shown as {@code Labels of NAME}, NAME being the title of the image, and so is, if asked for,
 * {@code Probabilities of NAME}, with one channel per class; a number in brackets follows if that title is taken.
 * </p>
 */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Segment...")
public class SegmentCommand extends CairnCommand {

	@Parameter(label = "Image", persist = false,
		description = "Title of an open image, or a file; empty for the active image.")
	private String input = "";

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false,
		description = "Model that was fine-tuned.")
	private File model = new File("");

	@Parameter(label = "Save labels as", style = FileWidget.SAVE_STYLE, persist = false, required = false,
		description = "File for the label image, ending in .nii.gz, .nii or .tif; empty to only show it.")
	private File output = new File("");

	@Parameter(label = "Probabilities", persist = false, description = "Whether to show the class probabilities, too.")
	private boolean probabilities = false;

	@Override
	protected void execute(final Progress progress) {
		Inputs.file("model", model);
		throw new UnsupportedOperationException("not connected");
	}
}
