// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.NetworkOptions;
import sc.fiji.cairn.train.TestNetworks;

class BoundedMemoryTest {

	/** Intensities of one case of {@link FineTunes#stripes}. */
	private static final long CASE = 16 * 16 * 4 * Float.BYTES;

	private static final NetworkOptions VOLUMES = TestNetworks.of(Design.COMMON, 4, 2, 0, 0, Dimensions.THREE, 0);

	@TempDir
	private Path folder;

	@BeforeEach
	void save() throws IOException {
		for (final String name : List.of("a", "b", "c", "d"))
			FineTunes.stripes(folder, name);
	}

	private FineTuneOptions options(final NetworkOptions network, final boolean largest) {
		final FineTuneOptions plain = FineTunes.in(folder).cases("a", "b").validation("c").options(network, 4);
		return new FineTuneOptions(plain.cases(), plain.pretrained(), plain
			.names(), plain.rule(), plain.augmentation(), new FewLabels(TestCases.images(folder.resolve("images")), 0,
				Teaching.NONE, new SelfTraining(2, 0, 0.5, largest)), network, plain.run());
	}

	private ModelFile train(final FineTuneOptions options, final long limit) {
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model(), limit)) {
			final ModelFile model = new FineTuning(TestPlugins.io(), options, Progress.SILENT).run(store);
			assertTrue(store.held() <= limit, store.held() + " bytes are held");
			assertTrue(store.total() > 4 * CASE);
			return model;
		}
	}

	private void assertClean() throws IOException {
		try (var files = Files.list(folder)) {
			assertFalse(files.anyMatch(file -> file.toString().contains("scratch")));
		}
	}

	@Test
	void trainingFromFilesGivesTheSameBits() throws IOException {
		for (final FineTuneOptions options : List.of(options(TestNetworks.of(4, 2, 16), true), options(VOLUMES, false))) {
			final ModelFile whole = new FineTuning(TestPlugins.io(), options, Progress.SILENT).run();
			for (final long limit : new long[] { 0, 2 * CASE }) {
				final ModelFile bounded = train(options, limit);
				assertEquals(whole.weights(), bounded.weights());
				assertEquals(whole.plan().fingerprint(), bounded.plan().fingerprint());
				assertEquals(whole.log(), bounded.log());
			}
		}
		assertClean();
	}

	@Test
	void nothingStaysAfterCancelAndFailure() throws IOException {
		final FineTuneOptions options = options(TestNetworks.of(4, 2, 16), false);
		for (final String stage : List.of("Reading labels", "Fine-tuning", "Predicting", "Self-training 2")) {
			try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model(), 0)) {
				assertThrows(CancellationException.class, () -> new FineTuning(TestPlugins.io(), options, new RecordingProgress(stage, 1)).run(
					store));
				assertTrue(Files.exists(folder.resolve("tuned.cairn.scratch")), stage);
			}
			assertClean();
		}
		FineTunes.save(folder, "b", (x, y, z) -> 1 + x);
		Files.write(folder.resolve("labels/b.nii.gz"), new byte[] { 1 });
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model(), 0)) {
			assertThrows(CairnException.class, () -> new FineTuning(TestPlugins.io(), options, Progress.SILENT).run(store));
		}
		assertClean();
	}
}
