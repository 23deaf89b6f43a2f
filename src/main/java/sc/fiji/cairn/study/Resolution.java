package sc.fiji.cairn.study;

import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.Preparation;
import sc.fiji.cairn.cases.SliceStack;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.PrecisionProbe;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.train.TrainingRun;
import sc.fiji.cairn.volume.VolumeIO;

/**
 * Settles, once for a whole study, what each training would otherwise find out for itself and perhaps differently: the
 * window and the pixel size that fit all train cases, and the number format.
 */
final class Resolution {

	private Resolution() {
		// Only static methods.
	}

	static StudyRecord of(final StudyOptions options, final StudyCases cases, final VolumeIO io,
		final Progress progress)
	{
		final Architecture architecture = new Architecture(2, 1, options.network().width(), options.network().levels());
		final List<SliceStack> stacks = new CaseLoader(io, progress).images(cases.train());
		final Preparation preparation = Preparation.of(stacks, options.network().size(), options.network().spacing(),
			architecture.multiple());
		try (Torch torch = Torch.open(options.device())) {
			final Precision precision = PrecisionProbe.resolve(options.precision(), torch, architecture, preparation.shape(),
				options.fineTuning().batch());
			progress.log(String.format(Locale.ROOT,
				"Comparing on %d train and %d test cases, windows of %d x %d pixels, with %s, %s.", cases.train().size(), cases
					.test().size(), preparation.size(), preparation.size(), torch.description(), precision.name().toLowerCase(
						Locale.ROOT)));
			return new StudyRecord(StudyRecord.json(options), preparation, precision, torch.description(), TrainingRun
				.software());
		}
	}
}
