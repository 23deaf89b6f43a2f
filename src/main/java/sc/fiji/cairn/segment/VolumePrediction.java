// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import ai.djl.engine.EngineException;

import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.sampling.Box;
import sc.fiji.cairn.sampling.IntensitySource;
import sc.fiji.cairn.segment.BlockPredictor.Receiver;
import sc.fiji.cairn.segment.GridAxis.Span;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.volume.Axis;

/**
 * The prediction of one volume, as {@link BlockPredictor#plan} plans it.
 * <p>
 * When the memory does not suffice, blocks (and so batches of slices) are halved, or the windows are; the work goes on,
 * and the log says so.
 * </p>
 */
public final class VolumePrediction {

	/** Scores that may be on the Java heap at once: 128 MB, once on the grid of the network and once on that of the image. */
	private static final long MOST_SCORES = 1 << 25;

	/** Voxels of the image whose labels a caller should have to keep: those of a slab. */
	private static final long MOST_LABELS = 1 << 28;

	private static final String REMEDY = "use device=cpu, or close other programs";

	private final IntensitySource source;
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

	/** Predictions of the same volume by other models, whose probabilities are averaged with these. */
	private List<VolumePrediction> others = List.of();

	/**
	 * @param axes X, Y, Z
	 * @param windows how to average windows; null to let blocks overlap by all that the network sees
	 * @param most voxels that go through the network at once
	 */
	VolumePrediction(final IntensitySource source, final NetworkPass pass, final List<GridAxis> axes,
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

	/** Returns the number of slices that are best predicted together. */
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
		predict(new Box(0, 0, from, source.width(), source.height(), count), others.isEmpty() ? receiver : averaging(receiver));
	}

	/** Averages the probabilities of all predictions before a block is received. */
	private Receiver averaging(final Receiver receiver) {
		return (box, scores) -> {
			Softmax.apply(scores, pass.classes());
			for (final VolumePrediction other : others)
				other.predict(box, (part, more) -> {
					Softmax.apply(more, pass.classes());
					add(part, more, box, scores);
				});
			for (int i = 0; i < scores.length; i++)
				scores[i] = (float) Math.log(Math.max(Float.MIN_NORMAL, scores[i] / (1 + others.size())));
			receiver.accept(box, scores);
		};
	}

	/** Adds what is known of a part of a block. */
	private void add(final Box part, final float[] values, final Box box, final float[] sums) {
		for (int c = 0, i = 0; c < pass.classes(); c++)
			for (int k = part.z() - box.z(); k < part.z() - box.z() + part.depth(); k++)
				for (int j = part.y() - box.y(); j < part.y() - box.y() + part.height(); j++) {
					final int row = ((c * box.depth() + k) * box.height() + j) * box.width() + part.x() - box.x();
					for (int n = 0; n < part.width(); n++)
						sums[row + n] += values[i++];
				}
	}

	private void predict(final Box box, final Receiver receiver) {
		progress.checkCancelled();
		final List<Box> halves = isTooLarge(box) ? halves(box, tight) : List.of();
		final float[] scores = halves.isEmpty() ? scores(box) : null;
		if (scores != null) receiver.accept(box, scores);
		else (halves.isEmpty() ? List.of(box) : halves).forEach(half -> predict(half, receiver));
	}

	private boolean isTooLarge(final Box box) {
		final Span across = x.needed(box.x(), box.width());
		final Span down = y.needed(box.y(), box.height());
		final Span deep = z.needed(box.z(), box.depth());
		final long needed = volume(across, down, deep);
		if (pass.classes() * Math.max(needed, box.voxels()) > MOST_SCORES) return true;
		return windows == null && volume(x.seen(across), y.seen(down), z.seen(deep)) > most;
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
	private List<Box> halves(final Box box, final boolean anyhow) {
		final int wide = length(x, x.needed(box.x(), box.width()), box.width(), anyhow);
		final int high = length(y, y.needed(box.y(), box.height()), box.height(), anyhow);
		final int deep = length(z, z.needed(box.z(), box.depth()), box.depth(), anyhow);
		if (Math.max(Math.max(wide, high), deep) == 0) return List.of();
		if (deep > 0 && (isFlat() || deep >= Math.max(wide, high))) return box.halves(Axis.Z);
		return box.halves(high >= wide ? Axis.Y : Axis.X);
	}

	/** Tells whether the network sees single slices. */
	private boolean isFlat() {
		return pass.network().architecture().dimensions() == 2;
	}

	/** Returns the length of a block along an axis, 0 if it is not to be halved there. */
	private int length(final GridAxis axis, final Span needed, final int voxels, final boolean anyhow) {
		final boolean divides = windows != null || axis.divides(needed) || anyhow && needed.length() > axis.multiple();
		return voxels > 1 && divides ? needed.length() : 0;
	}

	/** Returns the scores of a block, null if the memory did not suffice and the next attempt will need less. */
	private float[] scores(final Box box) {
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
	private boolean economise(final Box box) {
		if (windows == null) {
			final long taken = volume(x.seen(x.needed(box.x(), box.width())), y.seen(y.needed(box.y(), box.height())), z.seen(z
				.needed(box.z(), box.depth())));
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
	private float[] seen(final Box box) {
		final Span across = x.seen(x.needed(box.x(), box.width()));
		final Span down = y.seen(y.needed(box.y(), box.height()));
		final Span deep = z.seen(z.needed(box.z(), box.depth()));
		final float[] scores = pass.scores(read(across, down, deep), deep.length(), down.length(), across.length(), scope);
		return onImage(scores, box, across, down, deep);
	}

	/** Averages the windows that meet a block. */
	private float[] averaged(final Box box) {
		final Span across = x.needed(box.x(), box.width());
		final Span down = y.needed(box.y(), box.height());
		final Span deep = z.needed(box.z(), box.depth());
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
		final Box box = new Box(tx.first(), ty.first(), tz.first(), tx.count(), ty.count(), tz.count());
		final float[] voxels = new float[Math.toIntExact(box.voxels())];
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

	private float[] onImage(final float[] scores, final Box box, final Span across, final Span down, final Span deep) {
		final InterpolationWeights tx = x.out(box.x(), box.width(), across);
		final InterpolationWeights ty = y.out(box.y(), box.height(), down);
		final InterpolationWeights tz = z.out(box.z(), box.depth(), deep);
		final int voxels = Math.toIntExact(box.voxels());
		final float[] out = new float[pass.classes() * voxels];
		for (int c = 0; c < pass.classes(); c++)
			InterpolationWeights.apply(scores, c * (scores.length / pass.classes()), tz, ty, tx, out, c * voxels);
		return out;
	}
}
