// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.PrecisionProbe;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.NetworkPlan;
import sc.fiji.cairn.train.StepTimer;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Says, before a study begins, how much there is to do and about how long that takes on this computer. What it measures
 * for that it remembers, so that it can be asked again and again while options change.
 */
public final class StudyOutlook {

	/** What the time of a step depends on. */
	private record Trial(Case first, Selection selection, NetworkOptions network, Budget budget, String device,
		Precision precision)
	{

		/** Finds the network and its window for the first case alone, which takes them for all others. */
		private Speed measure(final VolumeIO io) {
			final List<PreparedVolume> stacks = new CaseLoader(io, selection, PreparedVolumeStore.inMemory(), Progress.SILENT).images(List.of(
				first));
			final NetworkPlan plan = StudyPlanning.plan(stacks, network, Progress.SILENT);
			final int batch = plan.preprocessing().isFlat() ? budget.batch() : budget.patches();
			try (Torch torch = Torch.open(device)) {
				final Precision resolved = PrecisionProbe.resolve(precision, torch, plan.architecture(), plan.preprocessing().shape(),
					batch, Progress.SILENT);
				return Speed.measure(torch, plan.architecture(), plan.preprocessing().shape(), batch, resolved, Progress.SILENT);
			}
		}
	}

	/** How long a step takes, and how many slices or patches it sees. */
	private record Speed(double seconds, int batch, boolean flat) {

		static Speed measure(final Torch torch, final Architecture architecture, final long[] window, final int batch,
			final Precision precision, final Progress progress)
		{
			return new Speed(StepTimer.seconds(torch, architecture, window, batch, precision == Precision.BFLOAT16, progress),
				batch, architecture.dimensions() == 2);
		}
	}

	private final Map<Trial, Speed> measured = new ConcurrentHashMap<>();

	/**
	 * Says how much there is to do, and how long it takes. That may take seconds: the engine is started, and some steps are
	 * tried in a window that suits the first train case.
	 *
	 * @throws CairnException if a folder or a list of cases is wrong
	 */
	public String of(final StudyOptions options, final CaseFolder folder, final PretrainMethods methods) {
		final StudyCases cases = new StudyCases(options, folder);
		final Workload work = Workload.of(Workload.runs(options, cases.splits()), new Recipes(options, cases, null, methods), Results.read(
			options.output().resolve(Study.RESULTS)).runs());
		if (work.trainings() == 0) return "All runs are done; only the report is written again.";
		final Trial trial = new Trial(cases.train().get(0), options.data().selection(), options.network(), options.fineTuning(),
			options.device(), options.precision());
		try {
			final Speed speed = measured.computeIfAbsent(trial, one -> one.measure(folder.io()));
			return work.words(speed.seconds(), speed.batch(), speed.flat());
		}
		catch (final CairnException e) {
			// NB: of the engine, or of an image; whoever starts the study hears of it.
			return work.words() + "; how long they take cannot be measured yet.";
		}
	}

	/** As above, of a study whose network and window are settled. */
	static String of(final StudyOptions options, final StudyRecord record, final Workload work, final Progress progress) {
		final Budget budget = options.fineTuning();
		try (Torch torch = Torch.open(options.device())) {
			final Speed speed = Speed.measure(torch, record.architecture(), record.preprocessing().shape(), record.preprocessing().isFlat()
				? budget.batch() : budget.patches(), record.precision(), progress);
			return work.words(speed.seconds(), speed.batch(), speed.flat());
		}
	}
}
