// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.List;

import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Scope;

/**
 * What a {@link PretrainMethod} has to work with.
 *
 * @param network the network to pretrain
 * @param stacks the volumes, read and normalised
 * @param labelled the labelled ones among them, with the class of each pixel; empty unless the method needs labels
 * @param domains number of the folder that each volume comes from, from 0
 * @param preprocessing how slices, or parts of volumes, become input
 * @param options the user's parameters
 * @param scope owner of heads and losses; lives as long as the training
 */
public record PretrainContext(UNet network, List<PreparedVolume> stacks, List<PreparedVolume> labelled, List<Integer> domains,
	Preprocessing preprocessing, PretrainOptions options, Scope scope)
{

	/** Gets the same with the options of a stage, counted from 0. */
	public PretrainContext stage(final int number) {
		return new PretrainContext(network, stacks, labelled, domains, preprocessing, options.stage(number), scope);
	}

	/** Gets the values of a class of the method's own {@linkplain PretrainMethod#parameters parameters}. */
	public <P> P own(final Class<P> type) {
		return options.own().as(type);
	}

	/** Finds where the centre of the window can lie in each volume. */
	List<Centres> centres() {
		return stacks.stream().map(stack -> Centres.of(stack, preprocessing)).toList();
	}
}
