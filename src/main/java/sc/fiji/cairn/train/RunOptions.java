package sc.fiji.cairn.train;

import java.nio.file.Path;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.torch.Precision;

/**
 * The parameters that every training has.
 *
 * @param iterations number of training steps
 * @param batch number of images in a batch; methods that compose theirs in groups round it
 * @param rate largest learning rate
 * @param seed seed of all random choices
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
 * @param precision number format of the network's inner maps
 * @param model file to write
 * @param resume whether to go on with an interrupted run of the same parameters
 */
public record RunOptions(int iterations, int batch, double rate, long seed, String device, Precision precision,
	Path model, boolean resume)
{

	public RunOptions {
		if (iterations < 1) throw new CairnException("The parameter iterations must be at least 1, not " + iterations +
			".");
		if (batch < 1) throw new CairnException("The parameter batch must be at least 1, not " + batch + ".");
		if (!(rate > 0) || rate > 1) throw new CairnException("The parameter rate must be above 0 and at most 1, not " +
			rate + "; 0.001 is usual.");
		if (model.toString().isBlank()) throw new CairnException(
			"The parameter model is empty; name the file that the model is to be written to.");
	}
}
