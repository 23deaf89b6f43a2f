package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.Progress;

/** Trains a network to segment, from a few labelled volumes and, if there is one, a pretrained model. */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Fine-tune...")
public class FineTuneCommand extends CairnCommand {

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		description = "Folder of the volumes that are labelled.")
	private File images = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		description = "Folder of the label images, with the same base names as their images.")
	private File labels = new File("");

	@Parameter(label = "Cases", persist = false,
		description = "Base names of the cases to train on, separated by semicolons; empty for all.")
	private String cases = "";

	@Parameter(label = "Pretrained model", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		description = "Model to start from; empty to train from scratch.")
	private File pretrained = new File("");

	@Parameter(label = "Validation", persist = false,
		description = "Base names of the cases to validate on, separated by semicolons, or their share, such as 0.2; " +
			"empty for none.")
	private String validation = "";

	@Parameter(label = "Width", min = "4", max = "256", persist = false,
		description = "Feature channels of the first level of the network; a pretrained model brings its own.")
	private int width = 16;

	@Parameter(label = "Levels", min = "2", max = "8", persist = false,
		description = "Resolution levels of the network; a pretrained model brings its own.")
	private int levels = 5;

	@Parameter(label = "Size", min = "16", max = "2048", persist = false,
		description = "Width and height of the slices that the network sees, in pixels; a pretrained model brings its own.")
	private int size = 64;

	@Parameter(label = "Iterations", min = "1", persist = false, description = "Training steps.")
	private int iterations = 1000;

	@Parameter(label = "Batch", min = "1", persist = false, description = "Slices per training step.")
	private int batch = 16;

	@Parameter(label = "Learning rate", min = "0.0000001", max = "1", persist = false,
		description = "Largest learning rate of the schedule.")
	private double rate = 0.001;

	@Parameter(label = "Seed", persist = false, description = "Same seed, same result.")
	private int seed = 1;

	@Parameter(label = "Device", persist = false, description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Parameter(label = "Precision", choices = { "auto", "float32", "bfloat16" }, persist = false,
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision = "auto";

	@Parameter(label = "Model to write", style = FileWidget.SAVE_STYLE, persist = false,
		description = "File for the trained model.")
	private File model = new File("");

	@Override
	protected void execute(final Progress progress) {
		Inputs.folder("images", images);
		Inputs.folder("labels", labels);
		Inputs.target("model", model);
		throw new UnsupportedOperationException("not connected");
	}
}
