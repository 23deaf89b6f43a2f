// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import ai.djl.engine.EngineException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.segment.BlockPredictor.Receiver;
import sc.fiji.cairn.segment.GridAxis.Span;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Scope;

/**
 * The prediction of one volume, as {@link BlockPredictor#plan} plans it.
 * <p>
 * When the memory does not suffice, blocks (and so batches of slices) are halved, or the windows are; the work goes on,
 * and the log says so.
 * </p>
 */
public final class VolumePrediction implements Prediction {

	/** Scores of a block: 128 MB, on the Java heap twice on the grid of the network and once on that of the image. */
	private static final long MOST_SCORES = 1 << 25;

	/** Voxels of the image whose labels a caller should have to keep: those of a slab. */
	private static final long MOST_LABELS = 1 << 28;

	private static final String REMEDY = "use device=cpu, or close other programs";

	private final PreparedVolume source;
	private final NetworkPass pass;
	private final GridAxis x;
	private final GridAxis y;
	private final GridAxis z;
	private final Scope scope;
	private final Progress progress;

	/** Null where blocks overlap by all that the network sees. */
	private Windows windows;
	private long most;
	private boolean tight;

	/** Sides along X, Y and Z of the boxes that are predicted each by itself, whoever asks for what; empty to predict what is asked for. */
	private List<Integer> tiles = List.of();

	/** Whether to fail rather than to need less memory, so that scores are the same on any machine. */
	private boolean fixed;

	/** Predictions of the same volume by other models, whose probabilities are averaged with these. */
	private List<VolumePrediction> others = List.of();

	/**
	 * @param axes X, Y, Z
	 * @param windows how to average windows; null to let blocks overlap by all that the network sees
	 * @param most voxels that go through the network at once
	 */
	VolumePrediction(final PreparedVolume source, final NetworkPass pass, final List<GridAxis> axes,
		final Windows windows, final long most, final Scope scope, final Progress progress)
	{
		this.source = source;
		this.pass = pass;
		x = axes.get(0);
		y = axes.get(1);
		z = axes.get(2);
		this.windows = windows;
		this.most = most;
		this.scope = scope;
		this.progress = progress;
		if (windows != null) progress.log(source.name() + " is seen through windows of " + windows +
			" voxels that overlap by half, because the network sees too far for exact blocks; scores are averaged with " +
			"Gaussian weights.");
	}

	/**
	 * Tells whether scores are those of the whole volume but for rounding, whatever the blocks; unless the network has
	 * instance normalisation, for which the log tells.
	 */
	public boolean isExact() {
		return windows == null && others.stream().allMatch(VolumePrediction::isExact);
	}

	/** Averages the probabilities with those that other models predict of the same volume. */
	VolumePrediction averagedWith(final List<VolumePrediction> predictions) {
		others = predictions;
		return this;
	}

	/** Makes scores depend on neither what is predicted together nor the memory. */
	VolumePrediction fixed() {
		fixed = true;
		if (isExact()) tiles = Tiles.sides(List.of(x, y, z), isFlat(), most);
		return this;
	}

	@Override
	public int slab() {
		final long area = (long) source.width() * source.height();
		final long together = isFlat() ? most / ((long) x.size() * y.size()) : MOST_LABELS / area;
		return (int) Math.max(1, Math.min(source.depth(), together));
	}

	/**
	 * Predicts some slices.
	 *
	 * @param receiver hears of blocks that together make up the slices, in any order
	 * @throws CairnException if the engine fails, or not even a small block fits into the memory
	 * @throws java.util.concurrent.CancellationException if the user has asked for it
	 */
	public void predict(final int from, final int count, final Receiver receiver) {
		predict(FinalInterval.createMinSize(0, 0, from, source.width(), source.height(), count), receiver);
	}

	@Override
	public void predict(final Interval box, final Receiver receiver) {
		predict(List.of(box), receiver);
	}

	@Override
	public void predict(final List<? extends Interval> boxes, final Receiver receiver) {
		final Receiver whole = others.isEmpty() ? receiver : new MeanProbabilities(others, pass.classes(), receiver);
		if (!tiles.isEmpty()) boxes.forEach(box -> predictTiles(box, whole));
		// NB: of several models each asks the engine when the one before has handed its scores on.
		else if (!others.isEmpty()) boxes.stream().flatMap(this::parts).forEach(part -> predictParts(List.of(part), whole));
		else predictParts(boxes.stream().flatMap(this::parts).toList(), whole);
	}

	private void predictTiles(final Interval box, final Receiver receiver) {
		Tiles.meeting(box, tiles, List.of(x, y, z)).forEach(tile -> predictParts(List.of(tile), (all, scores) -> {
			final Interval part = Intervals.intersect(tile, box);
			receiver.accept(part, Tiles.cut(scores, tile, part));
		}));
	}

	/** Lists the parts of a box that go through the network one after the other. */
	private Stream<Interval> parts(final Interval box) {
		final List<Interval> halves = isTooLarge(box) ? halves(box, tight) : List.of();
		return halves.isEmpty() ? Stream.of(box) : halves.stream().flatMap(this::parts);
	}

	/** Predicts parts; where the memory does not suffice, what is left in smaller ones. */
	private void predictParts(final List<Interval> parts, final Receiver receiver) {
		final Overlap<Interval> overlap = windows == null ? new Overlap<>(this::read, (part, window) -> scores(seen(part),
			window), (part, scores) -> receiver.accept(part, onImage(scores, seen(part), part)), progress) : null;
		int given = 0;
		try {
			if (overlap != null) overlap.run(parts);
			else for (; given < parts.size(); given++)
				receiver.accept(parts.get(given), averaged(parts.get(given)));
			return;
		}
		catch (final EngineException e) {
			given = overlap == null ? given : overlap.given();
			if (!EngineFailure.isOutOfMemory(e) || !economise(parts.get(given))) throw EngineFailure.explain(e, "segmenting a slice",
				REMEDY);
		}
		catch (final OutOfMemoryError e) {
			given = overlap == null ? given : overlap.given();
			if (!economise(parts.get(given))) throw new CairnException("The memory does not suffice for segmenting " + source.name() +
				"; " + REMEDY + ".", e);
		}
		predictParts(parts.subList(given, parts.size()).stream().flatMap(this::parts).toList(), receiver);
	}

	private boolean isTooLarge(final Interval box) {
		if (pass.classes() * Math.max(needed(box).volume(), Intervals.numElements(box)) > MOST_SCORES) return true;
		return windows == null && seen(box).volume() > most;
	}

	private Spans needed(final Interval box) {
		return Spans.needed(x, y, z, box);
	}

	/** Gets what scores are interpolated from with all that the network sees around it. */
	private Spans seen(final Interval box) {
		final Spans needed = needed(box);
		return new Spans(x.seen(needed.x()), y.seen(needed.y()), z.seen(needed.z()));
	}

	/**
	 * Halves a block along Z while a 2D network has several slices, else along its longest side on the network's grid.
	 *
	 * @param anyhow also where the overlap costs more than the halving saves
	 * @return none if it is not worth while
	 */
	private List<Interval> halves(final Interval box, final boolean anyhow) {
		final Spans needed = needed(box);
		final int wide = length(x, needed.x(), box.dimension(0), anyhow);
		final int high = length(y, needed.y(), box.dimension(1), anyhow);
		final int deep = length(z, needed.z(), box.dimension(2), anyhow);
		if (Math.max(Math.max(wide, high), deep) == 0) return List.of();
		if (deep > 0 && (isFlat() || deep >= Math.max(wide, high))) return halves(box, 2);
		return halves(box, high >= wide ? 1 : 0);
	}

	private static List<Interval> halves(final Interval box, final int d) {
		final long middle = box.min(d) + box.dimension(d) / 2;
		final long[] end = box.maxAsLongArray();
		final long[] start = box.minAsLongArray();
		end[d] = middle - 1;
		start[d] = middle;
		return List.of(new FinalInterval(box.minAsLongArray(), end), new FinalInterval(start, box.maxAsLongArray()));
	}

	/** Tells whether the network sees single slices. */
	private boolean isFlat() {
		return pass.network().architecture().dimensions() == 2;
	}

	/** Returns the length of a block along an axis, 0 if it is not to be halved there. */
	private int length(final GridAxis axis, final Span needed, final long voxels, final boolean anyhow) {
		final boolean divides = windows != null || axis.divides(needed) || anyhow && needed.length() > axis.multiple();
		return voxels > 1 && divides ? needed.length() : 0;
	}

	/** Plans to need less memory than a block took; false if that is impossible. */
	private boolean economise(final Interval box) {
		if (fixed) return false;
		if (windows == null) {
			final long taken = seen(box).volume();
			if (halves(box, true).isEmpty()) return false;
			most = Math.min(most, taken) / 2;
			tight = true;
			progress.warn("The memory does not suffice for " + taken + " voxels of " + source.name() +
				" at once; going on with blocks of half the size.");
			return true;
		}
		if (!windows.canShrink()) return false;
		windows = windows.shrunk();
		progress.warn("The memory does not suffice for the windows on " + source.name() + "; going on with windows of " +
			windows + " voxels, so that scores differ a little.");
		return true;
	}

	/** Reads a block with all that the network sees around it. */
	private float[] read(final Interval box) {
		return read(seen(box));
	}

	private float[] scores(final Spans spans, final float[] window) {
		return pass.scores(window, spans.z().length(), spans.y().length(), spans.x().length(), scope);
	}

	/** Averages the windows that meet a block. */
	private float[] averaged(final Interval box) {
		final Spans needed = needed(box);
		final WeightedMean mean = new WeightedMean(pass.classes(), needed.x(), needed.y(), needed.z(), windows);
		final List<Spans> places = new ArrayList<>();
		for (final Span zs : windows.along(2, needed.z()))
			for (final Span ys : windows.along(1, needed.y()))
				for (final Span xs : windows.along(0, needed.x()))
					places.add(new Spans(xs, ys, zs));
		new Overlap<>(this::read, this::scores, (at, scores) -> mean.add(scores, at.x(), at.y(), at.z()), progress).run(places);
		return onImage(mean.get(), needed, box);
	}

	/** Reads what the network sees of a box of its grid, in the order that {@link NetworkPass#scores} wants. */
	private float[] read(final Spans spans) {
		final InterpolationWeights tx = x.in(spans.x());
		final InterpolationWeights ty = y.in(spans.y());
		final InterpolationWeights tz = z.in(spans.z());
		final Span deep = spans.z();
		final Interval box = FinalInterval.createMinSize(tx.first(), ty.first(), tz.first(), tx.count(), ty.count(), tz.count());
		final float[] voxels = new float[Math.toIntExact(Intervals.numElements(box))];
		final int channels = source.channels();
		final int area = spans.x().length() * spans.y().length();
		final float[] window = new float[Math.toIntExact(channels * spans.volume())];
		for (int channel = 0; channel < channels; channel++) {
			source.read(channel, box, voxels);
			if (!isFlat()) InterpolationWeights.apply(voxels, 0, tz, ty, tx, window, channel * area * deep.length());
			// NB: single slices are not resampled along Z.
			else for (int slice = 0; slice < deep.length(); slice++)
				InterpolationWeights.apply(voxels, slice * ty.count() * tx.count(), InterpolationWeights.SINGLE, ty, tx, window, (slice * channels + channel) * area);
		}
		return window;
	}

	private float[] onImage(final float[] scores, final Spans spans, final Interval box) {
		final InterpolationWeights tx = x.out((int) box.min(0), (int) box.dimension(0), spans.x());
		final InterpolationWeights ty = y.out((int) box.min(1), (int) box.dimension(1), spans.y());
		final InterpolationWeights tz = z.out((int) box.min(2), (int) box.dimension(2), spans.z());
		final int voxels = Math.toIntExact(Intervals.numElements(box));
		final float[] out = new float[pass.classes() * voxels];
		for (int c = 0; c < pass.classes(); c++)
			InterpolationWeights.apply(scores, c * (scores.length / pass.classes()), tz, ty, tx, out, c * voxels);
		return out;
	}
}
