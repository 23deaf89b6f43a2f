package sc.fiji.cairn.model;

import java.util.List;

import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.network.Architecture;

/**
 * How to use the weights of a model: all that inference and further training need to know.
 *
 * @param architecture shape of the network
 * @param preparation how volumes become input
 * @param classes what the network tells apart, background first; empty for a pretrained model without a last layer
 * @param provenance how the model came to be
 */
public record Plan(Architecture architecture, Preparation preparation, List<SegmentationClass> classes,
	Provenance provenance)
{

	public Plan {
		classes = List.copyOf(classes);
	}

	/** Returns true if the model can segment, false if it has only been pretrained. */
	public boolean segments() {
		return !classes.isEmpty();
	}
}
