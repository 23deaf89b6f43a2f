// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TrainingFolder;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;
import sc.fiji.cairn.volume.Voxels;

/** Tests that it pays to correct a segmentation and train on: with few steps, on phantoms. */
class CorrectionTest {

	private static final Path PHANTOMS = Path.of("test-images");

	@TempDir
	private Path folder;

	private final VolumeIO io = TestPlugins.io();

	@Test
	void aFewStepsMoreImproveWhatWasCorrected() {
		add("train-1");
		final ModelFile first = train(FineTunes.in(folder).steps(50, 1e-2).to("first.cairn", false));
		final double before = dice(first, "test-5");
		add("test-5");
		final ModelFile second = train(FineTunes.in(folder).steps(30, 1e-2).from(folder.resolve("first.cairn")));
		final double after = dice(second, "test-5");
		assertTrue(after > before + 0.05, "Dice " + before + " became " + after);
	}

	private void add(final String name) {
		new TrainingFolder(folder, io).add(open("images", name), open("labels", name), LabelRule.PLAIN, name, "nii.gz", false,
			Progress.SILENT);
	}

	private Volume open(final String kind, final String name) {
		return io.open(PHANTOMS.resolve(kind).resolve(name + ".nii.gz"));
	}

	private static ModelFile train(final FineTunes tuning) {
		return new FineTuning(TestPlugins.io(), tuning.options(TestNetworks.of(6, 3, 48), 6), Progress.SILENT).run();
	}

	/** Returns the share of the organ whose class is right, as a Dice coefficient over all classes. */
	private double dice(final ModelFile model, final String name) {
		final float[] truth = Voxels.floats(open("labels", name).grid(0, 0));
		final float[] found;
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			found = Voxels.floats(segmenter.segment(open("images", name), false).labels().grid(0, 0));
		}
		int shared = 0;
		int total = 0;
		for (int i = 0; i < truth.length; i++) {
			if (truth[i] > 0 && truth[i] == found[i]) shared++;
			total += (truth[i] > 0 ? 1 : 0) + (found[i] > 0 ? 1 : 0);
		}
		return 2.0 * shared / total;
	}
}
