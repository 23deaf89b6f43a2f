package sc.fiji.cairn.pretrain;

import java.nio.file.Path;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.RunOptions;

/**
 * The parameters of a pretraining.
 *
 * @param images folders of volumes, joined by {@code ;}
 * @param include pattern of file names; empty for all
 * @param method name of the {@link PretrainMethod}
 * @param domains what the folders hold, one item {@code group:task} each, joined by {@code ;}, for methods that learn from
 *          several domains; empty if each folder is a group of its own
 * @param contrast what the method compares
 * @param supervision labelled cases, for methods that need some
 * @param pretrained model to go on from; an empty path for random weights
 * @param network shape of the network; the pretrained model decides if there is one
 * @param run how to train
 */
public record PretrainOptions(String images, String include, String method, String domains, ContrastOptions contrast,
	SupervisionOptions supervision, Path pretrained, NetworkOptions network, RunOptions run)
{

	public PretrainOptions {
		if (run.batch() < 2) throw new CairnException("The parameter batch must be at least 2, not " + run.batch() +
			": one image cannot be compared.");
	}
}
