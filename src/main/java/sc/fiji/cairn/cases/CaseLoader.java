package sc.fiji.cairn.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Waiting;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Directions;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Turn;
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
	private final SliceStore store;
	private final Progress progress;
	private final Map<Case, Directions> own = new ConcurrentHashMap<>();
	private Directions directions;

	/** Prepares to read all channels and time points into memory. */
	public CaseLoader(final VolumeIO io, final Progress progress) {
		this(io, Selection.ALL, SliceStore.inMemory(), progress);
	}

	/** As below, with the directions that most of the images have that are read first. */
	public CaseLoader(final VolumeIO io, final Selection selection, final SliceStore store, final Progress progress) {
		this(io, selection, store, progress, Directions.UNKNOWN);
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
	public CaseLoader(final VolumeIO io, final Selection selection, final SliceStore store, final Progress progress,
		final Directions directions)
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
	public List<SliceStack> images(final List<Case> cases) {
		final List<List<SliceStack>> series = series(cases);
		for (int i = 0; i < cases.size(); i++)
			if (series.get(i).get(0).depth() < 2) throw new CairnException("The image " + cases.get(i).image() +
				" is a single slice, but training without labels needs stacks; remove it or join the slices of a volume in one file.");
		return series.stream().flatMap(List::stream).toList();
	}

	/**
	 * As {@link #images}, but tells which stacks are of one case, and takes single slices, too.
	 *
	 * @return for each case a stack for each of its time points
	 */
	public List<List<SliceStack>> series(final List<Case> cases) {
		final Map<String, Integer> kinds = new ConcurrentSkipListMap<>();
		final List<List<SliceStack>> series = new ArrayList<>(read(cases, kinds));
		kinds.entrySet().stream().limit(SHOWN).forEach(kind -> progress.log("Read " + kind.getValue() + (kind.getValue() == 1
			? " image: " : " images, each: ") + kind.getKey() + "."));
		if (kinds.size() > SHOWN) progress.log("Read images of " + (kinds.size() - SHOWN) + " other shapes.");
		final boolean chosen = directions.isKnown();
		if (!chosen) directions = Directions.commonest(cases.stream().map(own::get).toList());
		final List<Case> others = cases.stream().filter(one -> !turn(one).equals(Turn.NONE)).toList();
		if (others.isEmpty()) return series;
		progress.warn((others.size() == 1 ? "The axes of the image " + others.get(0).image() + " lead" : "The axes of " + others
			.size() + " images, such as " + others.get(0).image() + ", lead") + " elsewhere (" + own.get(others.get(0)) +
			") than those of the others (" + directions + "), so that it is turned for training.");
		if (chosen) return series;
		final List<List<SliceStack>> again = read(others, kinds);
		for (int i = 0; i < others.size(); i++)
			series.set(cases.indexOf(others.get(i)), again.get(i)).forEach(stack -> stack.drop(store));
		return series;
	}

	private List<List<SliceStack>> read(final List<Case> cases, final Map<String, Integer> kinds) {
		return new EachCase(progress).read("Reading images", cases, Case::image, one -> {
			final Volume volume = open(one.image());
			kinds.merge(volume.summary(), 1, Integer::sum);
			own.put(one, Directions.of(volume));
			final Volume turned = turn(one).of(volume);
			return frames(selection.of(turned, one.image().toString())).stream().map(frame -> stack(frame, one.image()
				.toString())).toList();
		});
	}

	/** Opens a file, which does not look whether the user cancels. */
	private Volume open(final Path file) {
		return Waiting.call(() -> io.open(file), progress);
	}

	private Turn turn(final Case one) {
		return own.get(one).to(directions);
	}

	/** Gets where the axes of what was read lead. */
	public Directions directions() {
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
	SliceStack stack(final Volume volume, final String name) {
		final NormalisedVolume source = new NormalisedVolume(volume, name, progress.silently());
		final int area = Math.multiplyExact(source.width(), source.height());
		final Slices<float[]> slices = store.floats(source.width(), source.height(), source.channels(), source.depth());
		final float[] slice = new float[slices.length()];
		final float[] one = new float[area];
		for (int z = 0; z < source.depth(); z++) {
			progress.checkCancelled();
			for (int channel = 0; channel < source.channels(); channel++) {
				source.read(channel, new Box(0, 0, z, source.width(), source.height(), 1), one);
				System.arraycopy(one, 0, slice, channel * area, area);
			}
			slices.put(z, slice);
		}
		return new SliceStack(source.name(), source.spacingX(), source.spacingY(), source.spacingZ(), slices, null, source
			.intensities());
	}

	/**
	 * Gets the number of channels that images have.
	 *
	 * @throws CairnException if it is not the same for all
	 */
	public static int channels(final List<SliceStack> stacks) {
		final SliceStack first = stacks.get(0);
		for (final SliceStack stack : stacks)
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
	public static void requireChannels(final List<? extends IntensitySource> stacks, final int channels) {
		for (final IntensitySource stack : stacks)
			if (stack.channels() != channels) throw new CairnException("The image " + stack.name() + " has " + stack.channels() +
				(stack.channels() == 1 ? " channel" : " channels") + ", but the model is for images of " + channels +
				(channels == 1 ? "; choose one by the parameter channel, from 1." : "; use images of the kind that it was trained on."));
	}

	/**
	 * Reads label images and numbers their values.
	 *
	 * @param series stacks of the images that they belong to, in the same order
	 * @param rule how values are read
	 * @return the labels of each time point of each case
	 * @throws CairnException if a label image has another size or number of time points than its image, several channels, or
	 *           a value that is no class
	 */
	List<List<LabelCodes>> labels(final List<Case> cases, final List<List<SliceStack>> series, final LabelRule rule) {
		return new EachCase(progress).read("Reading labels", cases, Case::label, one -> {
			final List<SliceStack> stacks = series.get(cases.indexOf(one));
			final SliceStack stack = stacks.get(0);
			// NB: voxels of a label image are those of its image, wherever it says they are.
			final Volume label = turn(one).of(selection.ofLabels(open(one.label()), one.label().toString()));
			if (label.size(Axis.CHANNEL) > 1) throw new CairnException("The label image " + one.label() + " has " + label.size(
				Axis.CHANNEL) + " channels, but one is needed; save the one with the labels as an image of its own.");
			if (label.size(Axis.TIME) != stacks.size()) throw new CairnException("The label image " + one.label() + " has " +
				label.size(Axis.TIME) + " time points but its image " + one.image() + " has " + stacks.size() +
				"; choose one by the parameter frame, or label them all.");
			if (label.size(Axis.X) != stack.width() || label.size(Axis.Y) != stack.height() || label.size(Axis.Z) != stack
				.depth()) throw new CairnException("The label image " + one.label() + " is " + size(label) +
					" but its image " + one.image() + " is " + stack.width() + " x " + stack.height() + " x " + stack.depth() +
					"; make them the same size.");
			return frames(label).stream().map(frame -> {
				final LabelCoder coder = new LabelCoder(stack.name(), rule);
				final Slices<byte[]> codes = store.labels(stack);
				coder.code(frame, progress, codes::put);
				return new LabelCodes(stack.name(), coder.values(), codes);
			}).toList();
		});
	}

	/**
	 * Finds the values of the classes in label images, background included, whatever their images are.
	 *
	 * @param rule how label values are read
	 * @return in ascending order
	 * @throws CairnException if a value is no class
	 */
	public List<Integer> values(final List<Case> cases, final LabelRule rule) {
		return new EachCase(progress).read("Reading labels", cases, Case::label, one -> {
			final LabelCoder coder = new LabelCoder(one.name(), rule);
			frames(selection.ofLabels(open(one.label()), one.label().toString())).forEach(frame -> coder.code(frame, progress,
				(slice, codes) -> {}));
			return coder.values();
		}).stream().flatMap(List::stream).distinct().sorted().toList();
	}

	private static String size(final Volume volume) {
		return volume.size(Axis.X) + " x " + volume.size(Axis.Y) + " x " + volume.size(Axis.Z);
	}

	/** Turns numbered values into classes and gives them to their stack. */
	SliceStack label(final SliceStack stack, final LabelCodes labels, final LabelValues values) {
		return stack.withLabels(values.classes(labels, store));
	}
}
