package sc.fiji.cairn.command;

import java.awt.image.BufferedImage;
import java.io.File;

import javax.imageio.ImageIO;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.ui.Overview;
import sc.fiji.cairn.ui.OverviewOptions;
import sc.fiji.cairn.volume.VolumeIO;

/** Draws slices with the outlines of truth and predictions, and losses; the figure is shown as {@value #TITLE}. */
@Plugin(type = Command.class, menuPath = "Plugins>Cairn>Cairn Overview...")
public class OverviewCommand extends CairnCommand {

	/** Title of the figure. */
	public static final String TITLE = "Cairn Overview";

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		description = "Folder of the volumes.")
	private File images = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		description = "Folder of the true label images, with the same base names.")
	private File labels = new File("");

	@Parameter(label = "Folders of predictions", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		description = "Folders of predicted label images, separated by semicolons; each gets a column.")
	private String predictions = "";

	@Parameter(label = "Models", persist = false, required = false,
		description = "Model files whose losses to draw, separated by semicolons.")
	private String models = "";

	@Parameter(label = "Rows", min = "1", max = "20", persist = false, description = "How many cases to show at most.")
	private int rows = 4;

	@Parameter(label = "Save figure as", style = FileWidget.SAVE_STYLE, persist = false, required = false,
		description = "PNG file for the figure; empty to only show it.")
	private File output = new File("");

	@Override
	protected void execute(final Progress progress) {
		final OverviewOptions options = new OverviewOptions(Inputs.folder("images", images), Inputs.folder("labels", labels),
			Inputs.paths(predictions), Inputs.paths(models), rows);
		if (!Inputs.isEmpty(output)) WholeFile.requireWritable(output.toPath());
		final BufferedImage figure = new Overview(new VolumeIO(), progress).draw(options);
		Images.show(new ImagePlus(TITLE, figure));
		if (!Inputs.isEmpty(output)) WholeFile.write(output.toPath(), out -> ImageIO.write(figure, "png", out));
	}
}
