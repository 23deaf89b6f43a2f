// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Reads and prepares cases, several at a time.
 */
public final class CaseLoader {

	/** Kinds of images that are told of in the log. */
	private static final int SHOWN = 5;

	private final VolumeIO io;
	private final Selection selection;
	private final PreparedVolumeStore store;
	private final Progress progress;
	private final Map<Case, Stored> own = new ConcurrentHashMap<>();
	private AxisCodes directions;

	/** How an image lies in the world, as it is stored. */
	private record Stored(Geometry geometry, AxisCodes directions) {}

	/** Prepares to read all channels and time points into memory. */
	public CaseLoader(final VolumeIO io, final Progress progress) {
		this(io, Selection.ALL, PreparedVolumeStore.inMemory(), progress);
	}

	/** As below, with the directions that most of the images have that are read first. */
	public CaseLoader(final VolumeIO io, final Selection selection, final PreparedVolumeStore store, final Progress progress) {
		this(io, selection, store, progress, AxisCodes.UNKNOWN);
	}

	/**
	 * Prepares to read.
	 *
	 * @param io opens the files
	 * @param selection channels and time points to read
	 * @param store keeps what was read
	 * @param progress hears of each case read
	 * @param directions where axes are to lead: images that say theirs are turned so
	 */
	public CaseLoader(final VolumeIO io, final Selection selection, final PreparedVolumeStore store, final Progress progress,
		final AxisCodes directions)
	{
		this.directions = directions;
		this.io = io;
		this.selection = selection;
		this.store = store;
		this.progress = progress;
	}

	/** Gets who hears of what is read. */
	Progress progress() {
		return progress;
	}

	/**
	 * Reads and normalises images; each time point is a stack of its own.
	 *
	 * @throws CairnException if a file is broken, is no stack of slices, or has no contrast
	 */
	public List<PreparedVolume> images(final List<Case> cases) {
		return stacks(cases).stream().flatMap(List::stream).toList();
	}

	/** As {@link #images}, but tells which stacks are of one case. */
	public List<List<PreparedVolume>> stacks(final List<Case> cases) {
		final List<List<PreparedVolume>> series = series(cases);
		for (int i = 0; i < cases.size(); i++)
			if (series.get(i).get(0).depth() < 2) throw new CairnException("The image " + cases.get(i).image() +
				" is a single slice, but training without labels needs stacks; remove it or join the slices of a volume in one file.");
		return series;
	}

	/**
	 * As {@link #stacks}, but takes single slices, too.
	 *
	 * @return for each case a stack for each of its time points
	 */
	public List<List<PreparedVolume>> series(final List<Case> cases) {
		final Map<String, Integer> kinds = new ConcurrentSkipListMap<>();
		final List<List<PreparedVolume>> series = new ArrayList<>(read(cases, kinds));
		kinds.entrySet().stream().limit(SHOWN).forEach(kind -> progress.log("Read " + kind.getValue() + (kind.getValue() == 1
			? " image: " : " images, each: ") + kind.getKey() + "."));
		if (kinds.size() > SHOWN) progress.log("Read images of " + (kinds.size() - SHOWN) + " other shapes.");
		SpacingCheck.images(cases, cases.stream().map(one -> own.get(one).geometry()).toList(), progress);
		final boolean chosen = directions.isKnown();
		if (!chosen) directions = AxisCodes.commonest(cases.stream().map(one -> own.get(one).directions()).toList());
		final List<Case> others = cases.stream().filter(one -> !turn(one).equals(Reorientation.NONE)).toList();
		if (others.isEmpty()) return series;
		progress.warn((others.size() == 1 ? "The axes of the image " + others.get(0).image() + " lead" : "The axes of " + others
			.size() + " images, such as " + others.get(0).image() + ", lead") + " elsewhere (" + own.get(others.get(0)).directions() +
			") than those of the others (" + directions + "), so that " + (others.size() == 1 ? "it is" : "they are") + " turned for training.");
		if (chosen) return series;
		final List<List<PreparedVolume>> again = read(others, kinds);
		for (int i = 0; i < others.size(); i++)
			series.set(cases.indexOf(others.get(i)), again.get(i)).forEach(stack -> stack.images().forEach(store::drop));
		return series;
	}

	private List<List<PreparedVolume>> read(final List<Case> cases, final Map<String, Integer> kinds) {
		return new EachCase(progress).read("Reading images", cases, Case::image, one -> {
			final Volume volume = open(one.image());
			kinds.merge(volume.summary(), 1, Integer::sum);
			own.put(one, new Stored(volume.geometry(), AxisCodes.of(volume)));
			final Volume turned = turn(one).of(volume);
			return frames(selection.of(turned, one.image().toString())).stream().map(frame -> stack(frame, one.image()
				.toString())).toList();
		});
	}

	/** Opens a file, which does not look whether the user cancels. */
	private Volume open(final Path file) {
		return Waiting.call(() -> io.open(file), progress);
	}

	private Reorientation turn(final Case one) {
		return own.get(one).directions().to(directions);
	}

	/** Gets where the axes of what was read lead. */
	public AxisCodes directions() {
		return directions;
	}

	/** Gets the time points of a volume. */
	static List<Volume> frames(final Volume volume) {
		if (!volume.axes().contains(Axis.TIME)) return List.of(volume);
		return LongStream.range(0, volume.size(Axis.TIME)).mapToObj(frame -> volume.at(Axis.TIME, frame)).toList();
	}

	/**
	 * Normalises an image, each channel by itself.
	 *
	 * @param name what to call it in messages
	 * @throws CairnException if it has several time points, or a channel without contrast
	 */
	PreparedVolume stack(final Volume volume, final String name) {
		final PreparedVolume source = PreparedVolume.of(volume, name, progress.silently());
		return new PreparedVolume(source.name(), source.spacingX(), source.spacingY(), source.spacingZ(), source.images()
			.stream().map(image -> store.copy(image, progress)).toList(), null, source.intensities());
	}

	/**
	 * Gets the number of channels that images have.
	 *
	 * @throws CairnException if it is not the same for all
	 */
	public static int channels(final List<PreparedVolume> stacks) {
		final PreparedVolume first = stacks.get(0);
		for (final PreparedVolume stack : stacks)
			if (stack.channels() != first.channels()) throw new CairnException("The images " + first.name() + " and " + stack
				.name() + " have " + first.channels() + " and " + stack.channels() +
				" channels; train on images of one kind, or choose a channel that all have by the parameter channel.");
		return first.channels();
	}

	/**
	 * Makes sure that images have as many channels as a network.
	 *
	 * @throws CairnException if one has not
	 */
	public static void requireChannels(final List<PreparedVolume> stacks, final int channels) {
		for (final PreparedVolume stack : stacks)
			if (stack.channels() != channels) throw new CairnException("The image " + stack.name() + " has " + stack.channels() +
				(stack.channels() == 1 ? " channel" : " channels") + ", but the model is for images of " + channels +
				(channels == 1 ? "; choose one by the parameter channel, from 1." : "; use images of the kind that it was trained on."));
	}

	/**
	 * Reads label images and numbers their values; what is wrong with them is told, and slices without labels are taken as
	 * the rule says.
	 *
	 * @param rule how values are read
	 * @param known values that are classes in any case
	 * @return the labels of each case, to be fitted to its image
	 * @throws CairnException if a label image has several channels or a value that is no class, or it is not clear what its
	 *           slices without labels are
	 */
	List<ReadLabels> labels(final List<Case> cases, final LabelRule rule, final List<Integer> known) {
		final List<ReadLabels> labels = new EachCase(progress).read("Reading labels", cases, Case::label, one -> new LabelReader(
			one.label().toString(), rule, progress).read(one, label(one), store));
		final List<LabelFacts> inPart = new LabelCheck(rule, progress).check(labels.stream().map(ReadLabels::facts).toList(),
			known);
		if (rule.unlabelled() == BlankSlices.IGNORE) labels.stream().filter(one -> inPart.contains(one.facts())).forEach(
			ReadLabels::forgetBlank);
		return labels;
	}

	private Volume label(final Case one) {
		return selection.ofLabels(open(one.label()), one.label().toString());
	}

	/**
	 * Fits label images to their images.
	 *
	 * @param series stacks of the images, in the order of the label images
	 * @return the labels of each time point of each case
	 * @throws CairnException if a label image has another size or number of time points than its image
	 */
	List<List<LabelCodes>> fitted(final List<ReadLabels> labels, final List<List<PreparedVolume>> series) {
		final List<ReadLabels> elsewhere = labels.stream().filter(one -> Spacings.differ(one.geometry(), own.get(one.owner())
			.geometry())).toList();
		if (!elsewhere.isEmpty()) SpacingCheck.labels(elsewhere.get(0), own.get(elsewhere.get(0).owner()).geometry(), elsewhere
			.size(), progress);
		return IntStream.range(0, labels.size()).mapToObj(i -> labels.get(i).of(series.get(i), turn(labels.get(i).owner()),
			store)).toList();
	}

	/**
	 * Looks at label images, whatever their images are, as is done before they are learnt from.
	 *
	 * @param rule how label values are read
	 * @return the values of the classes, background included, in ascending order
	 * @throws CairnException if a value is no class, or it is not clear what slices without labels are
	 */
	public List<Integer> values(final List<Case> cases, final LabelRule rule) {
		final List<LabelFacts> facts = new EachCase(progress).read("Reading labels", cases, Case::label, one -> new LabelReader(
			one.label().toString(), rule, progress).look(label(one)));
		new LabelCheck(rule, progress).check(facts, List.of());
		return facts.stream().flatMap(one -> one.values().stream()).distinct().sorted().toList();
	}

	/** Turns numbered values into classes and gives them to their stack. */
	PreparedVolume label(final PreparedVolume stack, final LabelCodes labels, final LabelValues values) {
		return stack.withLabels(values.classes(labels));
	}
}
