package sc.fiji.cairn.model;

import java.util.List;

import sc.fiji.cairn.cases.Fingerprint;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.network.Architecture;

/**
 * How to use the weights of a model: all that inference and further training need to know.
 *
 * @param architecture shape of the network
 * @param preparation how volumes become input
 * @param classes what the network tells apart, background first; empty for a pretrained model without a last layer
 * @param provenance how the model came to be
 * @param fingerprint what the volumes it was trained on are like; null if that was not recorded
 */
public record Plan(Architecture architecture, Preparation preparation, List<SegmentationClass> classes,
	Provenance provenance, Fingerprint fingerprint)
{

	/** Does without a record of what the volumes are like. */
	public Plan(final Architecture architecture, final Preparation preparation, final List<SegmentationClass> classes,
		final Provenance provenance)
	{
		this(architecture, preparation, classes, provenance, null);
	}

	public Plan {
		classes = List.copyOf(classes);
	}

	/** Returns true if the model can segment, false if it has only been pretrained. */
	public boolean segments() {
		return !classes.isEmpty();
	}
}
