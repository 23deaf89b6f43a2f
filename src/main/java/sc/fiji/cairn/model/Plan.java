// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.model;

import java.util.List;

import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Volume;

/**
 * How to use the weights of a model: all that inference and further training need to know.
 *
 * @param architecture shape of the network
 * @param preprocessing how volumes become input
 * @param classes what the network tells apart, background first; empty for a pretrained model without a last layer
 * @param provenance how the model came to be
 * @param fingerprint what the volumes it was trained on are like; null if that was not recorded
 * @param directions where the axes of volumes lead, as the network sees them; null if that was not known
 * @param mirroring axes along which images were mirrored at random in training
 */
public record Plan(Architecture architecture, Preprocessing preprocessing, List<SegmentationClass> classes,
	Provenance provenance, Fingerprint fingerprint, AxisCodes directions, List<Axis> mirroring)
{

	/** Does without a record of what the volumes are like. */
	public Plan(final Architecture architecture, final Preprocessing preprocessing, final List<SegmentationClass> classes,
		final Provenance provenance)
	{
		this(architecture, preprocessing, classes, provenance, null, null, List.of());
	}

	public Plan {
		classes = List.copyOf(classes);
		mirroring = List.copyOf(mirroring);
	}

	/** Finds how a volume is to be turned to lie as the network sees volumes; not at all where directions are not known. */
	public Reorientation turn(final Volume volume) {
		return directions == null ? Reorientation.NONE : AxisCodes.of(volume).to(directions);
	}

	/** Returns true if the model can segment, false if it has only been pretrained. */
	public boolean segments() {
		return !classes.isEmpty();
	}
}
