// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.cases.TestCases;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.TrainedStep;
import sc.fiji.cairn.sampling.PreparedVolumeStore;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.train.RunOptions;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

/** What every pretraining method of the suite must do, whatever it learns. */
class PretrainMethodContractTest {

	private static final Geometry MM = new Geometry(1, 1, 1, "mm", List.of());

	@TempDir
	private Path folder;

	static Stream<String> methods() {
		return TestPlugins.methods().names().stream().filter(name -> !name.equals(FailingMethod.NAME) && !name.equals(
			TwoStageMethod.NAME));
	}

	/** Saves a volume of stripes whose place changes along Z, and its labels. */
	private void volume(final String name, final int width, final int height, final int depth) throws IOException {
		TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, MM, width, height,
			depth, (x, y, z) -> (x - z + 40) / 7 % 2 * 50 + (x * 7 + y * 5 + z * 3) % 11));
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.bytes(name, MM, width, height,
			depth, (x, y, z) -> (x - z + 40) / 7 % 2));
	}

	private PretrainOptions options(final String method, final String cases, final int iterations, final String model,
		final boolean resume)
	{
		return new PretrainOptions(TestCases.images(folder.resolve("images")), method, Domains.apart(1), new ContrastOptions(Strategy.GD, 2, 0.2,
			1, 13, 0.1), new SupervisionOptions(TestCases.labelled(folder.resolve("images"), folder.resolve("labels"), List.of(cases.split(
				";"))), LabelRule.PLAIN, 2, 64), Optional.empty(),
			TestNetworks.of(4, 3, 32), new RunOptions(iterations, 8, 3e-3, 5, "cpu", Precision.FLOAT32, folder.resolve(
				model), resume));
	}

	private static ModelFile run(final PretrainOptions options) {
		return new Pretraining(TestPlugins.io(), TestPlugins.methods(), options, Progress.SILENT).run();
	}

	@ParameterizedTest
	@MethodSource("methods")
	void theLossOfEachStageFallsAndStaysFinite(final String method) throws IOException {
		volume("a", 32, 32, 6);
		volume("b", 32, 32, 8);
		final int steps = 30;
		final double[] loss = run(options(method, "a;b", steps, "m.cairn", false)).log().stream().mapToDouble(TrainedStep::loss).toArray();
		assertEquals(TestPlugins.methods().of(method).stageCount() * steps, loss.length);
		for (int start = 0; start < loss.length; start += steps)
			assertTrue(mean(loss, start + steps - 8, start + steps) < mean(loss, start, start + 8), Arrays.toString(loss));
		assertTrue(Arrays.stream(loss).allMatch(Double::isFinite));
	}

	private static double mean(final double[] values, final int from, final int to) {
		return Arrays.stream(values, from, to).average().orElseThrow();
	}

	@ParameterizedTest
	@MethodSource("methods")
	void aSeedDecidesEverythingAndACancelledRunGoesOnToTheSameBits(final String method) throws IOException {
		volume("a", 32, 32, 6);
		volume("b", 32, 32, 8);
		final ModelFile whole = run(options(method, "a", 4, "whole.cairn", false));
		assertEquals(whole.weights(), run(options(method, "a", 4, "again.cairn", false)).weights());
		final RecordingProgress stopping = new RecordingProgress("contrast", 2);
		assertThrows(CancellationException.class, () -> new Pretraining(TestPlugins.io(), TestPlugins.methods(), options(method, "a", 4, "part.cairn", false),
			stopping).run());
		assertFalse(Files.exists(folder.resolve("part.cairn")));
		assertEquals(whole.weights(), run(options(method, "a", 4, "part.cairn", true)).weights());
		assertEquals(List.of("again.cairn", "images", "labels", "part.cairn", "whole.cairn"), names());
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("methods")
	void volumesThatDoNotFitIntoMemoryGiveTheSameBits(final String method) throws IOException {
		volume("a", 32, 32, 6);
		volume("b", 32, 32, 8);
		final ModelFile whole = run(options(method, "a", 4, "whole.cairn", false));
		final PretrainOptions options = options(method, "a", 4, "bounded.cairn", false);
		final long limit = 8 * 32 * 32 * Float.BYTES;
		try (PreparedVolumeStore store = new PreparedVolumeStore(options.run().model(), limit)) {
			assertEquals(whole.weights(), new Pretraining(TestPlugins.io(), TestPlugins.methods(), options, Progress.SILENT).run(store).weights());
			assertTrue(store.held() <= limit && store.total() > limit, store.held() + " of " + store.total());
			assertTrue(Files.exists(folder.resolve("bounded.cairn.scratch")));
		}
		assertFalse(Files.exists(folder.resolve("bounded.cairn.scratch")));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void oneVolumeIsEnough(final String method) throws IOException {
		volume("a", 30, 20, 5);
		assertFinite(run(options(method, "a", 3, "m.cairn", false)));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void volumesMayDifferInSize(final String method) throws IOException {
		volume("a", 30, 20, 5);
		volume("b", 50, 33, 9);
		volume("c", 12, 40, 2);
		assertFinite(run(options(method, "b", 3, "m.cairn", false)));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void imagesMayHaveSeveralChannels(final String method) throws IOException {
		volume("a", 30, 20, 5);
		final Path image = folder.resolve("images/a.nii.gz");
		final Volume one = TestPlugins.io().open(image);
		TestPlugins.io().save(TestVolumes.channels(one, TestVolumes.floats("a", MM, 30, 20, 5, (x, y, z) -> x * y + z)), image);
		final ModelFile model = run(options(method, "a", 3, "m.cairn", false));
		assertEquals(2, model.plan().architecture().channels());
		assertArrayEquals(new long[] { 4, 2, 3, 3 }, model.weights().get("encoder.0.conv0.kernel").shape());
		assertFinite(model);
	}

	private static void assertFinite(final ModelFile model) {
		for (final HostArray array : model.weights().values())
			for (final float value : array.values())
				assertTrue(Float.isFinite(value));
	}
}
