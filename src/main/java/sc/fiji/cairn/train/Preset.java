// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import sc.fiji.cairn.augment.IntensityAugmentation;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.loss.SegmentationLoss;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.train.Optimisation.Rule;

/**
 * Everything about a system at once: its network and how it is fine-tuned. How it is pretrained is the methods' own.
 * The published ones follow the papers' public code but for its faults; {@code docs/methods.md} lists all differences.
 */
public enum Preset {

	/** What all methods share unless told otherwise, so that differences are the methods'. */
	COMMON(Design.COMMON, new Recipe(1000, 16, 3e-3, Optimisation.COMMON), SegmentationLoss.CROSS_ENTROPY_AND_DICE,
			new SpatialAugmentation(20, 0.35, 0.1, 0.04, false, false), new IntensityAugmentation(0.15, 0.25, 1.5, 0.06)),

	/** Chaitanya et al. 2020. */
	CHAITANYA(Design.CHAITANYA, new Recipe(10_000, 20, 1e-3, Optimisation.plain(Rule.ADAM, 0, 1)), SegmentationLoss.DICE,
			new SpatialAugmentation(15, 0.05, 0, 0.026, false, false, 0.5), new IntensityAugmentation(0.1, 0.2, 1, 0)),

	/** Zeng et al. 2021. */
	ZENG(Design.ZENG, new Recipe(10_000, 10, 5e-4, Optimisation.plain(Rule.ADAM, 1e-5, 0.01)),
			SegmentationLoss.CROSS_ENTROPY, new SpatialAugmentation(15, 0.3, 0, 0.007, false, false, 0.67),
			new IntensityAugmentation(0, 0, 1, 0)),

	/** Hu et al. 2021. */
	HU(Design.HU, new Recipe(6000, 8, 5e-4, Optimisation.plain(Rule.ADAM, 0, 1)),
			SegmentationLoss.CROSS_ENTROPY_AND_DICE, new SpatialAugmentation(5.7, 0.9, 0, 0.025, false, false, 0.5),
			new IntensityAugmentation(0, 0, 1, 0));

	private final Design design;
	private final Recipe fineTuning;
	private final SegmentationLoss loss;
	private final SpatialAugmentation places;
	private final IntensityAugmentation intensities;

	Preset(final Design design, final Recipe fineTuning, final SegmentationLoss loss, final SpatialAugmentation places,
		final IntensityAugmentation intensities)
	{
		this.design = design;
		this.fineTuning = fineTuning;
		this.loss = loss;
		this.places = places;
		this.intensities = intensities;
	}

	/** Gets the network. */
	public Design design() {
		return design;
	}

	/** Gets how to train on labelled slices. */
	public Recipe fineTuning() {
		return fineTuning;
	}

	/** Gets the loss on labelled slices. */
	public SegmentationLoss loss() {
		return loss;
	}

	/** Gets the random changes of place of labelled slices. Mirroring is off: it can change classes. */
	public SpatialAugmentation places() {
		return places;
	}

	/** Gets the random changes of intensity of labelled slices. */
	public IntensityAugmentation intensities() {
		return intensities;
	}
}
