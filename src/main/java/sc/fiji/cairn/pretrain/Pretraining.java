// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.WholeFile;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.WorkLock;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.NetworkPlan;
import sc.fiji.cairn.train.TrainingFacts;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Pretrains a network on unlabelled volumes and writes a model that fine-tuning can start from.
 */
public final class Pretraining {

	private final VolumeIO io;
	private final PretrainMethods methods;
	private final PretrainOptions options;
	private final Progress progress;
	private final TrainingListener listener;

	/** Prepares a pretraining that nobody watches. */
	public Pretraining(final VolumeIO io, final PretrainMethods methods, final PretrainOptions options,
		final Progress progress) {
		this(io, methods, options, progress, TrainingListener.NONE);
	}

	/**
	 * Prepares a pretraining.
	 *
	 * @param progress asked, too, whether to rest, to stop or to cancel
	 * @param listener hears of all that happens
	 */
	public Pretraining(final VolumeIO io, final PretrainMethods methods, final PretrainOptions options,
		final Progress progress, final TrainingListener listener) {
		this.io = io;
		this.methods = methods;
		this.options = options;
		this.progress = progress;
		this.listener = listener;
	}

	/**
	 * Reads the volumes, trains, and writes the model.
	 *
	 * @return the model
	 * @throws sc.fiji.cairn.CairnException if a parameter or a file is wrong, or another training writes the model; nothing is
	 *           then written
	 * @throws java.util.concurrent.CancellationException if the user asks for it
	 */
	public ModelFile run() {
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model())) {
			return run(store);
		}
	}

	/**
	 * As {@link #run()}.
	 *
	 * @param store keeps the volumes
	 */
	public ModelFile run(final PreparedVolumeStore store) {
		final PretrainMethod method = requireMethod();
		final InitialWeights start = start();
		WholeFile.requireWritable(options.run().model());
		try (WorkLock lock = WorkLock.of(options.run().model(), "The model")) {
			return train(method, start, store);
		}
	}

	private ModelFile train(final PretrainMethod method, final InitialWeights start, final PreparedVolumeStore store) {
		final List<Case> cases = options.cases();
		final CaseLoader loader = new CaseLoader(io, options.selection(), store, progress, start.directions());
		final List<List<PreparedVolume>> series = loader.stacks(cases);
		final List<PreparedVolume> read = series.stream().flatMap(List::stream).toList();
		CaseLoader.channels(read);
		final List<Integer> domains = domains(cases, series);
		// Of several data sets the first is the one that the network is for; the others are to help, whatever their scale.
		final IntPredicate own = i -> !method.usesDomains() || domains.get(i) == 0;
		final NetworkPlan planned = start.plan(IntStream.range(0, read.size()).filter(own).mapToObj(read::get).toList(), 0, options
			.network(), progress);
		final Architecture architecture = planned.architecture();
		CaseLoader.requireChannels(read, architecture.channels());
		final Preprocessing preprocessing = ContrastWindow.of(planned);
		final PretrainOptions resolved = preprocessing.isFlat() ? options : options.inVolumes();
		final List<PreparedVolume> stacks = IntStream.range(0, read.size()).mapToObj(i -> own.test(i) ? read.get(i) : planned
			.preprocessing().fitted(read.get(i))).toList();
		final List<PreparedVolume> labelled = method.needsLabels() ? LabelledStacks.read(options.supervision().cases(), List.of(), options
			.supervision().rule(), loader).training() : List.of();
		CaseLoader.requireChannels(labelled, architecture.channels());
		store.report(progress);
		final TrainingRun run = new TrainingRun("pretraining", resolved, resolved.run(), cases, List.of());
		try (Torch torch = Torch.open(options.run().device(), progress)) {
			final Precision precision = run.precision(torch, architecture, preprocessing, progress);
			progress.log(String.format(Locale.ROOT, "Pretraining on %s %s, windows of %s, with %s.", Words.count(cases
				.size(), "volume"), start, preprocessing.window(), TrainingRun.device(torch, precision)));
			final UNet network = new UNet(architecture, torch.scope(), options.run().seed(), precision == Precision.BFLOAT16);
			start.transfer(network, progress);
			final List<PretrainStage> stages = method.stages(new PretrainContext(network, stacks, labelled, domains,
				preprocessing, resolved, torch.scope()));
			listener.prepared(new TrainingFacts(options.run().model(), TrainingRun.device(torch, precision), stages.size(), List
				.of()));
			run.begin(progress);
			final StageSequence sequence = new StageSequence(progress, listener);
			for (int i = 0; !sequence.isOver() && i < stages.size(); i++) {
				final String fingerprint = run.fingerprint(precision, stages.get(i).name(), List.of(architecture, preprocessing,
					start.fingerprint()));
				sequence.train(stages.get(i), run.training(i, resolved.stage(i).run()), fingerprint, torch.scope());
			}
			final Map<String, HostArray> kept = start.taken(network);
			kept.putAll(sequence.kept());
			final Plan plan = new Plan(architecture, planned.preprocessing(), List.of(), run.provenance(torch, precision, sequence.log()
				.steps().size(), sequence.isStopped(), start.provenance()), null, loader.directions(), List.of());
			return run.finish(new ModelFile(plan, kept, sequence.log().steps()), sequence.diverged(), progress);
		}
	}

	private InitialWeights start() {
		final InitialWeights start = InitialWeights.of(options.pretrained());
		start.requireDimensions(options.network().dimensions());
		// NB: what is out of bounds is refused before anything is read.
		start.architecture(options.network());
		return start;
	}

	/**
	 * Gets the method, which has what it needs, the images apart.
	 *
	 * @throws CairnException if there is none of that name, it cannot do what is asked for, or it needs labelled cases
	 */
	public PretrainMethod requireMethod() {
		final PretrainMethod method = methods.of(options.method());
		if (method.needsLabels() && options.supervision().cases().isEmpty()) throw CairnException.of("cases",
			"The parameter cases is empty; name the labelled cases that fine-tuning will use.");
		return method;
	}

	/**
	 * Makes sure, without reading an image, that there is a start.
	 *
	 * @throws CairnException if the model to start from is missing, broken or of another kind, or a new network would be out
	 *           of bounds
	 */
	public void requireStart() {
		start();
	}

	/** Gets the domain of each stack: that of its case. */
	private static List<Integer> domains(final List<Case> cases, final List<List<PreparedVolume>> series) {
		final List<Integer> domains = new ArrayList<>();
		for (int i = 0; i < cases.size(); i++)
			domains.addAll(Collections.nCopies(series.get(i).size(), cases.get(i).domain()));
		return domains;
	}
}
