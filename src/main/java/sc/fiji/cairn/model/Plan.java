package sc.fiji.cairn.model;

import java.util.List;

import sc.fiji.cairn.cases.Fingerprint;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Directions;
import sc.fiji.cairn.volume.Turn;
import sc.fiji.cairn.volume.Volume;

/**
 * How to use the weights of a model: all that inference and further training need to know.
 *
 * @param architecture shape of the network
 * @param preparation how volumes become input
 * @param classes what the network tells apart, background first; empty for a pretrained model without a last layer
 * @param provenance how the model came to be
 * @param fingerprint what the volumes it was trained on are like; null if that was not recorded
 * @param directions where the axes of volumes lead, as the network sees them; null if that was not known
 * @param mirroring axes along which images were mirrored at random in training; given as null, none
 */
public record Plan(Architecture architecture, Preparation preparation, List<SegmentationClass> classes,
	Provenance provenance, Fingerprint fingerprint, Directions directions, List<Axis> mirroring)
{

	/** Does without a record of what the volumes are like. */
	public Plan(final Architecture architecture, final Preparation preparation, final List<SegmentationClass> classes,
		final Provenance provenance)
	{
		this(architecture, preparation, classes, provenance, null, null, List.of());
	}

	public Plan {
		classes = List.copyOf(classes);
		mirroring = mirroring == null ? List.of() : List.copyOf(mirroring);
	}

	/** Finds how a volume is to be turned to lie as the network sees volumes; not at all where directions are not known. */
	public Turn turn(final Volume volume) {
		return directions == null ? Turn.NONE : Directions.of(volume).to(directions);
	}

	/** Returns true if the model can segment, false if it has only been pretrained. */
	public boolean segments() {
		return !classes.isEmpty();
	}
}
