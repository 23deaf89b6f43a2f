// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.ScriptModule;

/**
 * A U-Net (Ronneberger et al. 2015) on the device: its weights, and the passes through it.
 * <p>
 * Inputs have the shape (N, C, Y, X), or (N, C, Z, Y, X) in 3D, with sizes that are multiples of
 * {@link Architecture#multiple(int)}.
 * </p>
 */
public final class UNet {

	private final Architecture architecture;
	private final boolean lowPrecision;
	private final ScriptModule text;
	private final List<double[]> table;
	private final Weights encoder;
	private final Weights decoder;

	/** Number of arrays of the first decoder blocks, for each number of blocks. */
	private final int[] arrays;

	/**
	 * Makes a network with random weights.
	 *
	 * @param scope owner of the weights
	 * @param seed seed of the weights
	 * @param lowPrecision whether inner maps use 16 bits
	 */
	public UNet(final Architecture architecture, final Scope scope, final long seed, final boolean lowPrecision) {
		this.architecture = architecture;
		this.lowPrecision = lowPrecision;
		text = ScriptModule.load(scope, UNet.class, "unet.torchscript");
		table = architecture.table();
		encoder = new Weights(scope, seed);
		decoder = new Weights(scope, seed);
		architecture.encoder().forEach(encoder::add);
		architecture.decoder().forEach(decoder::add);
		arrays = IntStream.range(0, architecture.levels()).map(blocks -> architecture.decoder(blocks).size()).toArray();
	}

	private UNet(final UNet other, final Weights encoder, final Weights decoder) {
		architecture = other.architecture;
		lowPrecision = other.lowPrecision;
		text = other.text;
		table = other.table;
		arrays = other.arrays;
		this.encoder = encoder;
		this.decoder = decoder;
	}

	/** Gets the same network with other weights, of the same names and shapes. */
	public UNet with(final Weights otherEncoder, final Weights otherDecoder) {
		return new UNet(this, otherEncoder, otherDecoder);
	}

	/** Gets the shape of the network. */
	public Architecture architecture() {
		return architecture;
	}

	/** Gets the weights of the encoder, bottleneck included. */
	public Weights encoder() {
		return encoder;
	}

	/** Gets the weights of the decoder. */
	public Weights decoder() {
		return decoder;
	}

	/** Gets the weights of the first decoder blocks, coarsest first; they are those of {@link #decoder}, not copies. */
	public Weights decoder(final int blocks) {
		return decoder.first(arrays[blocks]);
	}

	/**
	 * Runs the network up to some decoder block, for training.
	 *
	 * @param blocks number of decoder blocks to run, coarsest first
	 * @return the bottleneck map, then the map of each block, in 32 bits
	 */
	public NDList features(final Scope step, final NDArray x, final int blocks) {
		return text.method("features", step).with(x).with(weights(blocks)).withTable(rows(blocks)).with(true).with(lowPrecision)
			.training();
	}

	/**
	 * Runs the encoder, not for training.
	 *
	 * @return the bottleneck map, in 32 bits
	 */
	public NDArray encoding(final Scope step, final NDArray x) {
		return text.method("features", step).with(x).with(weights(0)).withTable(rows(0)).with(false).with(lowPrecision)
			.inference().get(0);
	}

	/**
	 * Runs the network up to some decoder block, for training the decoder alone: the encoder normalises by the statistics
	 * of the batch, but neither its weights nor its running statistics change.
	 *
	 * @param blocks number of decoder blocks to run, coarsest first, at least 1
	 * @return the map of the last block, in 32 bits
	 */
	public NDArray decoderMap(final Scope step, final NDArray x, final int blocks) {
		return text.method("decoder_map", step).with(x).with(weights(blocks)).withTable(rows(blocks)).with(lowPrecision)
			.training().get(0);
	}

	/**
	 * Runs the whole network.
	 *
	 * @param training true to keep what gradients need and to normalise by the statistics of the batch
	 * @return class scores (N, classes, Y, X) in 32 bits
	 */
	public NDArray logits(final Scope step, final NDArray x, final SegmentationHead head, final boolean training) {
		final ScriptModule.Call call = text.method("logits", step).with(x).with(weights(architecture.levels() - 1)).with(head
			.weights().all()).withTable(table).with(training).with(lowPrecision);
		return (training ? call.training() : call.inference()).get(0);
	}

	/**
	 * Runs the whole network for training, with features of the encoder weakened or dropped.
	 *
	 * @param kept what the maps of each level are multiplied by, finest first: (N, C, 1, 1), or (N, C, 1, 1, 1)
	 * @return class scores, as {@link #logits}
	 */
	public NDArray perturbed(final Scope step, final NDArray x, final SegmentationHead head, final List<NDArray> kept) {
		return text.method("perturbed", step).with(x).with(weights(architecture.levels() - 1)).with(head.weights().all()).with(kept)
			.withTable(table).with(lowPrecision).training().get(0);
	}

	/** What the text is told about the encoder and the first decoder blocks. */
	private List<double[]> rows(final int blocks) {
		return table.subList(0, architecture.levels() + blocks);
	}

	/** The weights of the encoder and the first decoder blocks. */
	private List<NDArray> weights(final int blocks) {
		return Stream.concat(encoder.all().stream(), decoder.all().subList(0, arrays[blocks]).stream())
			.toList();
	}
}
