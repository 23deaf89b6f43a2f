// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import java.util.List;

import net.imglib2.Interval;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.FreeMemory;
import sc.fiji.cairn.torch.Scope;

/**
 * Computes the class scores of volumes of any size, block by block, on the voxel grid of the image.
 * <p>
 * A 2D network sees slices, resampled in-plane; a 3D network sees the volume, resampled along Z, too. What is smaller than
 * the training window is mirrored at its borders to fill it. How much goes through the network at once depends on the free
 * memory. Where that is less than the whole, blocks overlap by all that the network sees, which changes scores by no more
 * than rounding does. Where a 3D network sees too far for that, windows as in training overlap by half, and their scores
 * are averaged with Gaussian weights; {@link VolumePrediction#isExact} tells.
 * </p>
 */
public final class BlockPredictor {

	/** Passes of about a second on a laptop, so that a user who cancels need not wait. */
	private static final long MOST_VOXELS = 1 << 19;
	private static final long MOST_VOXELS_GPU = 1 << 22;
	private static final long LEAST_VOXELS = 1 << 14;

	/**
	 * Bytes of a map on the CPU, a little less than 32 MB: what is larger glibc gives back to the system whenever it is freed, and the
	 * system fills it with zeros again at the next layer.
	 */
	private static final long MOST_MAP = (1 << 25) - (1 << 16);

	/** Maps of the finest level that exist at the same time, with what convolutions need beside them. */
	private static final int MAPS = 8;

	/** This part of the memory may be taken. */
	private static final int MEMORY_SHARE = 4;

	private final NetworkPass pass;
	private final Preprocessing preprocessing;
	private final long voxels;
	private final List<BlockPredictor> others;

	/** Receives the scores of blocks. */
	@FunctionalInterface
	public interface Receiver {

		/**
		 * Receives one block.
		 *
		 * @param scores class scores (classes, Z, Y, X), X fastest
		 */
		void accept(Interval box, float[] scores);
	}

	/**
	 * Prepares to predict.
	 *
	 * @param classes number of classes, background included
	 */
	public BlockPredictor(final UNet network, final SegmentationHead head, final Preprocessing preprocessing,
		final int classes)
	{
		this(new NetworkPass(network, head, classes, Mirroring.NONE), preprocessing, 0);
	}

	/**
	 * As above.
	 *
	 * @param voxels how many go through the network at once; 0 to choose by the free memory
	 */
	BlockPredictor(final NetworkPass pass, final Preprocessing preprocessing, final long voxels) {
		this(pass, preprocessing, voxels, List.of());
	}

	private BlockPredictor(final NetworkPass pass, final Preprocessing preprocessing, final long voxels,
		final List<BlockPredictor> others)
	{
		this.pass = pass;
		this.preprocessing = preprocessing;
		this.voxels = voxels;
		this.others = others;
	}

	/** Averages several predictors, at least one, for the same classes: each prepares volumes in its own way. */
	static BlockPredictor mean(final List<BlockPredictor> predictors) {
		final BlockPredictor first = predictors.get(0);
		return new BlockPredictor(first.pass, first.preprocessing, first.voxels, predictors.subList(1, predictors.size()));
	}

	/** Returns the number of classes, background included. */
	public int classes() {
		return pass.classes();
	}

	/**
	 * Plans the prediction of a volume.
	 *
	 * @param scope scope on the device of the network
	 * @param progress asked before each pass whether to stop; hears of blocks that did not fit into the memory
	 * @throws CairnException if the volume has another number of channels than the network, or becomes too large at the resolution of the network
	 */
	public VolumePrediction plan(final PreparedVolume source, final Scope scope, final Progress progress) {
		final Architecture architecture = pass.network().architecture();
		CaseLoader.requireChannels(List.of(source), architecture.channels());
		final boolean flat = architecture.dimensions() == 2;
		// Of the network the axes are Y, X, or Z, Y, X.
		final int across = architecture.dimensions() - 1;
		final int down = across - 1;
		final int size = preprocessing.size();
		final int depth = preprocessing.depth() == 0 ? size : preprocessing.depth();
		final double stepX = preprocessing.step(source.spacingX());
		final double stepY = preprocessing.step(source.spacingY());
		final double stepZ = flat ? 1 : preprocessing.stepZ(source.spacingZ());
		requireRoom(source, GridAxis.size(source.width(), stepX, size, architecture.multiple(across)), GridAxis.size(source
			.height(), stepY, preprocessing.height(), architecture.multiple(down)));
		final GridAxis x = GridAxis.of(source.width(), stepX, size, architecture.multiple(across), architecture.reach(across));
		final GridAxis y = GridAxis.of(source.height(), stepY, preprocessing.height(), architecture.multiple(down), architecture
			.reach(down));
		final GridAxis z = flat ? GridAxis.of(source.depth(), 1, 1, 1, 0) : GridAxis.of(source.depth(), stepZ, depth,
			architecture.multiple(0), architecture.reach(0));
		final long most = voxels > 0 ? voxels : fitting(scope);
		if (architecture.style().seesAll() && (long) x.size() * y.size() * (flat
			? 1 : z.size()) > most) progress.warn(source.name() + " is predicted in parts, and the network normalises by what it " +
				"sees at once, so that scores differ a little from those of the whole.");
		final List<GridAxis> axes = List.of(x, y, z);
		final Windows windows = flat || isAffordable(axes, most) ? null : Windows.of(axes, List.of(size, preprocessing
			.height(), depth));
		return new VolumePrediction(source, pass, axes, windows, most, scope, progress).averagedWith(others.stream().map(
			other -> other.plan(source, scope, progress)).toList());
	}

	/**
	 * Plans the prediction of a volume such that scores depend on the model and the image alone: not on which parts are predicted
	 * when and where, nor on the memory. Where that does not suffice, the prediction fails.
	 *
	 * @throws CairnException as {@link #plan}
	 */
	VolumePrediction fixed(final PreparedVolume source, final Scope scope, final Progress progress) {
		return new BlockPredictor(pass, preprocessing, MOST_VOXELS).plan(source, scope, progress).fixed();
	}

	/** Tells whether blocks that fit can be wider than what they overlap by, or the volume fits whole. */
	private static boolean isAffordable(final List<GridAxis> axes, final long most) {
		return axes.stream().mapToDouble(axis -> Math.min(axis.size(), 4.0 * axis.reach() + axis.multiple())).reduce(1, (a,
			b) -> a * b) <= most;
	}

	private long fitting(final Scope scope) {
		final long bytes = (long) Float.BYTES * pass.network().architecture().width(0);
		final long most = scope.manager().getDevice().isGpu() ? MOST_VOXELS_GPU : Math.min(MOST_VOXELS, MOST_MAP / bytes);
		return Math.max(LEAST_VOXELS, Math.min(most, FreeMemory.of(scope) / MEMORY_SHARE / MAPS / bytes));
	}

	private static void requireRoom(final PreparedVolume source, final long width, final long height) {
		if (Math.max(width, height) <= 1 << 20 && width * height < Integer.MAX_VALUE) return;
		throw new CairnException("The slices of " + source.name() + " have " + source.width() + " x " + source.height() +
			" pixels, and " + width + " x " + height + " at the model's resolution, which is too many; crop the image, or " +
			"check its pixel size.");
	}
}
