// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * What every training does, from reading volumes to writing a model.
 *
 * @param <O> its parameters
 */
public abstract class Training<O extends CommonOptions> {

	/** The user's parameters. */
	protected final O options;

	/** Told how far it is; asked, too, whether to rest, to stop or to cancel. */
	protected final Progress progress;

	private final VolumeIO io;
	private final TrainingListener listener;

	/**
	 * What there is to train, when the volumes have been read.
	 *
	 * @param subject what is done on what, such as {@code Pretraining on 3 volumes}
	 * @param run identity of the training
	 * @param network the network, and how the model is to see volumes
	 * @param window how it sees them while it is trained
	 * @param classes that the model will tell apart; empty for none
	 * @param mirroring axes that it is trained to be mirrored in
	 * @param opening sets the trainings up
	 */
	public record Prepared(String subject, TrainingRun run, NetworkPlan network, Preprocessing window,
		List<SegmentationClass> classes, List<Axis> mirroring, Opening opening)
	{}

	/** Sets trainings up. */
	public interface Opening {

		/** Sets the trainings up; who watches has not been told of them yet. */
		Course open(TrainingSetup setup);
	}

	/** The trainings that make a model, one after the other. */
	public interface Course {

		/** Returns their number. */
		int count();

		/**
		 * Trains to the end, until the user is content, or until the loss is no number any more.
		 *
		 * @return how training failed, null if it did not
		 */
		DivergedException train();

		/** Gets the steps of all trainings. */
		TrainingLog log();

		/** Tells whether the user has ended it before the last step. */
		boolean isStopped();

		/** Gets the arrays that the model keeps. */
		Map<String, HostArray> weights();
	}

	/**
	 * Prepares a training.
	 *
	 * @param progress asked, too, whether to rest, to stop or to cancel
	 * @param listener hears of all that happens
	 */
	protected Training(final VolumeIO io, final O options, final Progress progress, final TrainingListener listener) {
		this.io = io;
		this.options = options;
		this.progress = progress;
		this.listener = listener;
	}

	/**
	 * Reads the volumes, and says what there is to train.
	 *
	 * @throws sc.fiji.cairn.CairnException if a parameter or a file is wrong
	 */
	protected abstract Prepared prepare(InitialWeights start, CaseLoader loader);

	/**
	 * Reads the volumes, trains, and writes the model.
	 *
	 * @return the model
	 * @throws sc.fiji.cairn.CairnException if a parameter or a file is wrong, or another training writes the model; nothing is
	 *           then written
	 * @throws java.util.concurrent.CancellationException if the user asks for it
	 */
	public final ModelFile run() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model())) {
			return run(store);
		}
	}

	/**
	 * As {@link #run()}.
	 *
	 * @param store keeps the volumes
	 */
	public final ModelFile run(final PreparedVolumeStore store) {
		if (FinishedRun.is(options)) return finished();
		requireMethod();
		final InitialWeights start = start();
		WholeFile.requireWritable(options.run().model());
		try (WorkLock lock = WorkLock.of(options.run().model(), "The model")) {
			final CaseLoader loader = new CaseLoader(io, options.selection(), store, progress, start.directions());
			final Prepared prepared = prepare(start, loader);
			store.report(progress);
			return train(prepared, start, loader, store);
		}
	}

	/** Takes the model that an earlier run of the same parameters has finished. */
	private ModelFile finished() {
		final Path model = options.run().model();
		progress.log("The model " + model + " has been trained to its end by the same parameters; nothing is left to do.");
		TrainingRun.deleteCheckpoints(model);
		return ModelFile.read(model);
	}

	private ModelFile train(final Prepared prepared, final InitialWeights start, final CaseLoader loader,
		final PreparedVolumeStore store)
	{
		final TrainingRun run = prepared.run();
		final NetworkPlan network = prepared.network();
		try (Torch torch = Torch.open(options.run().device(), progress)) {
			final Precision precision = run.precision(torch, network.architecture(), prepared.window(), progress);
			final String device = TrainingRun.device(torch, precision);
			progress.log(prepared.subject() + " " + start + ", windows of " + prepared.window().window() + ", with " + device + ".");
			final Course course = prepared.opening().open(new TrainingSetup(torch, precision, network.architecture(), prepared
				.window(), run, start, store, progress, listener));
			listener.prepared(new TrainingFacts(options.run().model(), device, course.count(), prepared.classes().stream().map(
				SegmentationClass::name).toList()));
			run.begin(progress);
			final DivergedException diverged = course.train();
			final Plan plan = new Plan(network.architecture(), network.preprocessing(), prepared.classes(), run.provenance(torch,
				precision, course.log().steps().size(), course.isStopped(), start.provenance()), network.fingerprint(), loader
					.directions(), prepared.mirroring());
			return run.finish(new ModelFile(plan, course.weights(), course.log().steps()), diverged, progress);
		}
	}

	/** Reads the model to start from. */
	private InitialWeights start() {
		final InitialWeights start = InitialWeights.of(options.pretrained());
		start.requireDimensions(options.network().dimensions());
		// NB: what is out of bounds is refused before anything is read.
		start.architecture(options.network());
		return start;
	}

	/**
	 * Makes sure that what is to be done can be done with the parameters, images and start apart.
	 *
	 * @throws sc.fiji.cairn.CairnException if it cannot
	 */
	public void requireMethod() {
		// Some can do all.
	}

	/**
	 * Makes sure, without reading an image, that there is a start.
	 *
	 * @throws sc.fiji.cairn.CairnException if the model to start from is missing, broken or of another kind, or a new network
	 *           would be out of bounds
	 */
	public final void requireStart() {
		start();
	}
}
