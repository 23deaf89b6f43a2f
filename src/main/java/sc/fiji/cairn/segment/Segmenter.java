package sc.fiji.cairn.segment;

import ai.djl.engine.EngineException;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Volume;

/**
 * Segments volumes with a model, one after the other.
 *
 * <pre>
 * try (Segmenter segmenter = new Segmenter(Segmenter.read(path), "auto", progress)) {
 * 	Volume labels = segmenter.segment(image, false).labels();
 * }
 * </pre>
 */
public final class Segmenter implements AutoCloseable {

	/** The largest value that label images of 8 bits can hold. */
	private static final int MOST_8_BIT = 255;

	private final Plan plan;
	private final Progress progress;
	private final Torch torch;
	private final SlicePredictor predictor;

	/**
	 * Loads a model onto a device.
	 *
	 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
	 * @throws CairnException if the model cannot segment, or there is no such device
	 */
	public Segmenter(final ModelFile model, final String device, final Progress progress) {
		plan = model.plan();
		this.progress = progress;
		requireSegmenting(model, "");
		torch = Torch.open(device);
		try {
			predictor = load(model);
		}
		catch (final RuntimeException | Error e) {
			torch.close();
			if (e instanceof EngineException failure) throw EngineFailure.explain(failure, "loading the model",
				"use device=cpu, or close other programs");
			throw e;
		}
		progress.log("Segmenting with " + torch.description() + ".");
	}

	/**
	 * Reads a model that can segment.
	 *
	 * @throws CairnException if the file is no model, or has been pretrained only
	 */
	public static ModelFile read(final Path file) {
		final ModelFile model = ModelFile.read(file);
		requireSegmenting(model, " " + file);
		return model;
	}

	private static void requireSegmenting(final ModelFile model, final String name) {
		if (!model.plan().segments()) throw new CairnException("The model" + name +
			" has been pretrained only and cannot segment yet; run Cairn Fine-tune with it first.");
	}

	private SlicePredictor load(final ModelFile model) {
		final UNet network = new UNet(plan.architecture(), torch.scope(), 0, false);
		final SegmentationHead head = new SegmentationHead(plan.architecture(), plan.classes().size(), torch.scope(), 0);
		network.encoder().load(model.weights());
		network.decoder().load(model.weights());
		head.weights().load(model.weights());
		return new SlicePredictor(network, head, plan.preparation(), plan.classes().size());
	}

	/**
	 * Segments a volume.
	 *
	 * @param probabilities whether to give the probabilities of the classes, too
	 * @throws CairnException if the volume has several channels or time points, no contrast, or too many voxels
	 */
	public Segmentation segment(final Volume image, final boolean probabilities) {
		final SliceStack stack = CaseLoader.stack(image, image.name());
		plan.preparation().requireFit(stack);
		final double step = plan.preparation().step(stack.spacingX());
		if (step != 1) progress.log(String.format(Locale.ROOT,
			"%s has pixels of %.3g mm, the model was trained on %.3g mm; slices are resampled on the way.", image.name(), stack
				.spacingX(), plan.preparation().spacing()));
		final int area = stack.width() * stack.height();
		final int classes = plan.classes().size();
		// Its voxels have been in one array before.
		final short[] labels = new short[area * stack.depth()];
		final float[] shares = probabilities ? new float[shares(labels.length, classes, image)] : null;
		progress.stage("Segmenting " + image.name(), stack.depth());
		predictor.predict(stack, torch.scope(), progress, true, (slice, scores) -> {
			for (int i = 0; i < area; i++) {
				final int best = SlicePredictor.best(scores, i, area, classes);
				labels[slice * area + i] = (short) plan.classes().get(best).value();
				if (shares != null) softmax(scores, i, area, classes, shares, slice * area + i, labels.length);
			}
		});
		final long[] size = { stack.width(), stack.height(), stack.depth() };
		final Volume result = new Volume(image.name(), List.of(Axis.X, Axis.Y, Axis.Z), grid(labels, size), image
			.geometry(), image.header());
		return new Segmentation(result, largest(), Optional.ofNullable(shares).map(values -> new Volume(image.name(), List.of(Axis.X,
			Axis.Y, Axis.Z, Axis.CHANNEL), ArrayImgs.floats(values, size[0], size[1], size[2], classes), image.geometry(),
			image.header())));
	}

	/** Counts the probabilities of all voxels, which are kept in one array. */
	static int shares(final long voxels, final int classes, final Volume image) {
		final long count = voxels * classes;
		if (count > Integer.MAX_VALUE - 8) throw new CairnException("The probabilities of " + image.name() + " would be " +
			count + " numbers, more than Cairn can hold; do without probabilities, or crop the image.");
		return (int) count;
	}

	private static void softmax(final float[] scores, final int pixel, final int area, final int classes,
		final float[] out, final int voxel, final int voxels)
	{
		final float highest = scores[SlicePredictor.best(scores, pixel, area, classes) * area + pixel];
		double sum = 0;
		for (int c = 0; c < classes; c++)
			sum += Math.exp(scores[c * area + pixel] - highest);
		for (int c = 0; c < classes; c++)
			out[c * voxels + voxel] = (float) (Math.exp(scores[c * area + pixel] - highest) / sum);
	}

	private int largest() {
		return plan.classes().stream().mapToInt(SegmentationClass::value).max().orElse(0);
	}

	private Img<? extends RealType<?>> grid(final short[] labels, final long[] size) {
		if (largest() > MOST_8_BIT) return ArrayImgs.unsignedShorts(labels, size);
		final byte[] bytes = new byte[labels.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) labels[i];
		return ArrayImgs.unsignedBytes(bytes, size);
	}

	@Override
	public void close() {
		torch.close();
	}
}
