// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.PrecisionProbe;
import sc.fiji.cairn.sampling.Fingerprint;
import sc.fiji.cairn.sampling.PreparedVolume;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.InitialWeights;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.NetworkPlan;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Settles, once for a whole study, what each training would otherwise find out for itself and perhaps differently: the
 * network, the window and the pixel size that fit all train cases, and the number format.
 */
final class StudyPlanning {

	private StudyPlanning() {
		// Only static methods.
	}

	static StudyRecord of(final StudyOptions options, final StudyCases cases, final VolumeIO io,
		final Progress progress)
	{
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.output().resolve("study")); Torch torch = Torch.open(options
			.device(), progress))
		{
			final List<List<PreparedVolume>> series = new CaseLoader(io, options.data().selection(), store, progress).series(cases
				.train());
			requireSingle(cases.train(), series);
			final List<PreparedVolume> stacks = series.stream().flatMap(List::stream).toList();
			final NetworkPlan plan = plan(stacks, options.network(), progress);
			final Preprocessing preprocessing = plan.preprocessing();
			final boolean flat = preprocessing.isFlat();
			final Precision precision = PrecisionProbe.resolve(options.precision(), torch, plan.architecture(), preprocessing
				.shape(), flat ? options.fineTuning().batch() : options.fineTuning().patches(), progress);
			progress.log(String.format(Locale.ROOT, "Comparing on %s and %s, windows of %s, with %s, %s.", Words.count(cases
				.train().size(), "train case"), Words.count(cases.test().size(), "test case"), preprocessing.window(), torch.description(), precision.name().toLowerCase(
					Locale.ROOT)));
			return new StudyRecord(StudyRecord.json(options), preprocessing, plan.architecture(), precision, torch
				.description(), TrainingRun.software());
		}
	}

	/** Finds the network and the window that fit some volumes. */
	static NetworkPlan plan(final List<PreparedVolume> stacks, final NetworkOptions options, final Progress progress) {
		return options.dimensions().isVolumes(Fingerprint.of(stacks, 0)) ? InitialWeights.of(Optional.empty()).plan(stacks, 0, options,
			progress) : slices(stacks, options);
	}

	private static NetworkPlan slices(final List<PreparedVolume> stacks, final NetworkOptions options) {
		final Architecture architecture = options.architecture().withChannels(CaseLoader.channels(stacks));
		return new NetworkPlan(architecture, Preprocessing.of(stacks, options.size(), options.spacing(), architecture
			.multiple()), null);
	}

	/** Scores are of volumes. */
	private static void requireSingle(final List<Case> cases, final List<List<PreparedVolume>> series) {
		for (int i = 0; i < cases.size(); i++)
			if (series.get(i).size() > 1) throw new CairnException("The image " + cases.get(i).image() + " has " + series.get(i)
				.size() + " time points, but one of each image is compared; choose it by the parameter frame, from 1.");
	}
}
