// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.loss.Losses;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.network.Weights;
import sc.fiji.cairn.sampling.Seeds;
import sc.fiji.cairn.torch.BufferPool;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;

/** Learns to find the bright pixels of noise, with a tiny network. */
final class Toy implements Learner<ImageBatch<ByteBuffer>> {

	private static final int BATCH = 2;
	private static final int SIZE = 8;

	enum Fault {
		NONE, NAN_AT_9, SAMPLER
	}

	private final Scope scope;
	private final Fault fault;
	private final UNet network;
	private final SegmentationHead head;
	private final Losses losses;
	private final BufferPool pool = new BufferPool(DataType.FLOAT32, BATCH * SIZE * SIZE);

	Toy(final Scope scope, final Fault fault) {
		this.scope = scope;
		this.fault = fault;
		final Architecture architecture = new Architecture(2, 1, 4, 2);
		network = new UNet(architecture, scope, 3, false);
		head = new SegmentationHead(architecture, 2, scope, 3);
		losses = new Losses(scope);
	}

	@Override
	public List<Weights> trained() {
		return List.of(network.encoder(), network.decoder(), head.weights());
	}

	@Override
	public ImageBatch<ByteBuffer> compose(final long step) {
		if (fault == Fault.SAMPLER && step == 4) throw new CairnException("The image is gone.");
		final SplittableRandom random = Seeds.random(1, step, 0);
		final ByteBuffer images = pool.take();
		final ByteBuffer labels = Scope.buffer(DataType.UINT8, BATCH * SIZE * SIZE);
		for (int i = 0; i < BATCH * SIZE * SIZE; i++) {
			final float value = random.nextFloat();
			images.putFloat(fault == Fault.NAN_AT_9 && step == 8 ? Float.NaN : value);
			labels.put((byte) (value > 0.7 ? 1 : 0));
		}
		return new ImageBatch<>(pool, images, BATCH, new long[] { SIZE, SIZE }, labels);
	}

	@Override
	public NDArray loss(final ImageBatch<ByteBuffer> batch, final Scope step) {
		return losses.segmentation(step, network.logits(step, batch.images(step), head, true), step.array(batch.extra(),
			DataType.UINT8, BATCH, SIZE, SIZE), 255);
	}

	Map<String, HostArray> weights() {
		final Map<String, HostArray> weights = new LinkedHashMap<>();
		trained().forEach(part -> weights.putAll(part.export()));
		return weights;
	}

	/** Counts the arrays that the scope of the training and the scopes inside it own. */
	int arrays() {
		return count(scope.manager());
	}

	private static int count(final ai.djl.ndarray.NDManager manager) {
		int count = 0;
		for (final NDArray array : manager.getManagedArrays())
			count += array == null ? 0 : 1;
		return count;
	}
}
