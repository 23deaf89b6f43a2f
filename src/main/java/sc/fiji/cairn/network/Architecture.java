// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Stage.Entry;
import sc.fiji.cairn.network.Stage.Norm;

/**
 * A U-Net described: what decides the number and sizes of its weights, and what its layers do.
 * <p>
 * Level 0 is the finest. Every level of the encoder has two convolutions, each perhaps normalised, and rectified; max
 * pooling, or a stride, leads to the next coarser level, upsampling back. Blocks of the decoder take the upsampled map and the
 * encoder's map of their level. Axes are counted as in the arrays: Y, X, or Z, Y, X in 3D.
 * </p>
 *
 * @param dimensions 2 for slices, 3 for volumes
 * @param channels channels of the input image
 * @param pyramid resolution levels, finest first, bottleneck included
 * @param style what the layers are made of
 */
public record Architecture(int dimensions, int channels, List<Level> pyramid, Style style) {

	public Architecture {
		pyramid = List.copyOf(pyramid);
		if (dimensions < 2 || dimensions > 3) throw new CairnException("A network has 2 or 3 dimensions, not " +
			dimensions + ".");
		if (channels < 1) throw new CairnException("A network needs at least 1 input channel, not " + channels + ".");
		requireLevels(pyramid.size());
		for (final Level level : pyramid)
			if (level.kernel().size() != dimensions || level.pool().size() != dimensions) throw new CairnException(
				"Each level of a network in " + dimensions + "D needs as many sizes of kernels and pools, not " + level + ".");
		if (!pyramid.get(0).pool().equals(Collections.nCopies(dimensions, 1))) throw new CairnException(
			"The finest level of a network is not pooled, so its factors are 1, not " + pyramid.get(0).pool() + ".");
		if (style == null) throw new CairnException("A network needs a style.");
	}

	/**
	 * Describes the common network, {@link Design#COMMON}.
	 *
	 * @param width channels of the maps at level 0
	 * @param levels number of resolution levels, bottleneck included
	 */
	public Architecture(final int dimensions, final int channels, final int width, final int levels) {
		this(dimensions, channels, Design.COMMON.pyramid(dimensions, width, levels), Style.COMMON);
	}

	static void requireLevels(final int levels) {
		if (levels < 2 || levels > 8) throw CairnException.of("levels", "The parameter levels must be from 2 to 8, not " + levels +
			"; 5 suits most images.");
	}

	/** Gets the same network for images of another number of channels. */
	public Architecture withChannels(final int count) {
		return new Architecture(dimensions, count, pyramid, style);
	}

	/** Returns the number of resolution levels. */
	public int levels() {
		return pyramid.size();
	}

	/** Returns the number of channels of the maps at a level. */
	public int width(final int level) {
		return pyramid.get(level).width();
	}

	/** Returns how many pixels of the input, along an axis, a pixel of a level's maps stands for. */
	public int scale(final int level, final int axis) {
		return pyramid.subList(0, level + 1).stream().mapToInt(one -> one.pool().get(axis)).reduce(1, (a, b) -> a * b);
	}

	/** Returns the number that the input's size along an axis must be a multiple of. */
	public int multiple(final int axis) {
		return scale(levels() - 1, axis);
	}

	/** Returns the largest of these numbers: what sizes must be multiples of if all axes are alike. */
	public int multiple() {
		return IntStream.range(0, dimensions).map(this::multiple).max().orElseThrow();
	}

	/**
	 * Returns how far along an axis, in pixels, an input pixel can be from an output pixel that it still influences by
	 * convolutions, pooling and upsampling. Statistics of instance normalisation reach farther.
	 */
	public int reach(final int axis) {
		int reach = multiple(axis) - 1 + last().reach(axis) + style.last().kernel() / 2;
		for (int i = 0; i < levels(); i++) {
			reach += encoderStage(i).reach(axis) * scale(i, axis);
			if (i < levels() - 1) reach += decoderStage(i).reach(axis) * scale(i, axis);
		}
		return reach;
	}

	/** Returns the largest reach along any axis. */
	public int reach() {
		return IntStream.range(0, dimensions).map(this::reach).max().orElseThrow();
	}

	/** Gets the names and shapes of the encoder's arrays, finest level first. */
	public Map<String, long[]> encoder() {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		encoderStages().forEach(stage -> shapes.putAll(stage.shapes()));
		return shapes;
	}

	/** Gets the names and shapes of the decoder's arrays, coarsest block first. */
	public Map<String, long[]> decoder() {
		return decoder(levels() - 1);
	}

	/** Gets the names and shapes of the arrays of the first decoder blocks, coarsest first. */
	Map<String, long[]> decoder(final int blocks) {
		final Map<String, long[]> shapes = new LinkedHashMap<>();
		decoderStages(blocks).forEach(stage -> shapes.putAll(stage.shapes()));
		return shapes;
	}

	/** Gets the names and shapes of the arrays after the decoder, for a number of classes with background. */
	public Map<String, long[]> head(final int classes) {
		final Map<String, long[]> shapes = last().shapes();
		shapes.put("head.kernel", Stage.shape(classes, width(0), Collections.nCopies(dimensions, style.last().kernel())));
		if (style.last().bias()) shapes.put("head.bias", new long[] { classes });
		return shapes;
	}

	/**
	 * Gets the parts of the network: the levels of the encoder, finest first, the blocks of the decoder, coarsest first, and
	 * what comes before the last layer.
	 */
	public List<Stage> stages() {
		final List<Stage> stages = new ArrayList<>(encoderStages());
		stages.addAll(decoderStages(levels() - 1));
		stages.add(last());
		return stages;
	}

	/** Gets what the text of the network is told, one row a stage. */
	List<double[]> table() {
		final List<double[]> rows = new ArrayList<>();
		final List<Stage> body = stages().subList(0, 2 * levels() - 1);
		int first = 0;
		for (final Stage stage : body) {
			rows.add(stage.row(first));
			first += stage.shapes().size();
		}
		rows.add(last().row(0));
		return rows;
	}

	private List<Stage> encoderStages() {
		return IntStream.range(0, levels()).mapToObj(this::encoderStage).toList();
	}

	private List<Stage> decoderStages(final int blocks) {
		return IntStream.range(0, blocks).mapToObj(block -> decoderStage(levels() - 2 - block)).toList();
	}

	private Stage encoderStage(final int level) {
		final Level at = pyramid.get(level);
		final boolean bare = level == levels() - 1 && outer() != Norm.INSTANCE_AFFINE && style
			.normalisation() != Style.Normalisation.BATCH;
		final Norm norm = bare ? Norm.NONE : style.normalisation() == Style.Normalisation.INSTANCE_IN_ENCODER
			? Norm.INSTANCE : outer();
		return new Stage("encoder." + level, level == 0 ? Entry.UNCHANGED : style.strided() ? Entry.STRIDED : Entry.POOLED, at.pool(), level == 0 ? channels
			: width(level - 1), 0, at.width(), at.kernel(), 2, norm, bare ? 0 : style.slope(), 1, style);
	}

	/** The decoder block whose maps have the resolution of a level. */
	private Stage decoderStage(final int level) {
		final int block = levels() - 2 - level;
		final boolean rectified = block == 0 && style.normalisation() == Style.Normalisation.INSTANCE_IN_ENCODER;
		return new Stage("decoder." + block, Entry.valueOf(style.upsampling().name()), pyramid.get(level + 1).pool(), width(
			level + 1), width(level), width(level), pyramid.get(level).kernel(), level == 0 ? style.finest() : 2, outer(), style
				.slope(), rectified ? 0 : 1, style);
	}

	private Stage last() {
		final Level finest = pyramid.get(0);
		return new Stage("head", Entry.UNCHANGED, finest.pool(), finest.width(), 0, finest.width(), finest.kernel(), style
			.last().units(), outer(), style.slope(), 1, style);
	}

	/** What normalises outside the encoder. */
	private Norm outer() {
		return switch (style.normalisation()) {
			case BATCH, BATCH_EXCEPT_CENTRE -> Norm.BATCH;
			case INSTANCE_IN_ENCODER -> Norm.NONE;
			case INSTANCE -> Norm.INSTANCE_AFFINE;
		};
	}
}
