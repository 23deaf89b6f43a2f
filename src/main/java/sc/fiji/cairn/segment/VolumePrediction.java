// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import ai.djl.engine.EngineException;

import java.util.List;

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

	/** Scores that may be on the Java heap at once: 128 MB, once on the grid of the network and once on that of the image. */
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
		final Receiver whole = others.isEmpty() ? receiver : new MeanProbabilities(others, pass.classes(), receiver);
		if (tiles.isEmpty()) predictPart(box, whole);
		else Tiles.meeting(box, tiles, List.of(x, y, z)).forEach(tile -> {
			progress.checkCancelled();
			final Interval part = Intervals.intersect(tile, box);
			whole.accept(part, Tiles.cut(scores(tile), tile, part));
		});
	}

	private void predictPart(final Interval box, final Receiver receiver) {
		progress.checkCancelled();
		final List<Interval> halves = isTooLarge(box) ? halves(box, tight) : List.of();
		final float[] scores = halves.isEmpty() ? scores(box) : null;
		if (scores != null) receiver.accept(box, scores);
		else (halves.isEmpty() ? List.of(box) : halves).forEach(half -> predictPart(half, receiver));
	}

	private boolean isTooLarge(final Interval box) {
		final Span across = needed(x, box, 0);
		final Span down = needed(y, box, 1);
		final Span deep = needed(z, box, 2);
		final long needed = volume(across, down, deep);
		if (pass.classes() * Math.max(needed, Intervals.numElements(box)) > MOST_SCORES) return true;
		return windows == null && volume(x.seen(across), y.seen(down), z.seen(deep)) > most;
	}

	private static Span needed(final GridAxis axis, final Interval box, final int d) {
		return axis.needed((int) box.min(d), (int) box.dimension(d));
	}

	private static long volume(final Span x, final Span y, final Span z) {
		return (long) x.length() * y.length() * z.length();
	}

	/**
	 * Halves a block along Z while a 2D network has several slices, else along its longest side on the network's grid.
	 *
	 * @param anyhow also where the overlap costs more than the halving saves
	 * @return none if it is not worth while
	 */
	private List<Interval> halves(final Interval box, final boolean anyhow) {
		final int wide = length(x, needed(x, box, 0), box.dimension(0), anyhow);
		final int high = length(y, needed(y, box, 1), box.dimension(1), anyhow);
		final int deep = length(z, needed(z, box, 2), box.dimension(2), anyhow);
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

	/** Returns the scores of a block, null if the memory did not suffice and the next attempt will need less. */
	private float[] scores(final Interval box) {
		try {
			return windows == null ? seen(box) : averaged(box);
		}
		catch (final EngineException e) {
			if (!EngineFailure.isOutOfMemory(e) || !economise(box)) throw EngineFailure.explain(e, "segmenting a slice", REMEDY);
		}
		catch (final OutOfMemoryError e) {
			if (!economise(box)) throw new CairnException("The memory does not suffice for segmenting " + source.name() + "; " +
				REMEDY + ".", e);
		}
		return null;
	}

	/** Plans to need less memory than a block took; false if that is impossible. */
	private boolean economise(final Interval box) {
		if (fixed) return false;
		if (windows == null) {
			final long taken = volume(x.seen(needed(x, box, 0)), y.seen(needed(y, box, 1)), z.seen(needed(z, box, 2)));
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

	/** Passes a block with all that the network sees around it. */
	private float[] seen(final Interval box) {
		final Span across = x.seen(needed(x, box, 0));
		final Span down = y.seen(needed(y, box, 1));
		final Span deep = z.seen(needed(z, box, 2));
		final float[] scores = pass.scores(read(across, down, deep), deep.length(), down.length(), across.length(), scope);
		return onImage(scores, box, across, down, deep);
	}

	/** Averages the windows that meet a block. */
	private float[] averaged(final Interval box) {
		final Span across = needed(x, box, 0);
		final Span down = needed(y, box, 1);
		final Span deep = needed(z, box, 2);
		final WeightedMean mean = new WeightedMean(pass.classes(), across, down, deep, windows);
		for (final Span zs : windows.along(2, deep)) {
			for (final Span ys : windows.along(1, down)) {
				for (final Span xs : windows.along(0, across)) {
					progress.checkCancelled();
					mean.add(pass.scores(read(xs, ys, zs), zs.length(), ys.length(), xs.length(), scope), xs, ys, zs);
				}
			}
		}
		return onImage(mean.get(), box, across, down, deep);
	}

	/** Reads what the network sees of a box of its grid, in the order that {@link NetworkPass#scores} wants. */
	private float[] read(final Span across, final Span down, final Span deep) {
		final InterpolationWeights tx = x.in(across);
		final InterpolationWeights ty = y.in(down);
		final InterpolationWeights tz = z.in(deep);
		final Interval box = FinalInterval.createMinSize(tx.first(), ty.first(), tz.first(), tx.count(), ty.count(), tz.count());
		final float[] voxels = new float[Math.toIntExact(Intervals.numElements(box))];
		final int channels = source.channels();
		final int area = across.length() * down.length();
		final float[] window = new float[Math.toIntExact(channels * volume(across, down, deep))];
		for (int channel = 0; channel < channels; channel++) {
			source.read(channel, box, voxels);
			if (!isFlat()) InterpolationWeights.apply(voxels, 0, tz, ty, tx, window, channel * area * deep.length());
			// NB: single slices are not resampled along Z.
			else for (int slice = 0; slice < deep.length(); slice++)
				InterpolationWeights.apply(voxels, slice * ty.count() * tx.count(), InterpolationWeights.SINGLE, ty, tx, window, (slice * channels + channel) * area);
		}
		return window;
	}

	private float[] onImage(final float[] scores, final Interval box, final Span across, final Span down, final Span deep) {
		final InterpolationWeights tx = x.out((int) box.min(0), (int) box.dimension(0), across);
		final InterpolationWeights ty = y.out((int) box.min(1), (int) box.dimension(1), down);
		final InterpolationWeights tz = z.out((int) box.min(2), (int) box.dimension(2), deep);
		final int voxels = Math.toIntExact(Intervals.numElements(box));
		final float[] out = new float[pass.classes() * voxels];
		for (int c = 0; c < pass.classes(); c++)
			InterpolationWeights.apply(scores, c * (scores.length / pass.classes()), tz, ty, tx, out, c * voxels);
		return out;
	}
}
