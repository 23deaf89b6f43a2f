// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.pretrain.Strategy;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.TestNetworks;

/** Options of short studies on the labelled phantoms, of which three are scored on. */
public record Studies(String methods, String counts, int draws, String splits, String group, List<String> test,
	int iterations)
{

	/** Folder of the phantoms. */
	public static final Path DATA = Path.of("test-images");

	/** Test cases of {@link #of}. */
	public static final List<String> TEST = List.of("test-4", "test-5", "test-6");

	public static Studies of(final String methods, final String counts, final int draws) {
		return new Studies(methods, counts, draws, "", "", TEST, 3);
	}

	Studies splits(final Path file) {
		return new Studies(methods, counts, draws, file.toString(), group, test, iterations);
	}

	Studies group(final String expression, final String... tested) {
		return new Studies(methods, counts, draws, splits, expression, List.of(tested), iterations);
	}

	Studies iterations(final int steps) {
		return new Studies(methods, counts, draws, splits, group, test, steps);
	}

	/** The same with other data. */
	static StudyOptions with(final StudyOptions plain, final StudyData data) {
		return new StudyOptions(data, plain.methods(), plain.counts(), plain.draws(), plain.network(), plain.pretraining(),
			plain.contrast(), plain.supervision(), plain.fineTuning(), plain.ceiling(), plain.augmentation(), plain.settings(),
			plain.seed(), plain.device(), plain.precision(), plain.output());
	}

	/** The same with other parameters of what methods add to fine-tuning. */
	static StudyOptions with(final StudyOptions plain, final FineTuneOption.Settings settings) {
		return new StudyOptions(plain.data(), plain.methods(), plain.counts(), plain.draws(), plain.network(), plain
			.pretraining(), plain.contrast(), plain.supervision(), plain.fineTuning(), plain.ceiling(), plain.augmentation(),
			settings, plain.seed(), plain.device(), plain.precision(), plain.output());
	}

	/** The same in another number format. */
	static StudyOptions with(final StudyOptions plain, final Precision precision) {
		return new StudyOptions(plain.data(), plain.methods(), plain.counts(), plain.draws(), plain.network(), plain
			.pretraining(), plain.contrast(), plain.supervision(), plain.fineTuning(), plain.ceiling(), plain.augmentation(), plain
				.settings(), plain.seed(), plain.device(), precision, plain.output());
	}

	public StudyOptions in(final Path output) {
		return new StudyOptions(new StudyData(DATA.resolve("images"), DATA.resolve("labels"), splits.isEmpty() ? Optional.empty() : Optional.of(Path.of(splits)),
			test, group, List.of(DATA.resolve("unlabelled-b")), Domains.apart(2), LabelRule.PLAIN, List.of("chamber", "wall", "crescent")), StudyMethod
				.list(methods, TestPlugins.methods()), Counts.parse(counts), draws, TestNetworks.of(4, 2, 16), new Budget(4, 8, 1e-3),
			new ContrastOptions(Strategy.GD, 2, 0.2, 1, 13, 0.1), SupervisionOptions.NONE, new Budget(iterations, 4, 1e-2), new Budget(5, 4, 1e-2),
			new SpatialAugmentation(15, 0.1, 0.05, 0, false, false), new FineTuneOption.Settings(new SelfTraining(1, 0.5,
				0.5, false), 0.2), 5, "cpu", Precision.FLOAT32, output);
	}
}
