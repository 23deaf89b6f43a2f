// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

/** Options of short fine-tunings, changed one at a time, and easy cases for them. */
record FineTunes(Path folder, String images, String labels, List<String> cases, String pretrained,
	List<String> validation, List<String> names, LabelRule rule, int iterations, double rate, String model, boolean resume)
{

	private static final Geometry MM = TestVolumes.spacing(1, 1, 2, "mm");

	/** On the cases in the folders {@code images} and {@code labels} of a folder. */
	static FineTunes in(final Path folder) {
		return new FineTunes(folder, folder.resolve("images").toString(), folder.resolve("labels").toString(), List.of(), "",
			List.of(), List.of(), LabelRule.PLAIN, 4, 3e-3, "tuned.cairn", false);
	}

	/** Saves a case of three stripes, one brighter than the other, whose label values are 0, 2 and 7. */
	static void stripes(final Path folder, final String name) throws IOException {
		save(folder, name, (x, y, z) -> x < 6 ? 0 : x < 11 ? 2 : 7);
	}

	/** Saves a case of stripes with labels of one's own. */
	static void save(final Path folder, final String name, final TestVolumes.Voxel label) throws IOException {
		TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, MM, 16, 16, 4, (x, y,
			z) -> (x < 6 ? 0 : x < 11 ? 50 : 100) + (x * 7 + y * 5 + z * 3) % 11));
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, MM, 16, 16, 4, label));
	}

	FineTunes phantoms() {
		return new FineTunes(folder, Path.of("test-images", "images").toString(), Path.of("test-images", "labels").toString(),
			cases, pretrained, validation, names, rule, iterations, rate, model, resume);
	}

	FineTunes cases(final String... chosen) {
		return new FineTunes(folder, images, labels, List.of(chosen), pretrained, validation, names, rule, iterations, rate,
			model, resume);
	}

	FineTunes from(final Path parent) {
		return new FineTunes(folder, images, labels, cases, parent.toString(), validation, names, rule, iterations, rate,
			model, resume);
	}

	FineTunes validation(final String... chosen) {
		return new FineTunes(folder, images, labels, cases, pretrained, List.of(chosen), names, rule, iterations, rate,
			model, resume);
	}

	FineTunes names(final String... given) {
		return new FineTunes(folder, images, labels, cases, pretrained, validation, List.of(given), rule, iterations, rate,
			model, resume);
	}

	FineTunes ignore(final int value) {
		return new FineTunes(folder, images, labels, cases, pretrained, validation, names, LabelRule.ignoring(value), iterations, rate, model,
			resume);
	}

	FineTunes rule(final LabelRule other) {
		return new FineTunes(folder, images, labels, cases, pretrained, validation, names, other, iterations, rate, model,
			resume);
	}

	FineTunes steps(final int count, final double largestRate) {
		return new FineTunes(folder, images, labels, cases, pretrained, validation, names, rule, count, largestRate, model,
			resume);
	}

	FineTunes to(final String file, final boolean resumed) {
		return new FineTunes(folder, images, labels, cases, pretrained, validation, names, rule, iterations, rate, file,
			resumed);
	}

	private CaseSplit split() {
		return new CaseSplit(labelled(cases), validation.isEmpty() ? List.of() : labelled(validation));
	}

	private List<Case> labelled(final List<String> chosen) {
		return TestCases.labelled(Path.of(images), Path.of(labels), chosen);
	}

	FineTuneOptions options() {
		return options(TestNetworks.of(4, 2, 16), 4);
	}

	/** The same with a network and a batch of one's own. */
	FineTuneOptions options(final NetworkOptions network, final int batch) {
		return new FineTuneOptions(split(), pretrained.isEmpty() ? Optional.empty() : Optional.of(Path.of(pretrained)), names, rule,
			new SpatialAugmentation(15, 0.1, 0.05, 0, false, false), FewLabels.NONE, network, new RunOptions(iterations, batch, rate, 9, "cpu",
				Precision.FLOAT32, folder.resolve(model), resume));
	}

	/** The same with what makes few labels go further. */
	FineTuneOptions options(final FewLabels fewLabels) {
		final FineTuneOptions plain = options();
		return new FineTuneOptions(plain.cases(), plain.pretrained(), names, rule, plain.augmentation(),
			fewLabels, plain.network(), plain.run());
	}
}
