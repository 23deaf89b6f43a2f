// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.util.List;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;

/**
 * What a training works with once the engine runs.
 *
 * @param torch the engine
 * @param precision number format of the network's inner maps
 * @param architecture shape of the network
 * @param preprocessing how volumes become its input while it is trained
 * @param run identity of the training
 * @param start weights to start from
 * @param store keeps volumes
 * @param progress told all, and asked whether to rest, to stop or to cancel
 * @param listener hears of all that happens
 */
public record TrainingSetup(Torch torch, Precision precision, Architecture architecture, Preprocessing preprocessing,
	TrainingRun run, InitialWeights start, PreparedVolumeStore store, Progress progress, TrainingListener listener)
{

	/** Gets the text that tells one part of this training from that of any other, see {@link TrainingRun#fingerprint}. */
	public String fingerprint(final String part) {
		return run.fingerprint(precision, part, List.of(architecture, preprocessing, start.fingerprint()));
	}

	/** Tells whether inner maps are in 16 bits. */
	public boolean isHalf() {
		return precision == Precision.BFLOAT16;
	}
}
