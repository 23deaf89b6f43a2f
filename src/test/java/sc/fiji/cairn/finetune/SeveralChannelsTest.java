// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.Voxels;

/** A network sees all channels of an image, or the one that is chosen. */
class SeveralChannelsTest {

	private static final Geometry MM = TestVolumes.spacing(1, 1, 2, "mm");

	@TempDir
	Path folder;

	/** The stripes are in the second channel only. */
	@BeforeEach
	void save() throws IOException {
		FineTunes.stripes(folder, "a");
		final Path file = folder.resolve("images/a.nii.gz");
		final Volume stripes = TestPlugins.io().open(file);
		final Volume noise = TestVolumes.floats("a", MM, 16, 16, 4, (x, y, z) -> (x * 31 + y * 17 + z * 5) % 23);
		TestPlugins.io().save(TestVolumes.channels(noise, stripes), file);
	}

	private Volume image() {
		return TestPlugins.io().open(folder.resolve("images/a.nii.gz"));
	}

	private static double agreement(final ModelFile model, final Volume image) {
		try (Segmenter segmenter = new Segmenter(model, "cpu", Progress.SILENT)) {
			final float[] labels = Voxels.floats(segmenter.segment(image, false).labels().grid(0, 0));
			int right = 0;
			for (int i = 0; i < labels.length; i++)
				if (labels[i] == (i % 16 < 6 ? 0 : i % 16 < 11 ? 2 : 7)) right++;
			return (double) right / labels.length;
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TWO", "THREE" })
	void whatOneChannelShowsIsLearnt(final Dimensions dimensions) {
		final NetworkOptions network = TestNetworks.of(Design.COMMON, 4, 2, 16, 0, dimensions, 0);
		final ModelFile model = new FineTuning(TestPlugins.io(), FineTunes.in(folder).steps(60, 1e-2).options(network, 4), Progress.SILENT)
			.run();
		assertEquals(2, model.plan().architecture().channels());
		assertTrue(agreement(model, image()) > 0.9, String.valueOf(agreement(model, image())));
		final Volume one = new Selection(2, 0).of(image(), "a");
		final CairnException e = assertThrows(CairnException.class, () -> agreement(model, one));
		assertTrue(e.getMessage().contains("a has 1 channel, but the model is for images of 2"), e.getMessage());
	}

	@Test
	void aModelOfOneChannelIsTrainedOnTheChosenOne() {
		final FineTuneOptions all = FineTunes.in(folder).steps(60, 1e-2).options();
		final FineTuneOptions second = new FineTuneOptions(all.cases(), all.pretrained(), all.names(), all.rule().withForeground(true), all.loss(), all.augmentation(), all.intensities(), all.fewLabels(), all.network(), all.run(),
			new Selection(2, 0));
		final ModelFile model = new FineTuning(TestPlugins.io(), second, Progress.SILENT).run();
		assertEquals(1, model.plan().architecture().channels());
		assertEquals(2, model.plan().classes().size());
		final CairnException e = assertThrows(CairnException.class, () -> agreement(model, image()));
		assertTrue(e.getMessage().contains("has 2 channels") && e.getMessage().contains("parameter channel"), e.getMessage());
		final CairnException other = assertThrows(CairnException.class, () -> new FineTuning(TestPlugins.io(), FineTunes.in(folder).from(folder
			.resolve("tuned.cairn")).to("other.cairn", false).options(), Progress.SILENT).run());
		assertTrue(other.getMessage().contains("a has 2 channels, but the model is for images of 1"), other.getMessage());
	}
}
