// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Files;
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
import ij.measure.ResultsTable;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Replacing;
import sc.fiji.cairn.Shard;
import sc.fiji.cairn.segment.Ensemble;
import sc.fiji.cairn.segment.LabelFiles;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmentation;
import sc.fiji.cairn.segment.SegmentationRecord;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.segment.TimeSeries;
import sc.fiji.cairn.segment.blocks.BlockFinish;
import sc.fiji.cairn.segment.blocks.BlockJob;
import sc.fiji.cairn.segment.blocks.BlockWork;
import sc.fiji.cairn.segment.blocks.ShardedSegmentation;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Segments one image.
 * <p>
 * The label image is shown as {@code Labels of NAME}, NAME being the title of the image, and so is, if asked for,
 * {@code Probabilities of NAME}, with one channel per class; a number in brackets follows if that title is taken. Labels too
 * large for the memory are written to the output first, and shown as a virtual stack unless that file is packed.
 * </p>
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Cairn"),
	@Menu(label = "Cairn Segment...", weight = 30) })
public class SegmentCommand extends CairnCommand {

	@Parameter(label = "Image", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC) },
		description = "Title of an open image, or a file, or the address of a Zarr image; empty for the active image.")
	private String input = "";

	@Parameter(label = "Model", style = FileWidget.OPEN_STYLE, persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.BASIC),
			@Attr(name = LastUsed.KIND, value = LastUsed.SEGMENTER) },
		description = "Model that was fine-tuned; several, separated by semicolons, segment by their mean probabilities; or a package " +
			"of bioimage.io (.zip).")
	private File model = new File("");

	@Shared
	private final CodeTrust trusted = new CodeTrust();

	@Parameter(label = "Save labels as", style = FileWidget.SAVE_STYLE, persist = false, required = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.BASIC) },
		description = "File for the label image, ending in .nii.gz, .nii, .tif, .zarr, .seg.nrrd (3D Slicer) or .geojson (outlines for " +
			"QuPath), or IMAGE.zarr/labels/NAME; empty to only show it. " +
			"Probabilities go into a folder \"probabilities\" beside it.")
	private File output = new File("");

	@Parameter(label = "Probabilities", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether to show the class probabilities, too.")
	private boolean probabilities = false;

	@Parameter(label = "Average over flips", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether to average over the image and its mirror images, along the axes that the model was trained " +
			"to be mirrored in.")
	private boolean flips = false;

	@Shared
	private final CleaningUp cleaning = new CleaningUp();

	@Parameter(label = "Overlay", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.RESULT), @Attr(name = Group.BASIC) },
		description = "Whether to show the outlines of the labels on the image.")
	private boolean overlay = false;

	@Parameter(label = "ROI Manager", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.RESULT),
		description = "Whether to add the outlines of the labels to the ROI Manager.")
	private boolean rois = false;

	@Parameter(label = "Table of volumes", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.RESULT), @Attr(name = Group.BASIC) },
		description = "Whether to show the volume of each class.")
	private boolean volumes = false;

	@Shared({ "segment", "for all" })
	private final ImagePart part = new ImagePart();

	@Parameter(label = "Series", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the image to segment in a file that holds several, from 1; 0 where it holds one.")
	private int series = 0;

	@Shared
	private final ComputerChoice place = new ComputerChoice(ComputerChoice.EXACT);

	@Shared("the blocks of a .zarr")
	private final ShardChoice share = new ShardChoice();

	@Parameter(label = "Overwrite", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.OUTPUT), @Attr(name = Group.ASKED) },
		description = "Whether the file, if Cairn has written it and it is unchanged, may be replaced; a dialog asks. Others " +
			"never are.")
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Labels",
		description = "Label image; none if it is too large for the memory and its file is packed.")
	private ImagePlus labelImage;

	@Parameter(type = ItemIO.OUTPUT, label = "Probabilities",
		description = "One channel a class, if asked for.")
	private ImagePlus probabilityImage;

	@Parameter(type = ItemIO.OUTPUT, label = "Volumes",
		description = "Volume of each class, if asked for.")
	private ResultsTable volumeTable;

	@Parameter(type = ItemIO.OUTPUT, label = "File of labels",
		description = "The label image as saved, if a file was named.")
	private File labelFile;

	@Override
	public Map<String, String> meanings() {
		return new ResolvedDefaults().add("input", input.isBlank(), Images.active()).all();
	}

	@Override
	protected void validate(final Problems problems) {
		problems.check("input", () -> Images.require("input", input));
		problems.check("model", () -> Ensemble.require(Inputs.files("model", model)));
		if (!problems.has("model")) problems.check(CodeTrust.KEY, () -> trusted.require(Inputs.files("model", model)));
		if (!Inputs.isEmpty(output)) problems.check("output", () -> {
			Inputs.newVolume(io(), "output", output);
			Images.requireApart(output.toPath(), input, io());
			if (probabilities) Images.requireApart(Segmentation.probabilityFile(output.toPath()), input, io());
			if (!share.isGiven() || !isComplete()) labels().require(List.of(output.toPath()), probabilities);
		});
		if (share.isGiven()) problems.check(Shard.KEY, this::requireShard);
		if (rois) problems.check("rois", SegmentResults::requireRoiManager);
	}

	@Override
	protected void execute(final Progress progress) {
		if (share.isGiven()) {
			segmentShard(progress);
			return;
		}
		final Ensemble trained = Ensemble.read(Inputs.files("model", model));
		final VolumeIO io = io();
		final Images.Source source = Images.find("input", input, series, io, progress);
		progress.log("Read " + source.volume().name() + ": " + source.volume().summary() + ".");
		final Volume image = part.selection().of(source.volume(), source.volume().name());
		if (!Inputs.isEmpty(output)) {
			Images.requireFree(output.toPath(), source, io);
			if (probabilities) Images.requireFree(Segmentation.probabilityFile(output.toPath()), source, io);
		}
		if ((overlay || rois) && image.size(Axis.TIME) > 1) throw new CairnException("The image " + image.name() + " has " +
			image.size(Axis.TIME) + " time points, but overlay and rois are for one; choose it by the parameter frame, from 1.");
		final PostprocessingOptions after = cleaning.options();
		try (Segmenter segmenter = new Segmenter(trained, place.computer(), flips, progress)) {
			final boolean streamed = segmenter.streams(image, after);
			if (streamed) requireFile(image);
			final Segmentation result = TimeSeries.segment(segmenter, image, probabilities, after);
			if (streamed) {
				save(result);
				labelImage = SegmentResults.ofFile(output.toPath(), result, io, progress);
				if (labelImage != null) show(labelImage);
			}
			else show(result, source);
			// NB: after showing, so that nothing is lost if the disk is full.
			if (!streamed && !Inputs.isEmpty(output)) save(result);
			if (!Inputs.isEmpty(output)) labelFile = output;
			if (volumes) {
				final VolumesTable table = new VolumesTable();
				result.volumes(image.name()).forEach(table::add);
				volumeTable = table.show(caller());
			}
		}
	}

	/** Tells whether shards have completed the labels; they are then left, unless they are to be replaced. */
	private boolean isComplete() {
		return !overwrite && labels().knows(output.toPath()) && Files.exists(output.toPath()) && !Files.exists(BlockWork.folder(output
			.toPath()));
	}

	private void requireShard() {
		if (!share.finishes()) share.shard();
		if (Inputs.isEmpty(output)) throw CairnException.of("output",
			"A shard needs the parameter output; name a .zarr that all shards write.");
		final int models = Inputs.files("model", model).size();
		if (models > 1) throw CairnException.of("model", "A shard segments by one model, but the parameter model names " + models +
			"; name one, or leave out shard.");
		if (Images.open(input) != null) throw CairnException.of("input", "Shards read the image from its file; give its path as input.");
		if (probabilities || overlay || rois || volumes) throw CairnException.of(Shard.KEY,
			"A shard writes labels only; leave out probabilities, overlay, rois and volumes.");
	}

	private void segmentShard(final Progress progress) {
		labelFile = output;
		if (isComplete()) {
			progress.log("All shards of " + output + " have been brought together already.");
			return;
		}
		final BlockWork work = BlockWork.begin(output.toPath(), BlockJob.of(input, series, part.selection(), model.toPath(),
			flips, place.computer().precision(), cleaning.options()), io());
		if (!share.finishes()) new ShardedSegmentation(work, progress).run(share.shard(), place.computer().device());
		else {
			final LabelFiles files = labels();
			files.begin(record());
			files.write(output.toPath(), new BlockFinish(work, progress)::run);
		}
	}

	private SegmentationRecord record() {
		return SegmentationRecord.of(Inputs.files("model", model), flips, cleaning.options(), part.selection(), series, place.computer());
	}

	private LabelFiles labels() {
		return LabelFiles.beside(output.toPath(), io(), new Replacing(overwrite));
	}

	private void save(final Segmentation result) {
		final LabelFiles files = labels();
		files.begin(record());
		files.save(result, output.toPath());
	}

	private void show(final Segmentation result, final Images.Source source) {
		if (overlay) SegmentResults.showOverlay(result, source, this::show);
		if (rois) SegmentResults.addToRoiManager(result, source);
		final String name = source.volume().name();
		probabilityImage = SegmentResults.probabilities(result, name);
		labelImage = SegmentResults.labels(result, name);
		// NB: the labels last, so that they are the active image.
		if (probabilityImage != null) show(probabilityImage);
		show(labelImage);
	}

	/** Labels that the memory does not hold have to go to a file, and are not outlined. */
	private void requireFile(final Volume image) {
		if (Inputs.isEmpty(output)) throw new CairnException("The labels of " + image.name() +
			" are too large to be held in memory; name a file for them as \"output\".");
		if (overlay || rois) throw new CairnException("The labels of " + image.name() +
			" are too large for outlines; leave out overlay and rois.");
	}
}
