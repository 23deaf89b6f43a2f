// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.LabelledStacks;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.UNet;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.NetworkPlan;
import sc.fiji.cairn.train.TrainingListener;
import sc.fiji.cairn.train.Training;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Pretrains a network on unlabelled volumes and writes a model that fine-tuning can start from.
 */
public final class Pretraining extends Training<PretrainOptions> {

	private final PretrainMethods methods;

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
		super(io, options, progress, listener);
		this.methods = methods;
	}

	@Override
	protected Prepared prepare(final InitialWeights start, final CaseLoader loader) {
		final PretrainMethod method = method();
		final List<Case> cases = options.cases();
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
		final TrainingRun run = new TrainingRun("pretraining", resolved, resolved.run(), cases, List.of());
		return new Prepared("Pretraining on " + Words.count(cases.size(), "volume"), run, new NetworkPlan(architecture, planned
			.preprocessing(), null), preprocessing, List.of(), List.of(), setup -> {
				final UNet network = new UNet(architecture, setup.torch().scope(), options.run().seed(), setup.isHalf());
				start.transfer(network, progress);
				return new StageSequence(method.stages(new PretrainContext(network, stacks, labelled, domains, preprocessing, resolved,
					setup.torch().scope())), network, resolved, setup);
			});
	}

	private PretrainMethod method() {
		final PretrainMethod method = methods.of(options.method());
		if (method.needsLabels() && options.supervision().cases().isEmpty()) throw CairnException.of("cases",
			"The parameter cases is empty; name the labelled cases that fine-tuning will use.");
		return method;
	}

	@Override
	public void requireMethod() {
		method();
	}

	/** Gets the domain of each stack: that of its case. */
	private static List<Integer> domains(final List<Case> cases, final List<List<PreparedVolume>> series) {
		final List<Integer> domains = new ArrayList<>();
		for (int i = 0; i < cases.size(); i++)
			domains.addAll(Collections.nCopies(series.get(i).size(), cases.get(i).domain()));
		return domains;
	}
}
