// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.augment.SpatialAugmentation;
import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.CaseLoader;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.evaluate.Evaluation;
import sc.fiji.cairn.evaluate.EvaluationOptions;
import sc.fiji.cairn.finetune.CaseSplit;
import sc.fiji.cairn.finetune.FewLabels;
import sc.fiji.cairn.finetune.FineTuneOptions;
import sc.fiji.cairn.finetune.FineTuning;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.finetune.Teaching;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.pretrain.ContrastOptions;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.pretrain.PretrainOptions;
import sc.fiji.cairn.pretrain.Pretraining;
import sc.fiji.cairn.pretrain.Strategy;
import sc.fiji.cairn.pretrain.SupervisionOptions;
import sc.fiji.cairn.segment.PostprocessingOptions;
import sc.fiji.cairn.segment.Segmenter;
import sc.fiji.cairn.study.Studies;
import sc.fiji.cairn.study.Study;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeFormat;
import sc.fiji.cairn.volume.VolumeIO;

/** Tests that the wish to cancel is looked for throughout all work, and found while a file is read. */
@Timeout(60)
class CancellingTest {

	private static final Path DATA = Path.of("test-images");

	@TempDir
	private Path folder;

	private final CountDownLatch end = new CountDownLatch(1);
	private volatile boolean reading;

	@AfterEach
	void letReadersGo() {
		end.countDown();
	}

	/** Reads files that never end. */
	private final class Endless implements VolumeFormat {

		@Override
		public boolean canRead(final Path path) {
			return true;
		}

		@Override
		public Volume read(final Path path) {
			reading = true;
			while (true) {
				try {
					end.await();
					throw new CairnException("The test is over.");
				}
				catch (final InterruptedException e) {
					// Like native code and unpacking, this does not mind.
				}
			}
		}

		@Override
		public boolean canWrite(final Path path) {
			return false;
		}

		@Override
		public void write(final Volume volume, final Path path) {
			throw new UnsupportedOperationException();
		}
	}

	private VolumeIO endless() {
		return new VolumeIO(List.of(new Endless()));
	}

	@Test
	void whileAFileIsRead() {
		final Path image = DATA.resolve("images/train-1.nii.gz");
		final List<Case> cases = List.of(new Case("a", image, null, 0), new Case("b", image, null, 0), new Case("c", image, null,
			0));
		assertThrows(CancellationException.class, () -> new CaseLoader(endless(), new PolledProgress(units -> reading)).images(cases));
	}

	@Test
	void whileACaseIsEvaluated() {
		assertThrows(CancellationException.class, () -> new Evaluation(endless(), new PolledProgress(units -> reading)).run(
			new EvaluationOptions(DATA.resolve("labels"), DATA.resolve("labels"), LabelRule.PLAIN)));
	}

	/** Does work to the end, and cancels it after one unit and half-way. */
	private static void assertPolled(final int most, final Consumer<Progress> work) {
		final PolledProgress whole = new PolledProgress(units -> false);
		work.accept(whole);
		assertTrue(whole.most() <= most, whole.most() + " units of work between two looks");
		assertTrue(whole.polls() >= whole.units() / most && whole.units() > 0, whole.polls() + " looks");
		for (final long at : new long[] { 1, whole.units() / 2 }) {
			final PolledProgress part = new PolledProgress(units -> units >= at);
			assertThrows(CancellationException.class, () -> work.accept(part), "after " + at + " of " + whole.units());
			assertTrue(part.after() <= most, part.after() + " more units of work after " + at + " of " + whole.units());
		}
	}

	private static List<Case> labelled(final String name) {
		return TestCases.labelled(DATA.resolve("images"), DATA.resolve("labels"), List.of(name));
	}

	private FineTuneOptions fineTuning(final String model) {
		return new FineTuneOptions(new CaseSplit(labelled("train-1"), labelled("test-1")), Optional.empty(), List.of(), LabelRule.PLAIN, new SpatialAugmentation(15, 0.1, 0.05, 0, false, false), new FewLabels(TestCases.images(
				DATA.resolve("unlabelled-b")), 0, Teaching.NONE, new SelfTraining(1, 0, 0.5, true)), TestNetworks.of(4, 2, 16),
			new RunOptions(3, 4, 1e-2, 5, "cpu", Precision.FLOAT32, folder.resolve(model), false));
	}

	@Test
	void throughoutFineTuningAndSelfTraining() {
		assertPolled(2, progress -> new FineTuning(TestPlugins.io(), fineTuning("a.cairn"), progress).run());
	}

	@Test
	void throughoutPretraining() {
		final PretrainOptions options = new PretrainOptions(TestCases.images(DATA.resolve("unlabelled-b")), "global-local", Domains.apart(1),
			new ContrastOptions(Strategy.GD, 2, 0.2, 1, 13, 0.1), SupervisionOptions.NONE, Optional.empty(), TestNetworks.of(4, 2,
				48), new RunOptions(3, 8, 1e-3, 5, "cpu", Precision.FLOAT32, folder.resolve("p.cairn"), false));
		assertPolled(2, progress -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options, progress).run());
	}

	@Test
	void throughoutSegmentingAndCleaning() {
		final ModelFile model = new FineTuning(TestPlugins.io(), fineTuning("a.cairn"), Progress.SILENT).run();
		final Volume image = TestPlugins.io().open(DATA.resolve("images/test-2.nii.gz"));
		assertPolled(1, progress -> {
			try (Segmenter segmenter = new Segmenter(model, "cpu", progress)) {
				segmenter.segment(image, false, new PostprocessingOptions(true, 0, true, true));
			}
		});
	}

	@Test
	void throughoutEvaluating() {
		assertPolled(1, progress -> new Evaluation(TestPlugins.io(), progress).run(new EvaluationOptions(DATA.resolve("labels"),
			DATA.resolve("labels"), LabelRule.PLAIN)));
	}

	@Test
	void throughoutAStudy() throws IOException {
		final int[] count = { 0 };
		assertPolled(3, progress -> new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of("scratch;global", "1", 1).in(folder.resolve("study-" + count[0]++)),
			progress, state -> {}).run());
		assertEquals(3, count[0]);
		assertTrue(Files.exists(folder.resolve("study-0/results.csv")));
	}
}
