// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.segment;

import ai.djl.engine.EngineException;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.bioimageio.ModelPackage;
import sc.fiji.cairn.bioimageio.PackageNetwork;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.PrecisionProbe;
import sc.fiji.cairn.network.SegmentationHead;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.IntensityMap;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.torch.EngineFailure;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.AxisCodes;
import sc.fiji.cairn.volume.Reorientation;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VoxelType;

/**
 * Segments volumes with a model, one after the other.
 *
 * <pre>
 * try (Segmenter segmenter = new Segmenter(Segmenter.read(path), "auto", progress)) {
 * 	segmenter.segment(image, false).save(io, file);
 * }
 * </pre>
 * <p>
 * Label images of more than 512 MB, or a quarter of the Java heap, are not held: see {@link Segmentation#isStreamed}.
 * </p>
 */
public final class Segmenter implements AutoCloseable {

	/** Label images of more bytes than this are predicted while they are written. */
	private static final long MOST_BYTES = 1L << 29;

	/** This part of the bytes of such an image is held once it has been predicted, for who asks again. */
	private static final int KEPT_SHARE = 4;

	/** So are those that take more than this part of the Java heap. */
	private static final int HEAP_SHARE = 4;

	private final List<Plan> plans;
	private final List<SegmentationClass> classes;

	/** Where the axes of images lead; null if that does not matter. */
	private final AxisCodes directions;

	private final Progress progress;
	private final Torch torch;
	private final BlockPredictor predictor;

	/** A package and its network, instead of plans and predictor; or null. */
	private final ModelPackage foreign;
	private final PackageNetwork network;
	private final long mostBytes;

	/**
	 * Loads a model onto a device, to compute with 32 bits.
	 *
	 * @param device {@code auto}, {@code cpu}, {@code gpu0}, ...
	 * @throws CairnException if the model cannot segment, or there is no such device
	 */
	public Segmenter(final ModelFile model, final String device, final Progress progress) {
		this(model, device, false, progress);
	}

	/**
	 * As above.
	 *
	 * @param flips whether to average the probabilities over images mirrored along the axes that the model was trained to be
	 *          mirrored in
	 * @throws CairnException if there are none
	 */
	public Segmenter(final ModelFile model, final String device, final boolean flips, final Progress progress) {
		this(Ensemble.of(model), Computer.exact(device), flips, progress);
	}

	/** As above, by one model or several, or by a package, which has numbers of its own. */
	public Segmenter(final Ensemble ensemble, final Computer computer, final boolean flips, final Progress progress) {
		this(ensemble, computer, flips, progress, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE), 0);
	}

	/** As above, with bytes of label images that are held, and voxels that go through the network at once, 0 for as many as fit. */
	Segmenter(final ModelFile model, final String device, final boolean flips, final Progress progress,
		final long mostBytes, final long voxels)
	{
		this(Ensemble.of(model), Computer.exact(device), flips, progress, mostBytes, voxels);
	}

	private Segmenter(final Ensemble ensemble, final Computer computer, final boolean flips, final Progress progress,
		final long mostBytes, final long voxels)
	{
		plans = ensemble.models().stream().map(ModelFile::plan).toList();
		foreign = ensemble.foreign().orElse(null);
		classes = ensemble.classes();
		directions = foreign == null ? ensemble.turning().directions() : null;
		this.progress = progress;
		this.mostBytes = mostBytes;
		plans.forEach(one -> requireSegmenting(one, ""));
		if (foreign != null && flips) throw CairnException.of("flips",
			"Nothing tells along which axes the package was trained to be mirrored; set flips=false.");
		torch = Torch.open(computer.device(), progress);
		try {
			network = foreign == null ? null : new PackageNetwork(foreign, torch.scope());
			final Precision precision = PrecisionProbe.resolve(foreign == null ? computer.precision() : Precision.FLOAT32, torch);
			predictor = foreign != null ? null : BlockPredictor.mean(ensemble.models().stream().map(model -> load(model, precision, flips,
				voxels)).toList());
			progress.log("Segmenting " + (foreign != null ? "by the package " + foreign.file() + ", " : plans.size() == 1 ? ""
				: "by the mean probabilities of " + plans.size() + " models, ") + "with " + TrainingRun.device(torch, precision) + ".");
		}
		catch (final RuntimeException | Error e) {
			torch.close();
			if (e instanceof EngineException failure) throw EngineFailure.explain(failure, "loading the model",
				"use device=cpu, or close other programs");
			throw e;
		}
	}

	/**
	 * Reads a model that can segment.
	 *
	 * @throws CairnException if the file is no model, or has been pretrained only
	 */
	public static ModelFile read(final Path file) {
		require(file);
		return ModelFile.read(file);
	}

	/**
	 * Makes sure, without reading weights, that a model can segment.
	 *
	 * @throws CairnException if the file is no model, or has been pretrained only
	 */
	public static void require(final Path file) {
		requireSegmenting(ModelFile.describe(file).plan(), " " + file);
	}

	private static void requireSegmenting(final Plan plan, final String name) {
		if (!plan.segments()) throw new CairnException("The model" + name +
			" has been pretrained only and cannot segment yet; run Cairn Fine-tune with it first.");
	}

	private BlockPredictor load(final ModelFile model, final Precision precision, final boolean flips, final long voxels) {
		final Plan own = model.plan();
		final UNet network = new UNet(own.architecture(), torch.scope(), 0, precision == Precision.BFLOAT16);
		final SegmentationHead head = new SegmentationHead(own.architecture(), own.classes().size(), torch.scope(), 0);
		network.encoder().load(model.weights());
		network.decoder().load(model.weights());
		head.weights().load(model.weights());
		return new BlockPredictor(new NetworkPass(network, head, own.classes().size(), flips ? Mirroring.of(own
			.mirroring()) : Mirroring.NONE), own.preprocessing(), voxels);
	}

	/** As {@link #segment(Volume, boolean, PostprocessingOptions)}, with the labels as the network gives them. */
	public Segmentation segment(final Volume image, final boolean probabilities) {
		return segment(image, probabilities, PostprocessingOptions.NOTHING);
	}

	/**
	 * Segments a volume.
	 *
	 * @param probabilities whether to give the probabilities of the classes, too
	 * @param after what to do to the labels then
	 * @throws CairnException if the volume has several time points, other channels than the model, no contrast, or too many
	 *           voxels for what is asked for
	 */
	public Segmentation segment(final Volume image, final boolean probabilities, final PostprocessingOptions after) {
		return segment(image, probabilities, after, streams(image, after));
	}

	/** As above, told whether the labels are to be streamed. */
	Segmentation segment(final Volume image, final boolean probabilities, final PostprocessingOptions after,
		final boolean streamed)
	{
		final Reorientation turn = turn(image);
		if (turn.equals(Reorientation.NONE)) return segmentTurned(image, probabilities, after, streamed);
		if (streamed) throw new CairnException("The axes of the image " + image.name() + " lead elsewhere (" + AxisCodes.of(
			image) + ") than those of the images that the model was trained on (" + directions +
			"), and it is too large to be turned; save it with axes as those, or crop it.");
		progress.log("The axes of " + image.name() + " lead elsewhere (" + AxisCodes.of(image) +
			") than those of the images that the model was trained on (" + directions + "); it is turned on the way.");
		return segmentTurned(turn.of(image), probabilities, after, false).turned(turn.inverse(), image);
	}

	/**
	 * Gets the labels of a volume, each part of which is predicted when it is asked for first. They are those of
	 * {@link #segment}.
	 *
	 * @throws CairnException as {@link #segment}
	 */
	public LazyLabels labels(final Volume image) {
		final Reorientation turn = turn(image);
		final Segmentation result = segmentTurned(turn.equals(Reorientation.NONE) ? image : turn.of(image), false,
			PostprocessingOptions.NOTHING, true);
		return new LazyLabels((turn.equals(Reorientation.NONE) ? result : result.turned(turn.inverse(), image)).labels());
	}

	/**
	 * Plans the labels of a volume that is segmented block by block, perhaps by several processes.
	 *
	 * @param intensities of each channel, which they all have to be told
	 * @throws CairnException if the volume does not fit the model, or would have to be turned, or there are several models
	 */
	public BlockLabels blocks(final Volume image, final List<IntensityMap> intensities) {
		if (plans.size() != 1) throw CairnException.of("model", "Block by block one model segments, and " + (foreign != null
			? "no package" : "not " + plans.size()) + "; name one.");
		if (!turn(image).equals(Reorientation.NONE)) throw new CairnException("The axes of the image " + image.name() +
			" lead elsewhere (" + AxisCodes.of(image) + ") than those of the images that the model was trained on (" + directions +
			"), and it cannot be turned block by block; save it with axes as those.");
		final PreparedVolume source = PreparedVolume.of(image, intensities);
		plans.get(0).preprocessing().requireFit(source);
		return new BlockLabels(predictor.fixed(source, torch.scope(), progress), classes, VoxelType.holding(largest()));
	}

	/** Segments a volume that lies as the network sees volumes. */
	private Segmentation segmentTurned(final Volume image, final boolean probabilities, final PostprocessingOptions after,
		final boolean streamed)
	{
		final long voxels = image.size(Axis.X) * image.size(Axis.Y) * image.size(Axis.Z);
		if (!after.isNothing()) Postprocessing.requireRoom(image.name(), voxels);
		if (probabilities) requireRoom(image, voxels * classes.size(), streamed);
		final Prediction prediction = prediction(image);
		final ClassCounts counts = new ClassCounts(classes, image);
		final RandomAccessibleInterval<FloatType> shares = probabilities ? new PlanarImgFactory<>(new FloatType()).create(image
			.size(Axis.X), image.size(Axis.Y), image.size(Axis.Z), classes.size()) : null;
		final PredictedLabels<?> labels = PredictedLabels.of(image, prediction, classes, counts, shares, progress);
		if (streamed) return new Segmentation(volume(image, labels.lazy(mostBytes / KEPT_SHARE)), largest(), Optional.empty(), List
			.of(counts), true);
		final RandomAccessibleInterval<? extends RealType<?>> cleaned = new Postprocessing(after, counts, progress).clean(labels
			.whole());
		return new Segmentation(volume(image, cleaned), after.instances() ? counts.objects() : largest(), Optional.ofNullable(shares)
			.map(values -> volume(image, values)), List.of(counts), false);
	}

	private Prediction prediction(final Volume image) {
		if (foreign != null) return new PackagePrediction(foreign, network, image, torch.scope(), progress);
		final PreparedVolume source = PreparedVolume.of(image, image.name(), progress);
		plans.forEach(one -> one.preprocessing().requireFit(source));
		plans.stream().map(Plan::preprocessing).distinct().forEach(preprocessing -> logResampling(source, preprocessing));
		return predictor.plan(source, torch.scope(), progress);
	}

	/** Finds how a volume is to be turned to lie as the network sees volumes. */
	private Reorientation turn(final Volume image) {
		return directions == null ? Reorientation.NONE : AxisCodes.of(image).to(directions);
	}

	/** Tells whether the labels of a volume will be {@linkplain Segmentation#isStreamed streamed}. */
	public boolean streams(final Volume image, final PostprocessingOptions after) {
		final long voxels = image.size(Axis.X) * image.size(Axis.Y) * image.size(Axis.Z) * image.size(Axis.TIME);
		return after.isNothing() && voxels * VoxelType.holding(largest()).bytes() > mostBytes;
	}

	private void logResampling(final PreparedVolume source, final Preprocessing preprocessing) {
		if (preprocessing.step(source.spacingX()) != 1) progress.log(String.format(Locale.ROOT,
			"%s has pixels of %.3g mm, the model was trained on %.3g mm; slices are resampled on the way.", source.name(), source
				.spacingX(), preprocessing.spacing()));
		if (preprocessing.stepZ(source.spacingZ()) != 1) progress.log(String.format(Locale.ROOT,
			"%s has slices every %.3g mm, the model was trained on %.3g mm; they are resampled on the way.", source.name(),
			source.spacingZ(), preprocessing.spacingZ()));
	}

	/** Gives a result (X, Y, Z), or (X, Y, Z, class), its place in the world. */
	private static Volume volume(final Volume image, final RandomAccessibleInterval<? extends RealType<?>> result) {
		return new Volume(image.name(), List.of(Axis.X, Axis.Y, Axis.Z, Axis.CHANNEL).subList(0, result.numDimensions()), result,
			image.geometry(), image.header());
	}

	/** Makes sure that there is room for so many probabilities. */
	static void requireRoom(final Volume image, final long shares, final boolean streamed) {
		if (streamed || shares * Float.BYTES > Runtime.getRuntime().maxMemory() / 2) throw new CairnException("The probabilities of " +
			image.name() + " would be " + shares + " numbers, more than Cairn can hold; do without probabilities, or crop the image.");
	}

	private int largest() {
		return classes.stream().mapToInt(SegmentationClass::value).max().orElse(0);
	}

	@Override
	public void close() {
		torch.close();
	}
}
