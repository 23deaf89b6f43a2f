// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.torch.HostArray;

/** The same U-Net, put together from DJL's blocks: slower, but written by other people. */
final class BlockUNet {

	private final Architecture architecture;
	private final List<Block> units = new ArrayList<>();
	private final Block head;

	BlockUNet(final Architecture architecture, final int classes) {
		this.architecture = architecture;
		for (int i = 0; i < architecture.levels(); i++)
			units.add(unit(architecture.width(i)));
		for (int i = architecture.levels() - 2; i >= 0; i--)
			units.add(unit(architecture.width(i)));
		head = Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(classes).build();
	}

	private static Block unit(final int width) {
		final SequentialBlock unit = new SequentialBlock();
		for (int i = 0; i < 2; i++) {
			unit.add(Conv2d.builder().setKernelShape(new Shape(3, 3)).optPadding(new Shape(1, 1)).optBias(false).setFilters(
				width).build());
			unit.add(BatchNorm.builder().optMomentum(0.9f).optEpsilon(1e-5f).build());
			unit.add(Activation.leakyReluBlock(0.01f));
		}
		return unit;
	}

	/** Makes the parameters and gives them the weights of the network under test. */
	void initialise(final NDManager manager, final Map<String, HostArray> weights) {
		for (int i = 0; i < units.size(); i++) {
			final int levels = architecture.levels();
			final int in = i == 0 ? architecture.channels() : i < levels ? architecture.width(i - 1) : architecture.width(2 *
				levels - 1 - i) + architecture.width(2 * levels - 2 - i);
			units.get(i).initialize(manager, DataType.FLOAT32, new Shape(1, in, 8, 8));
			final String name = i < levels ? "encoder." + i : "decoder." + (i - levels);
			for (int k = 0; k < 2; k++) {
				final Block convolution = units.get(i).getChildren().valueAt(3 * k);
				final Block norm = units.get(i).getChildren().valueAt(3 * k + 1);
				set(convolution, "weight", weights.get(name + ".conv" + k + ".kernel"));
				set(norm, "gamma", weights.get(name + ".conv" + k + ".scale"));
				set(norm, "beta", weights.get(name + ".conv" + k + ".shift"));
				set(norm, "runningMean", weights.get(name + ".conv" + k + ".mean"));
				set(norm, "runningVar", weights.get(name + ".conv" + k + ".variance"));
			}
		}
		head.initialize(manager, DataType.FLOAT32, new Shape(1, architecture.width(0), 8, 8));
		set(head, "weight", weights.get("head.kernel"));
		set(head, "bias", weights.get("head.bias"));
	}

	private static void set(final Block block, final String parameter, final HostArray values) {
		block.getDirectParameters().get(parameter).getArray().set(values.values());
	}

	/** Gets the kernel of a convolution by its name in the network under test. */
	NDArray kernel(final String name) {
		final String[] parts = name.split("\\.");
		final int unit = Integer.parseInt(parts[1]) + (parts[0].equals("decoder") ? architecture.levels() : 0);
		return units.get(unit).getChildren().valueAt(3 * (parts[2].charAt(4) - '0')).getDirectParameters().get("weight")
			.getArray();
	}

	NDArray forward(final NDArray x, final boolean training) {
		final ParameterStore store = new ParameterStore(x.getManager(), false);
		final int levels = architecture.levels();
		final List<NDArray> maps = new ArrayList<>();
		NDArray y = x;
		for (int i = 0; i < levels; i++) {
			if (i > 0) y = Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)).forward(store, new NDList(y), training)
				.singletonOrThrow();
			y = units.get(i).forward(store, new NDList(y), training).singletonOrThrow();
			maps.add(y);
		}
		for (int i = levels - 2; i >= 0; i--) {
			final NDArray upsampled = y.repeat(2, 2).repeat(3, 2);
			y = units.get(2 * levels - 2 - i).forward(store, new NDList(upsampled.concat(maps.get(i), 1)), training)
				.singletonOrThrow();
		}
		return head.forward(store, new NDList(y), training).singletonOrThrow();
	}
}
