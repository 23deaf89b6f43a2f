package sc.fiji.cairn.command;

import java.io.File;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.segment.Segmentation;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.volume.ImagePlusVolumes;
import sc.fiji.cairn.volume.LabelImages;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

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
		description = "File for the label image, ending in .nii.gz, .nii or .tif; empty to only show it. " +
			"Probabilities go beside it, as NAME-probabilities.")
	private File output = new File("");

	@Parameter(label = "Probabilities", persist = false, description = "Whether to show the class probabilities, too.")
	private boolean probabilities = false;

	@Parameter(label = "Device", persist = false, description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Override
	protected void execute(final Progress progress) {
		final ModelFile trained = ModelFile.read(Inputs.file("model", model));
		if (!Inputs.isEmpty(output)) {
			if (output.getAbsoluteFile().equals(new File(input).getAbsoluteFile())) throw new CairnException(
				"The parameter output names the image itself, " + output + "; choose another file for the labels.");
			WholeFile.requireWritable(output.toPath());
		}
		final VolumeIO volumes = new VolumeIO();
		final Volume image = Images.find("input", input, volumes);
		try (Segmenter segmenter = new Segmenter(trained, device, progress)) {
			final Segmentation result = segmenter.segment(image, probabilities);
			if (!Inputs.isEmpty(output)) result.save(volumes, output.toPath());
			result.probabilities().ifPresent(shares -> Images.show(ImagePlusVolumes.unwrap(shares, "Probabilities of " + image
				.name())));
			// NB: last, so that it is the active image.
			Images.show(labels(result.labels(), trained.plan(), "Labels of " + image.name()));
		}
	}

	private static ImagePlus labels(final Volume labels, final Plan plan, final String title) {
		final int largest = plan.classes().stream().mapToInt(SegmentationClass::value).max().orElse(1);
		return LabelImages.of(labels.grid(0, 0), largest, labels, title);
	}
}
