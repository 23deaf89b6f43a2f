// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.cases.RoundsFolder;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.finetune.RoundTraining;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Trains on what is drawn or painted on an image, and shows on the same image what the model makes of it; again after each
 * correction, from the model of before.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Train on This Image...", weight = 10) })
public class TrainOnImageCommand extends CairnCommand {

	@Parameter(label = "Image", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Title of an open image, or a file; empty for the active image, or that which the active labels are of.")
	private String input = "";

	@Parameter(label = "Annotations", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "ROI Manager, overlay, selection, the title of an open label image, or a file of ROIs or labels; " +
			"empty for the first of these that there is.")
	private String annotations = "";

	@Parameter(label = "Class names", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.ONCE) },
		description = "Names of class 1, 2, ..., separated by semicolons, with which the names of their ROIs begin; empty to " +
			"go by the groups, names or colours of the ROIs. ROIs named background are background.")
	private String names = "";

	@Parameter(label = "Between the marks is", choices = { "auto", "background", "unknown" }, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.LABELS), @Attr(name = Group.BASIC) },
		description = "What pixels are that are not marked, on slices that are: background if all is outlined, unknown if there " +
			"are only strokes; auto for unknown if there are lines or ROIs named background. Other slices are always unknown.")
	private String rest = "auto";

	@Parameter(label = "Keep earlier annotations", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.LABELS),
		description = "Whether slices that were annotated in an earlier round, and are not now, are trained on as they were.")
	private boolean keep = true;

	@Parameter(label = "This image only", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Whether to train on this image alone, and not on the others in the folder, too.")
	private boolean alone = false;

	@Parameter(label = "Channel", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the channel to train on, from 1; 0 for all.")
	private int channel = 0;

	@Parameter(label = "Go on from", style = FileWidget.OPEN_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.ONCE) },
		description = "Model to start from, pretrained or trained; empty for the latest of the folder, if it has one.")
	private File pretrained = new File("");

	@Parameter(label = "Start anew", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = LastUsed.ONCE) },
		description = "Whether to train from scratch, even if the folder has a model.")
	private boolean anew = false;

	@Parameter(label = "Dimensions", choices = { "2", "3", "auto" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Whether a new network sees slices (2) or volumes (3); auto for volumes where slices are less than twice " +
			"as far apart as pixels and there are 16 or more.")
	private String dimensions = "2";

	@Parameter(label = "Width", min = "0", max = "256", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "channels") },
		description = "Feature channels of the first level of a new network; 0 for the usual number.")
	private int width = 0;

	@Parameter(label = "Levels", min = "0", max = "8", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.NETWORK),
		description = "Resolution levels of a new network; 0 for the usual number.")
	private int levels = 0;

	@Parameter(label = "Size", min = "0", max = "4096", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.NETWORK), @Attr(name = Group.UNIT, value = "pixels") },
		description = "Width and height of the window through which a new network sees a slice; 0 for whole slices, at most 256.")
	private int size = 0;

	@Parameter(label = "Iterations", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.BASIC),
			@Attr(name = Group.UNIT, value = "steps") },
		description = "Training steps; 0 for 400, or 200 if a model is trained on.")
	private int iterations = 0;

	@Parameter(label = "Batch", min = "0", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.TRAINING), @Attr(name = Group.UNIT, value = "slices") },
		description = "Slices per training step, or parts of volumes in 3D; 0 for the usual number.")
	private int batch = 0;

	@Shared("result")
	private final Computing computing = new Computing();

	@Parameter(label = "Folder of the rounds", style = FileWidget.DIRECTORY_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "Folder for images, labels and models, of which nothing is ever replaced; empty for a folder cairn beside " +
			"the image or, if it has no file, in the user's documents.")
	private File folder = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Model",
		description = "The model that was trained.")
	private File modelFile;

	@Override
	public Map<String, String> meanings() {
		return new RoundMeanings(io(), input, annotations, NameList.split(names), rest).of(pretrained, anew, folder, iterations, RoundTraining.steps(true),
			RoundTraining.steps(false));
	}

	@Override
	public List<String> proposals(final String key) {
		return key.equals("annotations") ? Annotations.choices(input) : super.proposals(key);
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("input", () -> Images.require("input", Annotations.imageOf(input)));
		if (problems.has("input")) return;
		final ImagePlus open = Images.open(Annotations.imageOf(input));
		problems.check("annotations", () -> Annotations.find(annotations, open, open == null ? "the image" : open.getTitle()));
		if (!Inputs.isEmpty(pretrained)) problems.check("pretrained", () -> ModelFile.describe(Inputs.file("pretrained", pretrained)));
		if (!Inputs.isEmpty(folder)) problems.check("folder", () -> Inputs.newFolder("folder", folder));
	}

	@Override
	protected void execute(final Progress progress) {
		final VolumeIO io = io();
		final Images.Source source = Images.find("input", Annotations.imageOf(input), io, progress);
		progress.log("Read " + source.title() + ": " + source.volume().summary() + ".");
		final RoundsFolder rounds = new RoundsFolder(ImageRound.folder(folder, source.file().orElse(null), source.title()), io);
		final ImageRound.Known known = new ImageRound(source, Inputs.choice(ImageRound.Rest.class, rest), io, progress).read(
			Annotations.find(annotations, source.open().orElse(null), source.title()), NameList.split(names), rounds.classes());
		final Optional<Path> start = start(rounds);
		final RoundsFolder.Round round = rounds.write(known.cases(), known.classes(), new RoundsFolder.Choice(keep,
			alone), progress);
		final FineTuneOptions options = options(rounds, round, known.classes(), start);
		final ModelFile trained = LiveWindow.during("Cairn Train on This Image", caller(), progress, options.run().model(), methods(),
			live -> new FineTuning(io, options, live, live).run());
		modelFile = options.run().model().toFile();
		computing.chosen(TrainingRun.precision(trained.plan().provenance()));
		progress.log("The model is " + modelFile + ". Draw or paint where it is wrong, and run the command again: it goes on from " +
			"this model.");
		preview(trained, source, progress);
	}

	private Optional<Path> start(final RoundsFolder rounds) {
		return anew ? Optional.empty() : Inputs.path(pretrained).or(rounds::newestModel);
	}

	private FineTuneOptions options(final RoundsFolder rounds, final RoundsFolder.Round round, final List<String> classes,
		final Optional<Path> start)
	{
		final boolean further = start.isPresent();
		final RunOptions run = new RunOptions(TrainingSchedule.of(Preset.COMMON.fineTuning(), iterations > 0 ? iterations : RoundTraining
			.steps(further), batch, 0), computing.seed(), computing.device(), computing.precision(), rounds.model(round.number()), false);
		return new RoundTraining(rounds, round, classes, start).options(new CaseFolder(io()), NetworkShape.options(Preset.COMMON.design(),
			width, levels, size, 0, further ? Dimensions.AUTO : Dimensions.of(dimensions), 0), run, new Selection(channel, 0));
	}

	/** Shows the outlines of what the model finds, of a time series in the time point that is shown. */
	private void preview(final ModelFile model, final Images.Source source, final Progress progress) {
		final boolean series = source.volume().size(Axis.TIME) > 1;
		final int frame = !series ? 0 : source.open().map(ImagePlus::getT).orElse(1);
		final Volume image = new Selection(channel, frame).of(source.volume(), source.title());
		try (Segmenter segmenter = new Segmenter(model, computing.device(), false, progress)) {
			if (segmenter.streams(image, PostprocessingOptions.NOTHING)) progress.log("The image is too large for outlines; segment it by Cairn Segment.");
			else SegmentResults.showOverlay(segmenter.segment(image, false, PostprocessingOptions.NOTHING), source, frame, this::show);
		}
	}
}
