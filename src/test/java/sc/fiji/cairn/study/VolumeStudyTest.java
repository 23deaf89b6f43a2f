// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.BlankSlices;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.report.StudyReport;
import sc.fiji.cairn.train.Dimensions;
import sc.fiji.cairn.train.Preset;
import sc.fiji.cairn.train.TestNetworks;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

/** Tests studies of networks that see volumes, and of channels, time points, objects and presets. */
class VolumeStudyTest {

	@TempDir
	private Path folder;

	/** Saves a case of two objects, as large as its name is long, whose labels count them. */
	private void save(final String name, final int depth, final double spacing) throws IOException {
		final Geometry geometry = TestVolumes.spacing(1, 1, spacing, "mm");
		TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), TestVolumes.floats(name, geometry, 16, 12, depth,
			(x, y, z) -> (object(x, z) > 0 ? 100 : 0) + (x * 7 + y * 5 + z * 3) % 11));
		TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), TestVolumes.floats(name, geometry, 16, 12, depth,
			(x, y, z) -> object(x, z)));
	}

	private static double object(final int x, final int z) {
		return z % 8 < 2 ? 0 : x < 6 ? 1 : x > 9 ? 300 : 0;
	}

	private StudyOptions options(final String methods, final Dimensions dimensions, final Preset preset,
		final Selection selection)
	{
		final StudyOptions plain = Studies.of("scratch", "1;2", 1).in(folder.resolve("study"));
		final StudyData data = new StudyData(folder.resolve("images"), folder.resolve("labels"), Optional.empty(), List
			.of("d"), "", List.of(), Domains.apart(1), new LabelRule(OptionalInt.empty(), true, BlankSlices.BACKGROUND), List.of("object"), selection);
		return new StudyOptions(data, StudyMethod.list(methods, TestPlugins.methods()), plain.counts(), 1, TestNetworks.of(preset
			.design(), 4, 2, 0, 0, dimensions, 0), plain.pretraining(), List.of(), plain.contrast(), plain.own(), plain.supervision(),
			new Budget(3, 4, 2, 1e-2), plain.ceiling(), plain.augmentation(), plain.settings(), plain.seed(), plain.device(), plain
				.precision(), plain.output(), preset);
	}

	private static StudyState run(final StudyOptions options) {
		return new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), options, Progress.SILENT, StudyReport.writer(TestPlugins.io(), TestPlugins.methods())).run();
	}

	private List<Plan> plans() throws IOException {
		try (var files = Files.list(folder.resolve("study/models"))) {
			return files.map(ModelFile::read).map(ModelFile::plan).toList();
		}
	}

	@Test
	void allRunsHaveTheSameNetworkForVolumesWhateverTheySee() throws IOException {
		save("a", 16, 1);
		save("b", 24, 1);
		save("c", 32, 2);
		save("d", 16, 1);
		final StudyState state = run(options("scratch;scratch+mixup+selftraining", Dimensions.AUTO, Preset.COMMON,
			Selection.ALL));
		assertEquals(4, state.results().runs().size());
		assertEquals(3, state.record().architecture().dimensions());
		final List<Plan> plans = plans();
		assertEquals(4, plans.size());
		for (final Plan plan : plans) {
			assertEquals(state.record().architecture(), plan.architecture());
			assertEquals(state.record().preprocessing(), plan.preprocessing());
			assertEquals(2, plan.provenance().options().getAsJsonObject().getAsJsonObject("run").get("batch").getAsInt());
			assertEquals(2, plan.classes().size(), "objects are one class");
		}
		final String report = Files.readString(folder.resolve("study/report.md"));
		assertTrue(report.contains(state.record().preprocessing().window()), report);
		assertTrue(report.contains("3 steps of batch 2 a stage"), report);
		assertFalse(report.contains("| pretraining |"), report);
		// Nothing is left to do, and nothing has changed.
		final RecordingProgress idle = new RecordingProgress();
		new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), options("scratch;scratch+mixup+selftraining", Dimensions.AUTO, Preset.COMMON, Selection.ALL), idle, any -> {})
			.run();
		assertEquals(List.of(), idle.lines());
	}

	@Test
	void pretrainingsAndRunsShareTheNetworkForVolumes() throws IOException {
		for (final String name : List.of("a", "b", "c", "d"))
			save(name, 16, 1);
		final StudyState state = run(options("scratch;positional", Dimensions.AUTO, Preset.COMMON, Selection.ALL));
		assertEquals(4, state.results().runs().size());
		final Plan pretrained = ModelFile.read(folder.resolve("study/pretrained/positional.cairn")).plan();
		assertEquals(3, pretrained.architecture().dimensions());
		for (final Plan plan : plans()) {
			assertEquals(pretrained.architecture(), plan.architecture());
			assertEquals(pretrained.preprocessing(), plan.preprocessing());
		}
	}

	@Test
	void aPresetDecidesLossAndOptimisers() throws IOException {
		for (final String name : List.of("a", "b", "c", "d"))
			save(name, 6, 1);
		final StudyState state = run(options("scratch;positional", Dimensions.AUTO, Preset.ZENG, Selection.ALL));
		assertEquals(4, state.results().runs().size());
		assertEquals(2, state.record().architecture().dimensions());
		for (final Plan plan : plans()) {
			assertEquals(Design.ZENG.style(), plan.architecture().style());
			final var options = plan.provenance().options().getAsJsonObject();
			assertEquals(Preset.ZENG.loss().name(), options.get("loss").getAsString());
			assertEquals(Preset.ZENG.fineTuning().optimisation().rule().name(), options.getAsJsonObject("run").getAsJsonObject(
				"optimisation").get("rule").getAsString());
		}
		final var pretrained = ModelFile.read(folder.resolve("study/pretrained/positional.cairn")).plan().provenance().options()
			.getAsJsonObject();
		assertEquals("SGD", pretrained.getAsJsonObject("run").getAsJsonObject("optimisation").get("rule").getAsString());
		assertTrue(Files.readString(folder.resolve("study/report.md")).contains("zeng"));
	}

	@Test
	void aChannelAndATimePointAreComparedOn() throws IOException {
		for (final String name : List.of("a", "b", "c", "d")) {
			final Geometry geometry = TestVolumes.spacing(1, 1, 2, "mm");
			final float[] values = new float[16 * 16 * 4 * 2 * 2];
			final byte[] labels = new byte[16 * 16 * 4 * 2];
			for (int i = 0; i < values.length; i++)
				values[i] = i % 16 + 3 * (i / 16 % 16) % 7 + 100 * (i / 1024);
			for (int i = 0; i < labels.length; i++)
				labels[i] = (byte) (i % 16 / 8 * (i / 1024 + 1));
			TestVolumes.write(folder.resolve("images").resolve(name + ".nii.gz"), new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z,
				Axis.TIME, Axis.CHANNEL), ArrayImgs.floats(values, 16, 16, 4, 2, 2), geometry, Header.NONE));
			TestVolumes.write(folder.resolve("labels").resolve(name + ".nii.gz"), new Volume(name, List.of(Axis.X, Axis.Y, Axis.Z,
				Axis.TIME), ArrayImgs.unsignedBytes(labels, 16, 16, 4, 2), geometry, Header.NONE));
		}
		final CairnException e = assertThrows(CairnException.class, () -> run(options("scratch", Dimensions.TWO, Preset.COMMON,
			Selection.ALL)));
		assertTrue(e.getMessage().contains("2 time points") && e.getMessage().contains("frame"), e.getMessage());
		final StudyState state = run(options("scratch;global", Dimensions.TWO, Preset.COMMON, new Selection(2, 2)));
		assertEquals(4, state.results().runs().size());
		assertTrue(Files.exists(folder.resolve("study/examples.png")));
		plans().forEach(plan -> assertEquals(1, plan.architecture().channels()));
	}
}
