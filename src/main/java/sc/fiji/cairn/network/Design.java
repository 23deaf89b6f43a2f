// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Style.Last;
import sc.fiji.cairn.network.Style.Normalisation;
import sc.fiji.cairn.network.Style.Upsampling;

/** The U-Nets that there are to choose from: the common one, and those of published systems, as in their code. */
public enum Design {

	/** The common network, for laptops as well as for GPUs. */
	COMMON(16, 5, 8, Style.COMMON),

	/** Chaitanya et al. 2020: plain rectifiers, upsampling with a 2x2 convolution, three 3x3 convolutions at the end. */
	CHAITANYA(16, 6, 8, new Style(Normalisation.BATCH, 1e-3, 0.01, 0, Upsampling.NEAREST_CONVOLUTION, true, 1, new Last(2,
		3, false))),

	/** Zeng et al. 2021: a centre without normalisation, transposed convolutions. */
	ZENG(32, 5, 16, new Style(Normalisation.BATCH_EXCEPT_CENTRE, 1e-5, 0.1, 0.01, Upsampling.TRANSPOSED, true, 2,
		new Last(0, 1, false))),

	/** Hu et al. 2021: instance normalisation in the encoder, none after it, transposed convolutions. */
	HU(64, 5, 16, new Style(Normalisation.INSTANCE_IN_ENCODER, 1e-5, 0.1, 0.01, Upsampling.TRANSPOSED, true, 2, new Last(
		0, 1, true)));

	private final int width;
	private final int levels;
	/** Widths stop growing here; deeper levels gain little and cost much. */
	private final int largestFactor;
	private final Style style;

	Design(final int width, final int levels, final int largestFactor, final Style style) {
		this.width = width;
		this.levels = levels;
		this.largestFactor = largestFactor;
		this.style = style;
	}

	/**
	 * Describes the network, with 3x3 kernels and 2x2 pools. Widths double from level to level, up to a largest.
	 *
	 * @param dimensions 2 for slices, 3 for volumes
	 * @param channels channels of the input image
	 * @param finest channels of the maps at the finest level
	 * @param count number of resolution levels
	 */
	public Architecture architecture(final int dimensions, final int channels, final int finest, final int count) {
		return new Architecture(dimensions, channels, pyramid(dimensions, finest, count), style);
	}

	/** Returns the usual number of channels of the maps at the finest level. */
	public int width() {
		return width;
	}

	/** Returns the usual number of resolution levels. */
	public int levels() {
		return levels;
	}

	/** Gets what the layers are made of. */
	public Style style() {
		return style;
	}

	/** Lists the levels of the network, with the given channels at the finest. */
	List<Level> pyramid(final int dimensions, final int finest, final int count) {
		if (finest < 1 || finest > 512) throw CairnException.of("width", "The parameter width must be from 1 to 512, not " +
			finest + "; 16 suits a laptop, 32 a GPU.");
		Architecture.requireLevels(count);
		return Level.isotropic(dimensions, IntStream.range(0, count).mapToObj(level -> finest * Math.min(largestFactor,
			1 << level)).toList());
	}
}
