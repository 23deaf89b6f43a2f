package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Segments every volume of a folder.
 */
public final class FolderSegmentation {

	private final SegmentFolderOptions options;
	private final Progress progress;

	/** Prepares the segmentation of a folder. */
	public FolderSegmentation(final SegmentFolderOptions options, final Progress progress) {
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Segments the volumes and writes a label image for each.
	 *
	 * @return the number of volumes
	 * @throws sc.fiji.cairn.CairnException if a parameter or a file is wrong; label images written before stay
	 */
	public int run() {
		final ModelFile model = ModelFile.read(options.model());
		WholeFile.requireWritable(options.output().resolve("labels"));
		final VolumeIO io = new VolumeIO();
		final List<Case> cases = new CaseFolder(io).images(options.images(), options.include());
		try (Segmenter segmenter = new Segmenter(model, options.device(), progress)) {
			for (final Case one : cases) {
				final Segmentation result = segmenter.segment(io.open(one.image()), options.probabilities());
				io.save(result.labels(), file(one.name()));
				result.probabilities().ifPresent(volume -> io.save(volume, file(one.name() + "-probabilities")));
			}
		}
		progress.log("Wrote " + cases.size() + " label images to " + options.output() + ".");
		return cases.size();
	}

	private Path file(final String name) {
		return options.output().resolve(name + "." + options.format());
	}
}
