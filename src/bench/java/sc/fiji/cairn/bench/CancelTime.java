// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.scijava.Context;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.ImageFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.evaluate.Evaluation;
import sc.fiji.cairn.evaluate.EvaluationOptions;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.finetune.Teaching;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.pretrain.PretrainMethodService;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.pretrain.PretrainOptions;
import sc.fiji.cairn.pretrain.Pretraining;
import sc.fiji.cairn.pretrain.Strategy;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.study.Budget;
import sc.fiji.cairn.study.Counts;
import sc.fiji.cairn.study.FineTuneOption;
import sc.fiji.cairn.study.Study;
import sc.fiji.cairn.study.StudyData;
import sc.fiji.cairn.study.StudyMethod;
import sc.fiji.cairn.study.StudyOptions;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.StepReport;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormatService;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Measures how many milliseconds pass between the wish to cancel and the end of the work, at every stage.
 * <p>
 * Arguments: folder to work in, and how often to cancel each stage. Volumes to train on have 96 x 96 x 40 voxels, those to
 * read, segment and score 512 x 512 x 200.
 * </p>
 */
public final class CancelTime {

	/** Stands for a stage where steps are counted instead, by who hears of them before validation does. */
	private static final String STEP = "step";

	private static final int[] SMALL = { 96, 96, 40 };
	private static final int[] LARGE = { 512, 512, 200 };

	/** Slices of a stack whose labels are not held. */
	private static final int LONG = 3000;

	private final Path folder;
	private final int times;
	private final Context context = new Context(VolumeFormatService.class, PretrainMethodService.class);
	private final VolumeIO io = context.service(VolumeFormatService.class).io();
	private final PretrainMethods methods = context.service(PretrainMethodService.class).methods();

	private CancelTime(final Path folder, final int times) {
		this.folder = folder;
		this.times = times;
	}

	/** Prints the shortest, middle and longest time of each stage. */
	public static void main(final String[] args) throws IOException {
		new CancelTime(Path.of(args.length > 0 ? args[0] : "target/cancel-time"), Integer.parseInt(args.length > 1 ? args[1]
			: "5")).run();
	}

	/** Work that can be cancelled. */
	private interface Work {

		void run(Wish wish) throws IOException;
	}

	/**
	 * The wish to cancel, some time after a number of units of a stage are done; or of steps of a training, where the stage is
	 * what follows the step.
	 */
	private static final class Wish implements Progress, TrainingListener {

		private final String stage;
		private final long units;
		private final long delay;
		private boolean inStage;
		private boolean begun;
		private volatile long since;
		private volatile boolean over;

		Wish(final String stage, final long units, final long delay) {
			this.stage = stage;
			this.units = units;
			this.delay = delay;
		}

		@Override
		public synchronized void stage(final String name, final long total) {
			inStage = name.startsWith(stage);
			if (inStage && units == 0) begin();
		}

		@Override
		public synchronized void advance(final long done, final String status) {
			if (inStage && units > 0 && done >= units) begin();
		}

		@Override
		public synchronized void stepped(final StepReport report) {
			if (stage.equals(STEP) && report.step() + 1 >= units) begin();
		}

		private void begin() {
			if (begun) return;
			begun = true;
			final Thread timer = new Thread(() -> {
				try {
					Thread.sleep(delay);
				}
				catch (final InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				since = System.nanoTime();
			}, "wish");
			timer.setDaemon(true);
			timer.start();
		}

		@Override
		public void log(final String message) {
			// Nobody reads.
		}

		@Override
		public boolean isCancelled() {
			return since != 0;
		}
	}

	private void measure(final String name, final String stage, final long units, final Work work) throws IOException {
		final double[] millis = new double[times];
		final SplittableRandom random = new SplittableRandom(1);
		int missed = 0;
		for (int i = 0; i < times; i++) {
			final Wish wish = new Wish(stage, units, random.nextInt(20, 300));
			try {
				work.run(wish);
				missed++;
			}
			catch (final CancellationException e) {
				// As it should.
			}
			millis[i] = wish.since == 0 ? Double.NaN : (System.nanoTime() - wish.since) / 1e6;
		}
		Arrays.sort(millis);
		System.out.printf(Locale.ROOT, "%-42s %6.0f %6.0f %6.0f%s%n", name, millis[0], millis[times / 2], millis[times - 1],
			missed == 0 ? "" : "  over before the wish: " + missed);
	}

	private void run() throws IOException {
		for (int i = 0; i < 5; i++)
			write("small", "case-" + i, SMALL, i);
		write("large", "case-0", LARGE, 9);
		System.out.printf("%-42s %6s %6s %6s%n", "milliseconds", "least", "middle", "most");
		final Path large = folder.resolve("large/images/case-0.nii.gz");
		measure("reading", "Reading", 0, wish -> new CaseLoader(io, wish).images(List.of(new Case("a", large, null, 0))));
		measure("pretraining", "Global", 2, wish -> new Pretraining(io, methods, pretraining(), wish).run());
		measure("training, 2D", "Fine-tuning", 2, wish -> new FineTuning(io, tuning(100, 2), wish).run());
		measure("training, 3D", "Fine-tuning", 2, wish -> new FineTuning(io, tuning(100, 3), wish).run());
		measure("validation, 2D", STEP, 2, wish -> new FineTuning(io, tuning(20, 2), wish, wish).run());
		measure("validation, 3D", STEP, 2, wish -> new FineTuning(io, tuning(20, 3), wish, wish).run());
		measure("prediction of self-training", "Predicting", 0, wish -> new FineTuning(io, tuning(1, 2), wish).run());
		final ModelFile flat = new FineTuning(io, tuning(1, 2), Progress.SILENT).run();
		final ModelFile deep = new FineTuning(io, tuning(1, 3), Progress.SILENT).run();
		measure("tiling, 2D", "Segmenting", 1, wish -> segment(flat, large, wish));
		measure("tiling, 3D", "Segmenting", 0, wish -> segment(deep, large, wish));
		measure("streaming", "Segmenting", 1, wish -> stream(flat, large, wish));
		measure("finding components", "Segmenting", LARGE[2], wish -> segment(flat, large, wish));
		measure("evaluating", "Evaluating", 0, wish -> new Evaluation(io, wish).run(new EvaluationOptions(folder.resolve(
			"large/labels"), folder.resolve("large/labels"), LabelRule.PLAIN)));
		measure("comparing: pretraining", "Comparing", 32, wish -> study(wish));
		measure("comparing: fine-tuning", "Comparing", 4 * 16 + 32, wish -> study(wish));
	}

	private void segment(final ModelFile model, final Path image, final Progress progress) {
		try (Segmenter segmenter = new Segmenter(model, "auto", progress)) {
			segmenter.segment(io.open(image), false, new PostprocessingOptions(true, 0, true, true));
		}
	}

	/** Labels of a long series are too large to be held. */
	private void stream(final ModelFile model, final Path image, final Progress progress) {
		try (Segmenter segmenter = new Segmenter(model, "auto", progress)) {
			final Volume one = io.open(image);
			final Volume many = new Volume("many", one.axes(), Views.interval(Views.extendPeriodic(one.grid(0, 0)), new long[3], new long[] { LARGE[0] - 1, LARGE[1] - 1, LONG - 1 }), one.geometry(), Header.NONE);
			segmenter.segment(many, false).save(io, folder.resolve("streamed.nii"));
		}
	}

	private RunOptions run(final String model, final int iterations, final int batch) {
		return new RunOptions(iterations, batch, 1e-3, 1, "auto", Precision.FLOAT32, folder.resolve(model), false);
	}

	private List<ImageFolder> folders() {
		return List.of(new ImageFolder(folder.resolve("small/images")));
	}

	private List<Case> images() {
		return new CaseFolder(io).images(folders());
	}

	private List<Case> labelled(final String... names) {
		return new CaseFolder(io).labelled(folders(), folder.resolve("small/labels"), List.of(names));
	}

	private static NetworkOptions network(final int width, final int levels, final int dimensions) {
		return new NetworkOptions(Design.COMMON, width, levels, OptionalInt.empty(), OptionalDouble.empty(), Dimensions.of("" +
			dimensions), OptionalInt.empty());
	}

	private PretrainOptions pretraining() {
		return new PretrainOptions(images(), "global", Domains.apart(1), new ContrastOptions(Strategy.GD, 4,
			0.1, 3, 13, 0.1), SupervisionOptions.NONE, Optional.empty(), network(16, 5, 2), run("pretrained.cairn", 100, 32));
	}

	private FineTuneOptions tuning(final int iterations, final int dimensions) {
		final boolean predicts = iterations == 1 && dimensions == 2;
		final NetworkOptions network = network(16, 5, dimensions);
		return new FineTuneOptions(new CaseSplit(labelled("case-0", "case-1"), labelled("case-2")), Optional.empty(), List.of(), LabelRule.PLAIN, new SpatialAugmentation(20, 0.3, 0.1, 0.04, false,
				false), new FewLabels(predicts ? images() : List.of(), 0, Teaching.NONE, new SelfTraining(predicts
					? 1 : 0, 0, 0.5, false)), network, run("tuned-" + dimensions + ".cairn", iterations, dimensions == 2 ? 16
						: 2));
	}

	private void study(final Wish wish) throws IOException {
		final Path output = Files.createTempDirectory(folder, "study");
		final Budget budget = new Budget(50, 16, 1e-3);
		new Study(new CaseFolder(io), methods, new StudyOptions(new StudyData(folder.resolve("small/images"), folder.resolve("small/labels"),
			Optional.empty(), List.of("case-4"), "", List.of(), Domains.apart(1), LabelRule.PLAIN, List.of()), StudyMethod.list("global;scratch", methods), Counts.parse("1"),
			1, network(16, 5, 2), new Budget(4, 16, 1e-3), new ContrastOptions(Strategy.GD, 2, 0.1, 3, 13, 0.1),
			SupervisionOptions.NONE, budget, budget, new SpatialAugmentation(20, 0.3, 0.1, 0.04, false, false),
			new FineTuneOption.Settings(SelfTraining.NONE, 0.1), 1, "auto", Precision.FLOAT32, output), wish, state -> {}).run();
	}

	/** Writes noisy balls with their labels. */
	private void write(final String set, final String name, final int[] size, final int seed) throws IOException {
		final Path file = folder.resolve(set).resolve("images").resolve(name + ".nii.gz");
		if (Files.exists(file)) return;
		Files.createDirectories(file.getParent());
		Files.createDirectories(folder.resolve(set).resolve("labels"));
		final SplittableRandom random = new SplittableRandom(seed);
		final short[] voxels = new short[size[0] * size[1] * size[2]];
		final byte[] labels = new byte[voxels.length];
		for (int i = 0; i < voxels.length; i++) {
			final double x = (i % size[0]) / (double) size[0] - 0.5;
			final double y = (i / size[0] % size[1]) / (double) size[1] - 0.5;
			final double z = (i / size[0] / size[1]) / (double) size[2] - 0.5;
			final double r = Math.sqrt(x * x + y * y + z * z);
			labels[i] = (byte) (r < 0.2 ? 1 : r < 0.35 ? 2 : 0);
			voxels[i] = (short) (500 + 1000 * labels[i] + random.nextInt(400));
		}
		final long[] lengths = Arrays.stream(size).asLongStream().toArray();
		final List<Axis> axes = List.of(Axis.X, Axis.Y, Axis.Z);
		final Geometry geometry = new Geometry(1, 1, 1, "mm", List.of());
		io.save(new Volume(name, axes, ArrayImgs.shorts(voxels, lengths), geometry, Header.NONE), file);
		io.saveLabels(new Volume(name, axes, ArrayImgs.unsignedBytes(labels, lengths), geometry, Header.NONE), 2, folder.resolve(
			set).resolve("labels").resolve(name + ".nii.gz"));
	}
}
