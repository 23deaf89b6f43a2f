package sc.fiji.cairn.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Segments every volume of a folder.
 */
public final class FolderSegmentation {

	/** Hears of the volumes that are done. */
	@FunctionalInterface
	public interface Listener {

		/** Hears of one volume: its name, and how large the classes are in it. */
		void segmented(String name, List<ClassVolume> volumes);
	}

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
		return run((name, volumes) -> {});
	}

	/** As {@link #run()}, telling a listener of each volume. */
	public int run(final Listener listener) {
		final ModelFile model = Segmenter.read(options.model());
		final VolumeIO io = new VolumeIO();
		final List<Case> cases = new CaseFolder(io).images(options.images(), options.include());
		requireOwnFiles(cases, io);
		try (Segmenter segmenter = new Segmenter(model, options.device(), options.flips(), progress)) {
			for (final Case one : cases) {
				final Volume image = Waiting.call(() -> io.open(one.image()), progress);
				progress.log("Read " + one.name() + ": " + image.summary() + ".");
				final Volume selected = options.selection().of(image, one.image().toString());
				final Segmentation result = TimeSeries.segment(segmenter, selected, options.probabilities(), options.after());
				result.save(io, file(one.name()));
				result.volumes(one.name()).forEach(listener::segmented);
			}
		}
		progress.log("Wrote " + Words.count(cases.size(), "label image") + " to " + options.output() + ".");
		return cases.size();
	}

	/** Label images must replace neither the images nor each other. */
	private void requireOwnFiles(final List<Case> cases, final VolumeIO io) {
		final Map<Path, Path> sources = new HashMap<>();
		for (final Case one : cases) {
			if (isIn(one.image(), options.output())) throw new CairnException("The parameter output names the folder of the " +
				"images, " + options.output() + "; choose another folder.");
			final Path twin = sources.put(file(one.name()), one.image());
			if (twin != null) throw new CairnException("The images " + twin + " and " + one.image() +
				" have the same name, so one label image would replace the other; segment their folders one at a time.");
			io.requireSavable(file(one.name()));
			if (!options.probabilities()) continue;
			if (isIn(one.image(), Segmentation.probabilityFile(file(one.name())).getParent())) throw new CairnException(
				"The images are in the folder for the probabilities, " + one.image().getParent() +
					"; choose another folder as output.");
			io.requireSavable(Segmentation.probabilityFile(file(one.name())));
		}
	}

	private static boolean isIn(final Path file, final Path folder) {
		try {
			return Files.exists(folder) && Files.isSameFile(file.toAbsolutePath().getParent(), folder);
		}
		catch (final IOException e) {
			throw new CairnException("The folder " + folder + " cannot be examined (" + e.getMessage() +
				"); check its permissions.", e);
		}
	}

	private Path file(final String name) {
		return options.output().resolve(name + "." + options.format());
	}
}
