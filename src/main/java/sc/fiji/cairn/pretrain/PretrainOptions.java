package sc.fiji.cairn.pretrain;

import java.nio.file.Path;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.torch.Precision;

/**
 * The parameters of a pretraining.
 *
 * @param images folders of volumes, joined by {@code ;}
 * @param include pattern of file names; empty for all
 * @param method name of the {@link PretrainMethod}
 * @param strategy which slices count as alike, for methods that offer a choice
 * @param partitions number of parts that a stack is cut into, for methods that use them
 * @param threshold largest difference of positions of slices that count as alike, as a share of the stack, for methods
 *          that use it
 * @param blocks number of decoder blocks to train, coarsest first, for methods that train some
 * @param regions number of regions of a slice that local contrast compares, 9 or 13
 * @param temperature divisor of the similarities in the loss
 * @param width channels of the network at its finest level
 * @param levels resolution levels of the network
 * @param size side of the square window onto a slice, in pixels; 0 for the smallest that holds every slice
 * @param iterations number of training steps
 * @param batch about how many images a batch holds; methods round it to what they need
 * @param rate largest learning rate
 * @param seed seed of all random choices
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps
 * @param model file to write
 * @param resume whether to go on with an interrupted run of the same parameters
 */
public record PretrainOptions(String images, String include, String method, Strategy strategy, int partitions,
	double threshold, int blocks, int regions, double temperature, int width, int levels, int size, int iterations, int batch, double rate, long seed, String device,
	Precision precision, Path model, boolean resume)
{

	public PretrainOptions {
		if (!(temperature > 0)) throw new CairnException("The parameter temperature must be above 0, not " + temperature +
			"; 0.1 is usual.");
		if (!(threshold >= 0)) throw new CairnException("The parameter threshold must not be negative; 0.1 is usual.");
		if (batch < 2) throw new CairnException("The parameter batch must be at least 2, not " + batch + ".");
		if (partitions < 1) throw new CairnException("The parameter partitions must be at least 1, not " + partitions +
			".");
		if (model.toString().isBlank()) throw new CairnException(
			"The parameter model is empty; name the file that the model is to be written to.");
	}
}
