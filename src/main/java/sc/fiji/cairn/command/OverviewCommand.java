// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.report.Overview;
import sc.fiji.cairn.report.OverviewOptions;

/** Draws slices with the outlines of truth and predictions, and losses; the figure is shown as {@value #TITLE}. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Overview...", weight = 41) })
public class OverviewCommand extends CairnCommand {

	/** How such files begin. */
	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G' };

	/** Title of the figure. */
	public static final String TITLE = "Cairn Overview";

	@Parameter(label = "Folder of images", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.IMAGES) },
		description = "Folder of the volumes.")
	private File images = new File("");

	@Parameter(label = "Folder of labels", style = FileWidget.DIRECTORY_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.LABELS) },
		description = "Folder of the true label images, with the same base names.")
	private File labels = new File("");

	@Parameter(label = "Folders of predictions", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.PREDICTIONS) },
		description = "Folders of predicted label images, separated by semicolons; each gets a column.")
	private String predictions = "";

	@Parameter(label = "Models", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Model files whose losses to draw, separated by semicolons.")
	private String models = "";

	@Parameter(label = "Rows", min = "1", max = "20", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "How many cases to show at most.")
	private int rows = 4;

	@Shared({ "figure", "PNG file for the figure" })
	private final ResultFile file = new ResultFile();

	@Parameter(type = ItemIO.OUTPUT, label = "Figure",
		description = "The figure.")
	private ImagePlus figureImage;

	@Override
	protected void validate(final Problems problems) {
		problems.check("images", () -> folders().files(Inputs.folder("images", images)));
		problems.check("labels", () -> folders().files(Inputs.folder("labels", labels)));
		for (final Path folder : Inputs.paths(predictions))
			problems.check("predictions", () -> folders().files(Inputs.folder("predictions", folder.toFile())));
		for (final Path model : Inputs.paths(models))
			problems.check("models", () -> Inputs.file("models", model.toFile()));
		if (file.isGiven()) problems.check("output", () -> {
			Inputs.newFile("output", file.file());
			new Replacing(file.overwrite()).require(file.path(), OverviewCommand::isPng, "no PNG figure");
		});
	}

	private static boolean isPng(final Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			return Arrays.equals(in.readNBytes(PNG.length), PNG);
		}
		catch (final IOException exc) {
			// A folder, or a link that leads nowhere.
			return false;
		}
	}

	@Override
	protected void execute(final Progress progress) {
		final OverviewOptions options = new OverviewOptions(Inputs.folder("images", images), Inputs.folder("labels", labels),
			Inputs.paths(predictions), Inputs.paths(models), rows);
		if (file.isGiven()) WholeFile.requireWritable(file.path());
		final BufferedImage figure = new Overview(io(), progress).draw(options);
		figureImage = new ImagePlus(TITLE, figure);
		show(figureImage);
		if (file.isGiven()) WholeFile.write(file.path(), out -> ImageIO.write(figure, "png", out));
	}
}
