// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.finetune.SelfTraining;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.pretrain.Domains;
import sc.fiji.cairn.torch.Precision;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests whole studies of trainings of a few steps. */
class StudyTest {

	@TempDir
	private Path folder;

	private static StudyState run(final StudyOptions options) {
		return new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), options, Progress.SILENT, state -> {}).run();
	}

	/** Gets what is told of runs, without what there is to do. */
	private static List<String> runs(final RecordingProgress progress) {
		return progress.lines().stream().filter(line -> line.startsWith("Run ")).toList();
	}

	private List<String> names(final String sub) throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve(sub))) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void allRunsAreScoredAndNoTestCaseIsTrainedOn() throws IOException {
		final List<Integer> finished = new ArrayList<>();
		final StudyState end = new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of("scratch;global;supervised-local;hierarchical+selftraining", "1;2;all", 1)
			.in(folder.resolve("s")), Progress.SILENT, state -> finished.add(state.results().runs().size())).run();
		assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), finished);
		final List<String> table = Files.readAllLines(folder.resolve("s/results.csv"));
		assertEquals("method,labelled,draw,case,dice_1,dice_2,dice_3,dice,hd95,unit,seconds", table.get(0));
		assertEquals(9 * Studies.TEST.size(), table.size() - 1);
		assertEquals(9 * Studies.TEST.size(), table.stream().skip(1).map(line -> line.replaceFirst("(.*?,.*?,.*?,.*?),.*",
			"$1")).distinct().count());
		assertEquals(List.of("global.cairn", "hierarchical.cairn", "supervised-local-1-1.cairn",
			"supervised-local-2-1.cairn"), names("s/pretrained"), "one for all, or one a draw");
		assertEquals(9, names("s/models").size());
		assertEquals(List.of("test-4.nii.gz", "test-5.nii.gz", "test-6.nii.gz"), names("s/examples/1-1/global"));
		for (final String part : List.of("pretrained", "models"))
			for (final String name : names("s/" + part)) {
				final Plan plan = ModelFile.read(folder.resolve("s").resolve(part).resolve(name)).plan();
				checkUnseen(plan.provenance());
				assertEquals(end.record().preprocessing(), plan.preprocessing(), name);
				final int steps = part.equals("pretrained") ? 4 : name.contains("-all") ? 5 : 3;
				final boolean twice = name.startsWith("supervised-local") && part.equals("pretrained") || name.contains("+");
				assertEquals(twice ? 2 * steps : steps, plan.provenance().steps(), name);
			}
		assertEquals(new RunKey("scratch", "all", 1), List.copyOf(end.results().runs()).get(8));
	}

	private static void checkUnseen(final Provenance provenance) {
		final Set<String> seen = new HashSet<>(provenance.cases());
		final JsonObject options = provenance.options().getAsJsonObject();
		if (options.has("fewLabels") && !options.getAsJsonObject("fewLabels").getAsJsonArray("unlabelled").isEmpty()) {
			options.getAsJsonObject("fewLabels").getAsJsonArray("unlabelled").forEach(one -> seen.add(one.getAsJsonObject().get("name")
				.getAsString()));
			assertTrue(seen.size() > provenance.cases().size(), "unlabelled volumes are learnt from");
		}
		assertFalse(seen.isEmpty());
		assertTrue(Studies.TEST.stream().noneMatch(seen::contains), seen::toString);
		if (provenance.parent() != null) checkUnseen(provenance.parent());
	}

	@Test
	void aStoppedStudyGoesOnWithoutRepeatingAnything() throws IOException {
		final Studies studies = Studies.of("scratch;global", "1", 2);
		final StudyState whole = run(studies.in(folder.resolve("whole")));
		// In slices: a run of 12, a pretraining of 32, then in the middle of the second run.
		final RecordingProgress stopping = new RecordingProgress("Comparing", 12 + 32 + 4);
		assertThrows(CancellationException.class, () -> new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), studies.in(folder.resolve("part")), stopping, state -> {})
			.run());
		assertEquals(List.of("global-1-1.cairn.checkpoint", "scratch-1-1.cairn"), names("part/models"));
		final Path first = folder.resolve("part/models/scratch-1-1.cairn");
		final Path pretrained = folder.resolve("part/pretrained/global.cairn");
		final var times = List.of(Files.getLastModifiedTime(first), Files.getLastModifiedTime(pretrained));
		final RecordingProgress again = new RecordingProgress();
		final StudyState state = new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), studies.in(folder.resolve("part")), again, any -> {}).run();
		assertEquals(times, List.of(Files.getLastModifiedTime(first), Files.getLastModifiedTime(pretrained)));
		assertEquals(List.of("Run 2 of 4: global, 1 labelled, draw 1", "Run 3 of 4: scratch, 1 labelled, draw 2",
			"Run 4 of 4: global, 1 labelled, draw 2"), runs(again).stream().map(line -> line.replaceFirst(": mean.*", ""))
				.toList());
		assertEquals(scores(whole), scores(state));
		final List<String> table = Files.readAllLines(folder.resolve("part/results.csv"));
		assertEquals(state.results().runs().size() * Studies.TEST.size(), table.size() - 1);
		final RecordingProgress idle = new RecordingProgress();
		assertEquals(scores(whole), scores(new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), studies.in(folder.resolve("part")), idle, any -> {}).run()));
		assertEquals(List.of(), idle.lines());
	}

	private static List<String> scores(final StudyState state) {
		return state.results().runs().stream().flatMap(run -> state.results().of(run).stream()).map(one -> one.run() + " " +
			one.name() + " " + one.classDice() + " " + one.dice() + " " + one.hd95()).toList();
	}

	@Test
	void whatDoesNotGoTogetherIsRefusedBeforeAnythingIsWritten() throws IOException {
		for (final String method : List.of("global+teacher+copypaste", "scratch+mixup+copypaste")) {
			final CairnException e = assertThrows(CairnException.class, () -> run(Studies.of("scratch;" + method, "1", 1).in(
				folder)));
			assertTrue(e.getMessage().contains("copypaste"), e.getMessage());
			assertEquals(List.of(), names("."));
		}
		final CairnException e = assertThrows(CairnException.class, () -> run(Studies.of("scratch+teacher", "1;5", 1).in(
			folder)));
		assertTrue(e.getMessage().contains("no train case is left"), e.getMessage());
	}

	private static void assertRefused(final String part, final Executable made) {
		final CairnException e = assertThrows(CairnException.class, made);
		assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@Test
	void whatWouldHaveNoEffectIsRefused() throws IOException {
		final StudyOptions plain = Studies.of("scratch;scratch+mixup+selftraining", "1", 1).in(folder);
		assertRefused("The parameter mixup is 0, so that scratch+mixup+selftraining", () -> Studies.with(plain,
			new FineTuneOption.Settings(plain.settings().selfTraining(), 0)));
		assertRefused("The parameter rounds is 0", () -> Studies.with(plain, new FineTuneOption.Settings(SelfTraining.NONE,
			0.1)));
		final StudyData data = plain.data();
		final StudyData named = new StudyData(data.images(), data.labels(), Optional.empty(), data.test(), "", data.others(), data.domains(), LabelRule.PLAIN, List
			.of("one", "two", "three", "four"));
		assertRefused("4 names but the label images have 3 classes [1, 2, 3]", () -> run(Studies.with(plain, named)));
		assertEquals(List.of(), names("."));
	}

	@Test
	void furtherFoldersMustNotHoldTestCases() throws IOException {
		final StudyOptions plain = Studies.of("scratch;hierarchical", "1", 1).in(folder);
		final StudyData data = plain.data();
		final StudyData leaking = new StudyData(data.images(), data.labels(), Optional.empty(), data.test(), "", List.of(data.others().get(0), data.images()
			.resolve("../images")), Domains.apart(3), LabelRule.PLAIN, List.of());
		assertRefused("is the test case 'test-4'", () -> run(Studies.with(plain, leaking)));
		assertEquals(List.of(), names("."));
	}

	@Test
	void pixelsOfUnknownSizeAreUnknownToAllRuns() throws IOException {
		final Path images = folder.resolve("images");
		final Path labels = folder.resolve("labels");
		for (final String name : List.of("a", "b", "c", "d")) {
			final Geometry geometry = name.equals("a") ? Geometry.unknown() : TestVolumes.spacing(2, 2, 2, "mm");
			TestVolumes.write(images.resolve(name + (name.equals("a") ? ".tif" : ".nii.gz")), TestVolumes.floats(name, geometry, 16, 16, 4, (x, y, z) -> x +
				y * z));
			TestVolumes.write(labels.resolve(name + ".nii.gz"), TestVolumes.bytes(name, geometry, 16, 16, 4, (x, y, z) -> x /
				8));
		}
		final StudyState state = run(Studies.with(Studies.of("scratch", "1;2", 2).in(folder.resolve("s")), new StudyData(images,
			labels, Optional.empty(), List.of("d"), "", List.of(), Domains.apart(1), LabelRule.PLAIN, List.of())));
		assertEquals(0, state.record().preprocessing().spacing());
		for (final String name : names("s/models"))
			assertEquals(state.record().preprocessing(), ModelFile.read(folder.resolve("s/models").resolve(name)).plan()
				.preprocessing(), name);
	}

	@Test
	void aMethodWhoseLossIsNoNumberMayBeLeftOut() throws IOException {
		assertRefused("The loss of 'Pretraining failing' was no longer a finite number at step 4; leave failing out of methods",
			() -> run(Studies.of("scratch;failing", "1", 1).in(folder)));
		assertEquals(List.of(), names("pretrained"));
		final RecordingProgress progress = new RecordingProgress();
		final StudyState state = new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of("scratch", "1", 2).in(folder), progress, any -> {}).run();
		assertEquals(2, state.results().runs().size());
		assertTrue(runs(progress).get(0).startsWith("Run 2 of 2: scratch, 1 labelled, draw 2"), "" + progress.lines());
	}

	@Test
	void aStudyDoesNotShrink() throws IOException {
		final StudyState state = run(Studies.of("scratch", "1;2", 2).in(folder));
		final String splits = Files.readString(folder.resolve("splits.json"));
		assertRefused("holds a study with the counts 1;2", () -> run(Studies.of("scratch", "2", 2).in(folder)));
		assertRefused("holds a study with 2 draws", () -> run(Studies.of("scratch", "1;2", 1).in(folder)));
		assertEquals(splits, Files.readString(folder.resolve("splits.json")));
		final Path examples = folder.resolve("examples/1-1/scratch");
		assertEquals(List.of(examples), state.exampleFolders());
		Files.move(examples, folder.resolve("elsewhere"));
		assertEquals(List.of(), state.exampleFolders());
	}

	/** What a process leaves that is killed between the first two files of a study. */
	@Test
	void aStudyThatWasKilledAtItsBeginningGoesOn() throws IOException {
		final StudyOptions options = Studies.of("scratch", "1", 1).in(folder);
		run(options);
		final String splits = Files.readString(folder.resolve("splits.json"));
		Files.delete(folder.resolve("splits.json"));
		run(options);
		assertEquals(splits, Files.readString(folder.resolve("splits.json")));
	}

	@Test
	void thePrecisionThatAStudyHasChosenMayBeNamedOrNot() throws IOException {
		final StudyOptions named = Studies.of("scratch", "1", 1).in(folder);
		run(named);
		final Path file = folder.resolve("study.json");
		final JsonObject record = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
		record.getAsJsonObject("options").addProperty("precision", Precision.AUTO.name());
		Files.writeString(file, record.toString());
		assertEquals(1, run(named).results().runs().size());
		assertEquals(Precision.FLOAT32, run(Studies.with(named, Precision.AUTO)).record().precision());
		assertRefused("here BFLOAT16", () -> run(Studies.with(named, Precision.BFLOAT16)));
	}

	@Test
	void warningsArePassedOnWithTheNameOfTheTraining() {
		final RecordingProgress progress = new RecordingProgress();
		final StudyProgress trainings = new StudyProgress(progress, new Workload(1, 0, List.of()), true);
		trainings.begin("scratch, 1 labelled", List.of(new Budget(2, 4, 0.1)));
		trainings.log("Wrote something.");
		trainings.warn("The memory does not suffice.");
		assertEquals(List.of("scratch, 1 labelled: The memory does not suffice."), progress.lines());
	}

	@Test
	void aStudyMayGrowButNotChange() {
		run(Studies.of("scratch", "1", 1).in(folder));
		final RecordingProgress progress = new RecordingProgress();
		new Study(new CaseFolder(TestPlugins.io()), TestPlugins.methods(), Studies.of("scratch", "1;2", 2).in(folder), progress, state -> {}).run();
		assertEquals(3, runs(progress).size(), "one of four runs was there");
		final CairnException e = assertThrows(CairnException.class, () -> run(Studies.of("scratch", "1", 1).iterations(4).in(
			folder)));
		assertTrue(e.getMessage().contains("there fineTuning.iterations=3, here 4"), e.getMessage());
	}
}
