// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.augment.SpatialAugmentation;

/** The parameters of random changes of place. */
final class AugmentationRange {

	@Parameter(label = "Rotation", min = "-1", max = "180", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "degrees") },
		description = "Augmentation: largest angle by which slices are turned, in degrees; -1 as the preset says.")
	private double rotation = -1;

	@Parameter(label = "Scaling", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the size") },
		description = "Augmentation: largest change of size, as a share: 0.1 for 10 %; -1 as the preset says.")
	private double scaling = -1;

	@Parameter(label = "Shift", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: largest move along each axis, as a share of the window; -1 as the preset says.")
	private double shift = -1;

	@Parameter(label = "Bending", min = "-1", max = "0.9", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.AUGMENTATION), @Attr(name = Group.UNIT, value = "of the window") },
		description = "Augmentation: standard deviation of smooth displacements, as a share of the window; -1 as the preset " +
			"says.")
	private double bending = -1;

	@Parameter(label = "Flip along X", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether left and right may be exchanged, which some anatomy forbids.")
	private boolean flipX = false;

	@Parameter(label = "Flip along Y", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.AUGMENTATION),
		description = "Augmentation: whether top and bottom may be exchanged, which some anatomy forbids.")
	private boolean flipY = false;

	/** Gets an augmentation with what is asked for otherwise. */
	SpatialAugmentation of(final SpatialAugmentation usual) {
		return new SpatialAugmentation(rotation < 0 ? usual.rotation() : rotation, scaling < 0 ? usual.scaling() : scaling, shift < 0
			? usual.shift() : shift, bending < 0 ? usual.bending() : bending, flipX, flipY, usual.chance());
	}

	/** Says what the values stand for that leave the choice to a preset. */
	void resolve(final ResolvedDefaults defaults, final SpatialAugmentation usual) {
		defaults.augmentation(usual, rotation, scaling, shift, bending);
	}
}
