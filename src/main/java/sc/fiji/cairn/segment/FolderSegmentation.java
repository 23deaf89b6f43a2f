package sc.fiji.cairn.segment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
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
		final VolumeIO io = new VolumeIO();
		final List<Case> cases = new CaseFolder(io).images(options.images(), options.include());
		requireOwnFiles(cases);
		try (Segmenter segmenter = new Segmenter(model, options.device(), progress)) {
			for (final Case one : cases) {
				segmenter.segment(io.open(one.image()), options.probabilities()).save(io, file(one.name()));
			}
		}
		progress.log("Wrote " + cases.size() + " label images to " + options.output() + ".");
		return cases.size();
	}

	/** Label images must replace neither the images nor each other. */
	private void requireOwnFiles(final List<Case> cases) {
		final Map<Path, Path> sources = new HashMap<>();
		final Path output = options.output().toAbsolutePath().normalize();
		for (final Case one : cases) {
			if (one.image().toAbsolutePath().normalize().getParent().equals(output)) throw new CairnException(
				"The parameter output names the folder of the images, " + options.output() + "; choose another folder.");
			final Path twin = sources.put(file(one.name()), one.image());
			if (twin != null) throw new CairnException("The images " + twin + " and " + one.image() +
				" have the same name, so one label image would replace the other; segment their folders one at a time.");
			WholeFile.requireWritable(file(one.name()));
		}
	}

	private Path file(final String name) {
		return options.output().resolve(name + "." + options.format());
	}
}
