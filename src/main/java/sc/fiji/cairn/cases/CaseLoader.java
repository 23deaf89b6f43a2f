package sc.fiji.cairn.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Intensity;
import sc.fiji.cairn.volume.Lengths;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/**
 * Reads cases into memory, several at a time.
 */
public final class CaseLoader {

	/** Kinds of images that are told of in the log. */
	private static final int SHOWN = 5;

	private final VolumeIO io;
	private final Selection selection;
	private final Progress progress;

	/** Prepares to read images whole. */
	public CaseLoader(final VolumeIO io, final Progress progress) {
		this(io, Selection.ALL, progress);
	}

	/**
	 * Prepares to read.
	 *
	 * @param io opens the files
	 * @param selection channels and time points to read
	 * @param progress hears of each case read
	 */
	public CaseLoader(final VolumeIO io, final Selection selection, final Progress progress) {
		this.io = io;
		this.selection = selection;
		this.progress = progress;
	}

	/**
	 * Reads and normalises images; each time point is a stack of its own.
	 *
	 * @throws CairnException if a file is broken, is no stack of slices, or has no contrast
	 */
	public List<SliceStack> images(final List<Case> cases) {
		return series(cases).stream().flatMap(List::stream).toList();
	}

	/**
	 * As {@link #images}, but tells which stacks are of one case.
	 *
	 * @return for each case a stack for each of its time points
	 */
	public List<List<SliceStack>> series(final List<Case> cases) {
		final Map<String, Integer> kinds = new ConcurrentSkipListMap<>();
		final List<List<SliceStack>> series = each("Reading images", cases, one -> {
			final Volume volume = io.open(one.image());
			kinds.merge(volume.summary(), 1, Integer::sum);
			if (volume.size(Axis.Z) < 2) throw new CairnException("The image " + one.image() +
				" is a single slice, but training needs stacks; remove it or join the slices of a volume in one file.");
			return frames(selection.of(volume, one.image().toString())).stream().map(frame -> stack(frame, one.image()
				.toString())).toList();
		});
		kinds.entrySet().stream().limit(SHOWN).forEach(kind -> progress.log("Read " + kind.getValue() + (kind.getValue() == 1
			? " image: " : " images, each: ") + kind.getKey() + "."));
		if (kinds.size() > SHOWN) progress.log("Read images of " + (kinds.size() - SHOWN) + " other shapes.");
		return series;
	}

	private static List<Volume> frames(final Volume volume) {
		if (!volume.axes().contains(Axis.TIME)) return List.of(volume);
		return LongStream.range(0, volume.size(Axis.TIME)).mapToObj(frame -> volume.at(Axis.TIME, frame)).toList();
	}

	/**
	 * Normalises an image, each channel by itself.
	 *
	 * @param name what to call it in messages
	 * @throws CairnException if it has several time points, or a channel without contrast
	 */
	public static SliceStack stack(final Volume volume, final String name) {
		if (volume.size(Axis.TIME) > 1) throw new CairnException("The image " + name + " has " + volume.size(Axis.TIME) +
			" time points, but one is needed; choose one by the parameter frame, from 1.");
		final int width = Math.toIntExact(volume.size(Axis.X));
		final int height = Math.toIntExact(volume.size(Axis.Y));
		final int channels = Math.toIntExact(volume.size(Axis.CHANNEL));
		final float[][] slices = new float[Math.toIntExact(volume.size(Axis.Z))][Math.multiplyExact(channels, Math
			.multiplyExact(width, height))];
		final List<IntensityMap> intensities = new ArrayList<>();
		for (int channel = 0; channel < channels; channel++)
			intensities.add(normalise(Voxels.floats(volume.grid(channel, 0)), slices, channel * width * height, channels == 1
				? name : name + ", channel " + (channel + 1) + ","));
		final Geometry geometry = volume.geometry();
		final OptionalDouble unit = Lengths.millimetres(geometry.unit());
		return new SliceStack(volume.name(), width, height, unit.orElse(0) * geometry.spacingX(), unit.orElse(0) *
			geometry.spacingY(), unit.orElse(0) * geometry.spacingZ(), slices, null, intensities);
	}

	/** Copies the voxels of a channel into slices, from index {@code first} on, so that its percentiles become 0 and 1. */
	private static IntensityMap normalise(final float[] voxels, final float[][] slices, final int first,
		final String name)
	{
		final int area = voxels.length / slices.length;
		for (int z = 0; z < slices.length; z++)
			System.arraycopy(voxels, z * area, slices[z], first, area);
		// NB: measuring reorders what it is given, which is why the slices are copied before.
		final IntensityMap map = IntensityMap.of(Intensity.of(voxels, name));
		for (final float[] slice : slices)
			map.apply(slice, first, area);
		return map;
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
	 * Reads the voxel values of label images.
	 *
	 * @param series stacks of the images that they belong to, in the same order
	 * @return the values of each time point of each case
	 * @throws CairnException if a label image has another size or number of time points than its image, or several channels
	 */
	public List<List<float[]>> labels(final List<Case> cases, final List<List<SliceStack>> series) {
		return each("Reading labels", cases, one -> {
			final List<SliceStack> stacks = series.get(cases.indexOf(one));
			final SliceStack stack = stacks.get(0);
			final Volume label = selection.ofLabels(io.open(one.label()), one.label().toString());
			if (label.size(Axis.CHANNEL) > 1) throw new CairnException("The label image " + one.label() + " has " + label.size(
				Axis.CHANNEL) + " channels, but one is needed; save the one with the labels as an image of its own.");
			if (label.size(Axis.TIME) != stacks.size()) throw new CairnException("The label image " + one.label() + " has " +
				label.size(Axis.TIME) + " time points but its image " + one.image() + " has " + stacks.size() +
				"; choose one by the parameter frame, or label them all.");
			if (label.size(Axis.X) != stack.width() || label.size(Axis.Y) != stack.height() || label.size(Axis.Z) != stack
				.depth()) throw new CairnException("The label image " + one.label() + " is " + size(label) +
					" but its image " + one.image() + " is " + stack.width() + " x " + stack.height() + " x " + stack.depth() +
					"; make them the same size.");
			return frames(label).stream().map(frame -> Voxels.floats(frame.grid(0, 0))).toList();
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
		return each("Reading labels", cases, one -> {
			final Volume label = selection.ofLabels(io.open(one.label()), one.label().toString());
			final List<float[]> frames = frames(label).stream().map(frame -> Voxels.floats(frame.grid(0, 0))).toList();
			frames.forEach(rule::apply);
			return LabelValues.of(Collections.nCopies(frames.size(), one.name()), frames, rule.ignore()).values();
		}).stream().flatMap(List::stream).distinct().sorted().toList();
	}

	private static String size(final Volume volume) {
		return volume.size(Axis.X) + " x " + volume.size(Axis.Y) + " x " + volume.size(Axis.Z);
	}

	/** Gives stacks the classes of their pixels. */
	public static SliceStack label(final SliceStack stack, final float[] voxels, final LabelValues values,
		final int ignore)
	{
		final byte[] classes = values.classes(voxels, ignore, stack.name());
		final int area = stack.width() * stack.height();
		final byte[][] slices = new byte[stack.depth()][area];
		for (int z = 0; z < slices.length; z++)
			System.arraycopy(classes, z * area, slices[z], 0, area);
		return stack.withLabels(slices);
	}

	private <R> List<R> each(final String stage, final List<Case> cases, final Function<Case, R> reader) {
		progress.stage(stage, cases.size());
		final ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
		final AtomicInteger done = new AtomicInteger();
		try {
			final List<Callable<R>> tasks = cases.stream().map(one -> (Callable<R>) () -> {
				progress.checkCancelled();
				final R result = reader.apply(one);
				progress.advance(done.incrementAndGet(), one.name());
				return result;
			}).toList();
			final List<Future<R>> futures = tasks.stream().map(threads::submit).toList();
			final List<R> results = new ArrayList<>();
			for (final Future<R> future : futures)
				results.add(future.get());
			return results;
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new CairnException("Reading failed: " + e.getCause() + ".", e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CairnException("Reading was interrupted.", e);
		}
		finally {
			threads.shutdownNow();
		}
	}
}
