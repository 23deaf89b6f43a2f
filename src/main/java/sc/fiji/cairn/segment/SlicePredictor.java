package sc.fiji.cairn.segment;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.PlaneMap;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.cases.Window;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Scope;

/**
 * Computes the class scores of every pixel of a stack of slices, on the pixel grid of the stack.
 * <p>
 * Slices smaller than the training window are mirrored at their borders to fill it. Several slices go through the
 * network at once, and large ones in tiles; neither changes the scores beyond rounding, because tiles overlap by all
 * that the network sees.
 * </p>
 */
public final class SlicePredictor {

	/** About how many pixels go through the network at once. */
	private static final int PIXELS_AT_ONCE = 1 << 19;

	private final UNet network;
	private final SegmentationHead head;
	private final Preparation preparation;
	private final int classes;
	private final int tile;

	/** Receives the scores of slices, in order. */
	@FunctionalInterface
	public interface Receiver {

		/**
		 * Receives one slice.
		 *
		 * @param scores class scores (classes, Y, X), X fastest
		 */
		void accept(int slice, float[] scores);
	}

	/**
	 * Prepares to predict.
	 *
	 * @param classes number of classes, background included
	 */
	public SlicePredictor(final UNet network, final SegmentationHead head, final Preparation preparation,
		final int classes)
	{
		this(network, head, preparation, classes, (int) Math.sqrt(PIXELS_AT_ONCE));
	}

	/** As above, with tiles whose cores are at most {@code tile} pixels wide and high. */
	SlicePredictor(final UNet network, final SegmentationHead head, final Preparation preparation, final int classes,
		final int tile)
	{
		this.network = network;
		this.head = head;
		this.preparation = preparation;
		this.classes = classes;
		this.tile = tile;
	}

	/**
	 * Predicts all slices.
	 *
	 * @param scope scope on the device of the network
	 * @param progress asked between batches whether to stop; hears of slices done if {@code announced}
	 * @param announced whether the progress has a stage with one unit per slice
	 * @throws CairnException if a slice is too large, or the memory does not suffice
	 */
	public void predict(final SliceStack stack, final Scope scope, final Progress progress, final boolean announced,
		final Receiver receiver)
	{
		final long wide = padded(stack.width(), preparation.step(stack.spacingX()));
		final long high = padded(stack.height(), preparation.step(stack.spacingY()));
		requireRoom(stack, wide, high);
		final int width = (int) wide;
		final int height = (int) high;
		final Window window = Window.of(stack, preparation, width, height, PlaneMap.IDENTITY);
		final ScoreGrid grid = new ScoreGrid(stack, preparation, width, height, classes);
		final int together = (int) Math.max(1, PIXELS_AT_ONCE / ((long) width * height));
		for (int first = 0; first < stack.depth(); first += together) {
			final int count = Math.min(together, stack.depth() - first);
			final float[][] pixels = new float[count][width * height];
			for (int i = 0; i < count; i++)
				stack.sample(first + i, window, pixels[i]);
			final float[][] scores = scores(pixels, width, height, scope, progress);
			for (int i = 0; i < count; i++)
				receiver.accept(first + i, grid.toStack(scores[i]));
			if (announced) progress.advance(first + count, "");
		}
	}

	/** At least the training window, so that borders lie where they lay in training. */
	private long padded(final int extent, final double step) {
		final int multiple = network.architecture().multiple();
		final long needed = Math.max(preparation.size(), (long) Math.ceil(extent / step));
		return (needed + multiple - 1) / multiple * multiple;
	}

	/** The scores of a slice are one array, on the network's grid as well as on the stack's. */
	private void requireRoom(final SliceStack stack, final long width, final long height) {
		final double largest = Math.max((double) width * height, (double) stack.width() * stack.height());
		if (largest * classes > Integer.MAX_VALUE - 8) throw new CairnException("The slices of " + stack.name() + " have " +
			stack.width() + " x " + stack.height() + " pixels, and " + width + " x " + height + " at the model's resolution, " +
			"too many for " + classes + " classes; crop the image, or check its pixel size.");
	}

	/** Scores of some windows, each (classes, height, width). */
	private float[][] scores(final float[][] pixels, final int width, final int height, final Scope scope,
		final Progress progress)
	{
		final Architecture architecture = network.architecture();
		final float[][] scores = new float[pixels.length][classes * width * height];
		final List<TileGrid.Span> down = new TileGrid(height, tile, architecture.reach(), architecture.multiple()).spans();
		final List<TileGrid.Span> across = new TileGrid(width, tile, architecture.reach(), architecture.multiple()).spans();
		for (final TileGrid.Span y : down) {
			for (final TileGrid.Span x : across) {
				progress.checkCancelled();
				final float[] part = run(pixels, width, x, y, scope);
				for (int i = 0; i < pixels.length; i++)
					for (int c = 0; c < classes; c++)
						for (int row = y.from(); row < y.to(); row++)
							System.arraycopy(part, ((i * classes + c) * y.length() + row - y.start()) * x.length() + x.from() - x
								.start(), scores[i], (c * height + row) * width + x.from(), x.to() - x.from());
			}
		}
		return scores;
	}

	private float[] run(final float[][] pixels, final int width, final TileGrid.Span x, final TileGrid.Span y,
		final Scope scope)
	{
		final ByteBuffer buffer = Scope.buffer(DataType.FLOAT32, (long) pixels.length * x.length() * y.length());
		final FloatBuffer input = buffer.asFloatBuffer();
		for (final float[] slice : pixels)
			for (int row = y.start(); row < y.end(); row++)
				input.put(slice, row * width + x.start(), x.length());
		try (Scope step = scope.open()) {
			return network.logits(step, step.array(buffer, DataType.FLOAT32, pixels.length, 1, y.length(), x.length()), head,
				false).toFloatArray();
		}
		catch (final EngineException e) {
			throw EngineFailure.explain(e, "segmenting a slice", "use device=cpu, or close other programs");
		}
	}

	/**
	 * Returns the class of the highest score of a pixel; of equal ones the first.
	 *
	 * @param scores (classes, Y, X)
	 * @param area number of pixels of the slice
	 */
	public static int best(final float[] scores, final int pixel, final int area, final int classes) {
		int best = 0;
		for (int c = 1; c < classes; c++)
			if (scores[c * area + pixel] > scores[best * area + pixel]) best = c;
		return best;
	}
}
