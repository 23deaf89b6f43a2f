package sc.fiji.cairn.finetune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.segment.SlicePredictor;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;

/** A network that learns to segment, with its last layer. */
final class Trainee {

	private final UNet network;
	private final SegmentationHead head;

	/**
	 * Makes a network with random weights.
	 *
	 * @param classes number of classes, background included
	 * @param low whether inner maps use 16 bits
	 */
	Trainee(final Architecture architecture, final int classes, final Scope scope, final long seed, final boolean low) {
		network = new UNet(architecture, scope, seed, low);
		head = new SegmentationHead(architecture, classes, scope, seed);
	}

	/** Takes over all arrays that a pretrained model has, but for the last layer; returns their number. */
	int transfer(final ModelFile parent) {
		return network.encoder().load(parent.weights()) + network.decoder().load(parent.weights());
	}

	/** Returns the number of arrays without the last layer. */
	int size() {
		return network.encoder().names().size() + network.decoder().names().size();
	}

	UNet network() {
		return network;
	}

	SegmentationHead head() {
		return head;
	}


	/** Copies all arrays to the Java side. */
	Map<String, HostArray> weights() {
		final Map<String, HostArray> weights = new LinkedHashMap<>();
		Stream.of(network.encoder(), network.decoder(), head.weights()).forEach(part -> weights.putAll(part.export()));
		return weights;
	}

	/** Predicts with the weights as they are. */
	SlicePredictor predictor(final Preparation preparation, final int classes) {
		return new SlicePredictor(network, head, preparation, classes);
	}
}
