// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.SilentProgress;
import sc.fiji.cairn.cases.RoundsFolder.Annotated;
import sc.fiji.cairn.cases.SparseLabels;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.suggest.LabelLoop;
import sc.fiji.cairn.suggest.LabelRound;
import sc.fiji.cairn.suggest.LoopOptions;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.ui.LabelWork;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;

/** Rounds of labelling on images of ImageJ: shows slices, and takes what was drawn on them or corrected. */
final class LabelSession implements LabelWork {

	private final LabelLoop loop;
	private final LoopOptions options;
	private final List<String> names;
	private final VolumeIO io;
	private final Map<Path, ImagePlus> images = new HashMap<>();

	/** The slice that was shown last; null before the first. */
	private volatile Shown shown;
	/** Names of class 1, 2, ... so far: classes of the next slice go on with their numbers. */
	private List<String> classes;

	private volatile boolean cancelled;
	private volatile Consumer<String> listener = line -> {};

	/**
	 * A slice that is shown to be drawn on.
	 *
	 * @param earlier ROIs that were in the ROI Manager by then, which are of others
	 * @param taken what has been drawn since, and taken
	 */
	private record Shown(Suggestion one, ImagePlus image, List<Roi> earlier, List<Roi> taken) {

		private List<Roi> added() {
			return without(Annotations.managed(), earlier);
		}

		private Shown take() {
			final List<Roi> all = new ArrayList<>(Annotations.managed());
			if (image.getRoi() != null) all.add(image.getRoi());
			return new Shown(one, image, earlier, all);
		}

		private boolean isTaken() {
			final ImagePlus corrected = WindowManager.getImage(Annotations.LABELS_OF + image.getTitle());
			final List<Roi> selected = image.getRoi() == null ? List.of() : List.of(image.getRoi());
			return without(added(), taken).isEmpty() && without(selected, taken).isEmpty() && (corrected == null || !corrected.changes);
		}

		private static List<Roi> without(final List<Roi> all, final List<Roi> some) {
			return all.stream().filter(roi -> some.stream().noneMatch(other -> other == roi)).toList();
		}
	}

	private final Progress progress = new SilentProgress() {

		private String stage = "";

		@Override
		public void stage(final String name, final long total) {
			stage = name;
		}

		@Override
		public void advance(final long done, final String status) {
			listener.accept(stage + " " + done + (status.isEmpty() ? "" : ", " + status));
		}

		@Override
		public boolean isCancelled() {
			return cancelled || super.isCancelled();
		}
	};

	/**
	 * @param names of class 1, 2, ...; may be empty
	 */
	LabelSession(final LabelLoop loop, final LoopOptions options, final List<String> names, final VolumeIO io) {
		this.loop = loop;
		this.options = options;
		this.names = names;
		this.io = io;
		classes = names.isEmpty() ? loop.classes() : names;
	}

	@Override
	public List<Suggestion> suggest() {
		return loop.suggest(progress);
	}

	@Override
	public void open(final Suggestion one) {
		final ImagePlus image = images.compute(one.image(), (file, open) -> open != null && open.getWindow() != null && open
			.getWindow().isShowing() ? open : ImagePlusVolumes.unwrap(new Selection(0, options.selection().frame()).of(io.open(file), one
				.name()), one.name()));
		if (image.getWindow() == null) image.show();
		image.setPosition(image.getC(), one.slice().orElse(1), image.getT());
		image.deleteRoi();
		WindowManager.setCurrentWindow(image.getWindow());
		shown = new Shown(one, image, Annotations.managed(), List.of());
	}

	@Override
	public void predict(final Suggestion one) {
		final ImagePlus image = image(one);
		final Path model = loop.model().orElseThrow(() -> new CairnException("There is no model yet; label some slices and train."));
		try (Segmenter segmenter = new Segmenter(ModelFile.read(model), options.device(), progress)) {
			final Volume volume = options.selection().of(ImagePlusVolumes.wrap(image), one.name());
			final ImagePlus labels = SegmentResults.labels(segmenter.segment(volume, false, PostprocessingOptions.NOTHING), image
				.getTitle());
			labels.show();
			labels.setSlice(one.slice().orElse(1));
		}
	}

	@Override
	public void take(final Suggestion one, final boolean blank) {
		final ImagePlus image = image(one);
		final Images.Source source = new Images.Source(ImagePlusVolumes.wrap(image), Optional.of(one.image()), Optional.of(image));
		final int slice = one.slice().orElse(1) - 1;
		final SparseLabels labels = blank ? SparseLabels.blank(source.volume(), slice) : drawn(source, slice);
		if (labels.isEmpty()) throw nothing(image, slice);
		loop.add(new Annotated(one.name(), source.volume(), labels));
		final ImagePlus corrected = WindowManager.getImage(Annotations.LABELS_OF + image.getTitle());
		if (corrected != null) corrected.changes = false;
		shown = shown.take();
	}

	@Override
	public String untaken() {
		final Shown last = shown;
		return last == null || last.isTaken() ? "" : "What is drawn on " + last.one().words();
	}

	private static CairnException nothing(final ImagePlus image, final int slice) {
		return new CairnException("Nothing is drawn on slice " + (slice + 1) + " of " + image.getTitle() +
			"; draw a selection and press t, correct the prediction, or press \"Nothing on it\".");
	}

	/**
	 * Reads new ROIs of the manager or, if there are none, the selection, which was drawn since the slice was shown, or else the
	 * corrected prediction, which may be of a slice before.
	 */
	private SparseLabels drawn(final Images.Source source, final int slice) {
		final ImagePlus image = source.open().orElseThrow();
		final List<Roi> rois = shown.added();
		final String title = Annotations.LABELS_OF + image.getTitle();
		if (rois.isEmpty() && WindowManager.getImage(title) == null && image.getRoi() == null) throw nothing(image, slice);
		final Annotations.Found found = !rois.isEmpty() ? new Annotations.Found(rois, "", rois.size() + " ROIs") : image
			.getRoi() != null ? Annotations.find(Annotations.SELECTION, image, image.getTitle()) : new Annotations.Found(List.of(), title,
				title);
		final ImageRound.Known known = new ImageRound(source, ImageRound.Rest.AUTO, io, progress).read(found, names, classes);
		classes = known.classes();
		return known.cases().get(0).labels().only(Set.of(slice));
	}

	private ImagePlus image(final Suggestion one) {
		final ImagePlus image = images.get(one.image());
		if (image == null || !Arrays.stream(WindowManager.getImageTitles()).toList().contains(image.getTitle())) throw new CairnException(
			"The image " + one.name() + " is not open; press \"Open slice\" first.");
		return image;
	}

	@Override
	public void train() {
		loop.train(classes, progress, TrainingListener.NONE);
	}

	@Override
	public List<LabelRound> history() {
		return loop.history();
	}

	@Override
	public boolean hasModel() {
		return loop.model().isPresent();
	}

	@Override
	public boolean isEnough() {
		return loop.isEnough();
	}

	@Override
	public void listen(final Consumer<String> other) {
		listener = other;
	}

	@Override
	public int pending() {
		return loop.pending();
	}

	@Override
	public void save() {
		cancelled = false;
		loop.save(classes);
	}

	@Override
	public void cancel() {
		cancelled = true;
	}
}
