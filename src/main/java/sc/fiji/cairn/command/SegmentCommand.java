package sc.fiji.cairn.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.model.ModelFile;
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
			"Probabilities go into a folder \"probabilities\" beside it.")
	private File output = new File("");

	@Parameter(label = "Probabilities", persist = false, description = "Whether to show the class probabilities, too.")
	private boolean probabilities = false;

	@Parameter(label = "Device", persist = false, description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	@Override
	protected void execute(final Progress progress) {
		final ModelFile trained = Segmenter.read(Inputs.file("model", model));
		final VolumeIO volumes = new VolumeIO();
		final Images.Source source = Images.find("input", input, volumes);
		final Volume image = source.volume();
		if (!Inputs.isEmpty(output)) {
			requireFree(output.toPath(), source, volumes);
			if (probabilities) requireFree(Segmentation.probabilityFile(output.toPath()), source, volumes);
		}
		try (Segmenter segmenter = new Segmenter(trained, device, progress)) {
			final Segmentation result = segmenter.segment(image, probabilities);
			result.probabilities().ifPresent(shares -> Images.show(ImagePlusVolumes.unwrap(shares, "Probabilities of " + image
				.name())));
			// NB: last, so that it is the active image.
			Images.show(LabelImages.of(result.labels().grid(0, 0), result.largest(), result.labels(), "Labels of " + image
				.name()));
			// NB: after showing, so that nothing is lost if the disk is full.
			if (!Inputs.isEmpty(output)) result.save(volumes, output.toPath());
		}
	}

	/** Makes sure that a file can be written without loss of the image. */
	private static void requireFree(final Path file, final Images.Source source, final VolumeIO volumes) {
		volumes.requireSavable(file);
		if (source.file().isPresent() && volumes.wouldReplace(file, source.file().get())) throw new CairnException(
			"The parameter output would replace the image itself, " + file + "; choose another file for the labels.");
	}
}
