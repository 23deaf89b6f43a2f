// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.sampling.Preprocessing.Normalisation;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Scope;
import sc.fiji.cairn.torch.Torch;

/** What the tests of exports share: small models of all designs, and programs that run exports without the suite. */
final class Exports {

	private Exports() {}

	/** Small networks of all designs for slices and volumes, with one or two channels. */
	static Stream<Architecture> architectures() {
		return Arrays.stream(Design.values()).flatMap(design -> Stream.of(2, 3).map(dimensions -> design.architecture(dimensions,
			design == Design.ZENG ? 2 : 1, 4, 3)));
	}

	static ModelFile model(final Architecture architecture, final long seed) {
		final Preprocessing preprocessing = architecture.dimensions() == 2 ? new Preprocessing(24, 0.5) : new Preprocessing(16, 0.5,
			Normalisation.PERCENTILES_1_99, 8, 1.5);
		return TinyModels.segmenting(architecture, preprocessing, seed, 0, 1, 4);
	}

	static HostArray noise(final long... shape) {
		final float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		final Random random = new Random(values.length);
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.max(0, random.nextGaussian() * 0.3 + 0.4);
		return new HostArray(shape, values);
	}

	/** An input of a network: two images, neither square nor cubic. */
	static HostArray input(final Architecture architecture) {
		return architecture.dimensions() == 2 ? noise(2, architecture.channels(), 24, 16) : noise(2, architecture.channels(), 8,
			16, 12);
	}

	/** Computes probabilities as the suite does. */
	static HostArray expected(final ModelFile model, final HostArray input) {
		try (Torch torch = Torch.open("cpu"); Scope step = torch.scope().open()) {
			final Architecture architecture = model.plan().architecture();
			final UNet network = new UNet(architecture, torch.scope(), 0, false);
			final SegmentationHead head = new SegmentationHead(architecture, model.plan().classes().size(), torch.scope(), 0);
			network.encoder().load(model.weights());
			network.decoder().load(model.weights());
			head.weights().load(model.weights());
			return HostArray.of(network.logits(step, step.array(input.values(), input.shape()), head, false).softmax(1));
		}
	}

	/** Runs a module as programs do that know nothing of the suite: by DJL's public interface. */
	static HostArray run(final Path file, final HostArray input) throws IOException {
		final Criteria<NDList, NDList> criteria = Criteria.builder().setTypes(NDList.class, NDList.class).optModelPath(file)
			.optEngine("PyTorch").optDevice(Device.cpu()).optTranslator(new NoopTranslator()).build();
		try (ZooModel<NDList, NDList> module = criteria.loadModel(); Predictor<NDList, NDList> predictor = module.newPredictor();
				NDManager manager = NDManager.newBaseManager(Device.cpu()))
		{
			final NDArray x = manager.create(input.values(), new Shape(input.shape()));
			return HostArray.of(predictor.predict(new NDList(x)).get(0));
		}
		catch (final ModelNotFoundException | MalformedModelException | TranslateException e) {
			throw new AssertionError(e);
		}
	}

	/** Averages arrays of one shape, in order. */
	static HostArray mean(final List<HostArray> arrays) {
		final float[] sum = arrays.get(0).values().clone();
		for (final HostArray array : arrays.subList(1, arrays.size()))
			for (int i = 0; i < sum.length; i++)
				sum[i] += array.values()[i];
		for (int i = 0; i < sum.length; i++)
			sum[i] /= arrays.size();
		return new HostArray(arrays.get(0).shape(), sum);
	}

	/** Mirrors along the last axis, or the last but one. */
	static HostArray flipped(final HostArray array, final boolean x, final boolean y) {
		final int width = (int) array.shape()[array.shape().length - 1];
		final int height = (int) array.shape()[array.shape().length - 2];
		final float[] values = new float[array.values().length];
		for (int i = 0; i < values.length; i++) {
			final int column = i % width;
			final int row = i / width % height;
			values[i] = array.values()[i + (x ? width - 1 - 2 * column : 0) + (y ? (height - 1 - 2 * row) * width : 0)];
		}
		return new HostArray(array.shape(), values);
	}
}
