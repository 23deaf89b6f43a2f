package sc.fiji.cairn.finetune;

import java.nio.file.Path;
import java.util.List;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.torch.Precision;

/**
 * The parameters of a fine-tuning.
 *
 * @param images folder of volumes
 * @param labels folder of label images with the same base names
 * @param cases base names of the cases to train on; empty for all
 * @param pretrained model to start from; an empty path for none
 * @param validation base names of the cases to watch the training with, or a share of all cases between 0 and 1; these
 *          are not trained on
 * @param names what to call the classes, in the order of their values; may be empty
 * @param ignore value of voxels about which nothing is known; negative for none
 * @param width channels of the network at its finest level; the pretrained model decides if there is one
 * @param levels resolution levels of the network; the pretrained model decides if there is one
 * @param size side of the square window onto a slice; 0 for the smallest that holds every slice; the pretrained model
 *          decides if there is one
 * @param iterations number of training steps
 * @param batch number of slices in a batch
 * @param rate largest learning rate
 * @param augmentation random changes of place
 * @param seed seed of all random choices
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps
 * @param model file to write
 * @param resume whether to go on with an interrupted run of the same parameters
 */
public record FineTuneOptions(String images, String labels, List<String> cases, Path pretrained,
	List<String> validation, List<String> names, int ignore, int width, int levels, int size, int iterations, int batch,
	double rate, SpatialAugmentation augmentation, long seed, String device, Precision precision, Path model,
	boolean resume)
{

	public FineTuneOptions {
		cases = List.copyOf(cases);
		validation = List.copyOf(validation);
		names = List.copyOf(names);
		if (batch < 1) throw new CairnException("The parameter batch must be at least 1, not " + batch + ".");
		if (model.toString().isBlank()) throw new CairnException(
			"The parameter model is empty; name the file that the model is to be written to.");
	}

	/** Returns true if training starts from a model. */
	boolean startsFromModel() {
		return !pretrained.toString().isBlank();
	}
}
