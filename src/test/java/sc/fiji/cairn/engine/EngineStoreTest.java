// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.RecordingProgress;

class EngineStoreTest {

	private static final SelfTest WORKS = (engine, progress) -> new SelfTest.Outcome(true, true, "on GPU 0");
	private static final String LIBRARY = Platform.current().library("torch");

	@TempDir
	Path folder;

	private final RecordingProgress progress = new RecordingProgress();
	private EngineStore store;

	@BeforeEach
	void open() {
		store = new EngineStore(folder.resolve("engines"));
	}

	private InstalledEngine engine(final Flavor flavor) throws IOException {
		final Path place = Files.createDirectories(store.root().resolve(EngineStore.name(flavor, Platform.current())));
		Files.write(place.resolve(LIBRARY), new byte[2_000_000]);
		new Manifest("2.7.1", flavor.id(), Platform.current().name(), "http://localhost", List.of()).write(place);
		return store.find(flavor).orElseThrow();
	}

	private EngineManager manager() {
		return new EngineManager(store, EngineSite.standard(), WORKS, question -> false);
	}

	@Test
	void anEmptyStoreHasNothing() {
		assertEquals(List.of(), store.list());
		assertEquals(Optional.empty(), store.chosen());
		manager().list(progress);
		assertEquals(List.of("No engine is installed in " + store.root() + "."), progress.lines());
		assertTrue(manager().instead().orElseThrow().contains("pytorch-native-cpu"), manager().instead().toString());
	}

	@Test
	void switchingIsAsInstallingAgain() throws IOException {
		final InstalledEngine cpu = engine(Flavor.CPU);
		final InstalledEngine gpu = engine(Flavor.CU128);
		for (final InstalledEngine engine : List.of(cpu, gpu, cpu)) {
			manager().install(engine.flavor(), progress);
			assertEquals(Optional.of(engine), new EngineStore(store.root()).chosen());
		}
		progress.lines().clear();
		manager().list(progress);
		assertEquals(List.of(cpu.name() + ", 2 MB, chosen, not tested yet", gpu.name() + ", 2 MB, not tested yet"), progress.lines());
	}

	@Test
	void deletingTheOneInUseLeavesNone() throws IOException {
		final InstalledEngine cpu = engine(Flavor.CPU);
		final InstalledEngine gpu = engine(Flavor.CU128);
		store.choose(cpu);
		manager().delete(Optional.of(Flavor.CPU), progress);
		assertEquals(List.of(gpu), store.list());
		assertEquals(Optional.empty(), store.chosen());
		assertFalse(Files.exists(cpu.folder()));
		manager().delete(Optional.empty(), progress);
		assertEquals(List.of(), store.list());
	}

	@Test
	void theOneThatIsLoadedIsNotDeleted() throws IOException {
		final InstalledEngine cpu = engine(Flavor.CPU);
		final InstalledEngine gpu = engine(Flavor.CU128);
		store.choose(gpu);
		final EngineManager manager = new EngineManager(store, EngineSite.standard(), WORKS, question -> false,
			Advice::current, () -> List.of(gpu.folder().resolve(LIBRARY).toString()), new Disk() {}, 1);
		assertEquals("In use now: the engine " + gpu.description() + ".", manager.inUse());
		final EngineManager other = new EngineManager(store, EngineSite.standard(), WORKS, question -> false, Advice::current,
			() -> List.of("/opt/torch/lib/libtorch.so"), new Disk() {}, 1);
		assertEquals("In use now: the one in " + Path.of("/opt/torch/lib") + ".", other.inUse());
		for (final Executable delete : List.<Executable> of(() -> manager.delete(gpu, progress), () -> manager.delete(Optional
			.empty(), progress)))
		{
			final Exception e = assertThrows(CairnException.class, delete);
			assertTrue(e.getMessage().contains(gpu.name()) && e.getMessage().contains("restart ImageJ"), e.getMessage());
		}
		assertEquals(List.of(cpu, gpu), store.list(), "both are still there");
		assertEquals(Optional.of(gpu), store.chosen());
		manager.delete(cpu, progress);
		assertEquals(List.of(gpu), store.list());
	}

	@Test
	void whatADeletionHasLeftIsNoEngineAndGoesWithTheNext() throws IOException {
		final InstalledEngine cpu = engine(Flavor.CPU);
		final Path left = store.root().resolve(".deleted-1");
		Files.move(cpu.folder(), left);
		assertEquals(List.of(), store.list());
		manager().delete(Optional.empty(), progress);
		assertFalse(Files.exists(left));
	}

	@Test
	void anEngineThatCannotBeRenamedStaysWhole() throws IOException {
		final InstalledEngine cpu = engine(Flavor.CPU);
		store.choose(cpu);
		final File root = store.root().toFile();
		assumeTrue(root.setWritable(false) && !Files.isWritable(root.toPath()), "may write everywhere");
		try {
			assertThrows(CairnException.class, () -> manager().delete(cpu, progress));
		}
		finally {
			assertTrue(root.setWritable(true));
		}
		assertTrue(Files.exists(cpu.folder().resolve(LIBRARY)));
		assertEquals(Optional.of(cpu), store.chosen());
	}

	@Test
	void anOwnPyTorchIsUsedAndNeverDeleted() throws IOException {
		final Path lib = Files.createDirectories(folder.resolve("libtorch/lib"));
		Files.createFile(lib.resolve(LIBRARY));
		Files.writeString(folder.resolve("libtorch/build-version"), EngineVersion.current().pytorch() + "+cpu\n");
		final InstalledEngine own = manager().useOwn(folder.resolve("libtorch"), progress);
		assertEquals(lib, own.folder());
		assertEquals(Flavor.CPU, own.flavor());
		assertEquals(Optional.of(own), store.chosen());
		assertEquals(List.of(own), store.list());
		manager().delete(Optional.empty(), progress);
		assertEquals(Optional.empty(), store.chosen());
		assertTrue(Files.exists(lib.resolve(LIBRARY)));
	}

	@Test
	void anOwnPyTorchForGpusIsRecognised() throws IOException {
		Files.createFile(folder.resolve(LIBRARY));
		Files.createFile(folder.resolve(Platform.current().library("torch_cuda")));
		assertEquals(Flavor.CU128, OwnEngine.open(folder).flavor());
	}

	@Test
	void anOwnPyTorchThatIsNoneOrOfAnotherVersionIsRefused() throws IOException {
		final Exception none = assertThrows(CairnException.class, () -> manager().useOwn(folder, progress));
		assertTrue(none.getMessage().contains(LIBRARY) && none.getMessage().contains(folder.toString()), none.getMessage());
		final Path lib = Files.createDirectories(folder.resolve("torch/lib"));
		Files.createFile(lib.resolve(LIBRARY));
		Files.writeString(folder.resolve("torch/version.py"), "from typing import Optional\n__version__ = '2.13.0+cpu'\n");
		final Exception other = assertThrows(CairnException.class, () -> manager().useOwn(lib, progress));
		assertTrue(other.getMessage().contains("2.13.0") && other.getMessage().contains(EngineVersion.current().pytorch()),
			other.getMessage());
	}

	@Test
	void anOwnPyTorchThatHasGoneIsToldAndCanBeForgotten() throws IOException {
		final Path lib = Files.createDirectories(folder.resolve("lib"));
		Files.createFile(lib.resolve(LIBRARY));
		final InstalledEngine own = manager().useOwn(lib, progress);
		Files.delete(lib.resolve(LIBRARY));
		assertEquals(Optional.of("there is no " + LIBRARY), store.check(own));
		manager().delete(Optional.empty(), progress);
		assertEquals(List.of(), store.list());
	}

	@Test
	void onlyTheMarkOfAProcessThatIsGoneIsACrash() throws IOException, InterruptedException {
		final InstalledEngine engine = engine(Flavor.CPU);
		final EngineHistory history = store.history(engine);
		final Path mark = store.root().resolve("history").resolve(engine.name() + ".starting");
		assertFalse(history.crashed());
		Files.createDirectories(mark.getParent());
		final long parent = ProcessHandle.current().parent().orElseThrow().pid();
		Files.writeString(mark, Long.toString(parent));
		assertFalse(history.crashed(), "another one that is just starting it");
		final Process gone = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		gone.waitFor();
		Files.writeString(mark, Long.toString(gone.pid()));
		assertTrue(history.crashed());
		history.tested("here", new SelfTest.Outcome(true, false, "again"));
		assertFalse(history.crashed(), "a test that went well redeems it");
		history.starting();
		history.survived();
		assertFalse(Files.exists(mark));
	}

	@Test
	void aTestHoldsUnderItsCircumstances() throws IOException {
		final EngineHistory history = store.history(engine(Flavor.CU128));
		final SelfTest.Outcome outcome = new SelfTest.Outcome(true, false, "on the CPU only");
		history.tested("driver 570", outcome);
		assertEquals(Optional.of(outcome), history.tested("driver 570"));
		assertEquals(Optional.empty(), history.tested("driver 580"));
	}

	@Test
	void theStateOfAnEngineIsToldInWords() throws IOException {
		final InstalledEngine cpu = engine(Flavor.CPU);
		store.choose(cpu);
		final SelfTest remembers = new SelfTest() {

			@Override
			public Outcome run(final InstalledEngine engine, final Progress none) {
				final Outcome outcome = new Outcome(!Files.exists(folder.resolve("broken")), false, "after a test");
				store.history(engine).tested("here", outcome);
				return outcome;
			}

			@Override
			public Optional<Outcome> last(final InstalledEngine engine) {
				return store.history(engine).tested("here");
			}
		};
		final EngineManager manager = new EngineManager(store, EngineSite.standard(), remembers, question -> false);
		assertEquals(Optional.empty(), manager.instead());
		assertTrue(manager.inUse().equals("No engine has been started yet; the next task starts " + cpu.description() + ".") ||
			manager.inUse().startsWith("In use now: the one in "), manager.inUse());
		assertEquals(new EngineState(cpu, store.size(cpu), true, false, "not tested yet"), manager.states().get(0));
		assertEquals(List.of("chosen", EngineVersion.current().pytorch(), "CPU", "2 MB"), List.of(manager.states().get(0)
			.use(), manager.states().get(0).version(), manager.states().get(0).purpose(), manager.states().get(0).size()));
		manager.test(cpu, progress);
		assertEquals("works: after a test", manager.states().get(0).condition());
		Files.createFile(folder.resolve("broken"));
		assertTrue(assertThrows(CairnException.class, () -> manager.use(cpu, progress)).getMessage().contains("after a test"));
		assertEquals("does not work: after a test", manager.states().get(0).condition());
		Files.writeString(store.root().resolve("history").resolve(cpu.name() + ".starting"), Long.toString(Long.MAX_VALUE));
		assertTrue(manager.states().get(0).condition().startsWith("crashed at its last start"));
		Files.writeString(cpu.folder().resolve(Manifest.FILE),
			"{\"files\": [{\"name\": \"gone.so\", \"size\": 3, \"modified\": 0, \"sha256\": \"\"}]}");
		assertEquals("damaged: gone.so is missing", manager.states().get(0).condition());
		assertTrue(assertThrows(CairnException.class, () -> manager.test(cpu, progress)).getMessage().contains("gone.so"));
		assertTrue(manager.advice().matches("The (cpu|cu128) engine fits this computer: .*\\."), manager.advice());
	}

	@Test
	void damagedNotesAreNamed() throws IOException {
		final InstalledEngine engine = engine(Flavor.CPU);
		store.choose(engine);
		Files.writeString(store.root().resolve("choice.json"), "{");
		assertTrue(assertThrows(CairnException.class, () -> store.chosen()).getMessage().contains("choice.json"));
		Files.writeString(engine.folder().resolve(Manifest.FILE), "[");
		assertTrue(assertThrows(CairnException.class, () -> store.check(engine)).getMessage().contains("is damaged"));
	}

	@Test
	void theReportTellsWhatMatters() throws IOException {
		store.choose(engine(Flavor.CPU));
		EngineReport.note(store, "It did not work.");
		final String report = EngineReport.of(store);
		for (final String part : List.of("system: " + System.getProperty("os.name"), "processor: ", "driver: ", "java: " +
			System.getProperty("java.version"), "pytorch=" + EngineVersion.current().pytorch(), "-cpu-" + Platform.current() +
				", in use", "pytorch-engine", "pytorch-jni", "It did not work."))
			assertTrue(report.contains(part), part + " in " + report);
	}

	@Test
	void loadedLibrariesAreFoundInJavasList() {
		assertEquals(List.of("/home/a b/.djl.ai/libtorch_cpu.so", "C:\\Fiji App\\torch.dll"), LoadedLibraries.torch("""
			Dynamic libraries:
			7f3a2c000000-7f3a2c021000 r--p 00000000 08:01 1234                       /home/a b/.djl.ai/libtorch_cpu.so
			7f3a2c021000-7f3a2c042000 r-xp 00021000 08:01 1234                       /home/a b/.djl.ai/libtorch_cpu.so
			7f3a2d000000-7f3a2d021000 r--p 00000000 08:01 1235                       /usr/lib/libtorchlight.so
			0x00007ffb0d0e0000 - 0x00007ffb0d0ea000 	C:\\Fiji App\\torch.dll
			"""));
		assertEquals(List.of(), LoadedLibraries.torch("[GCD] nothing"));
	}
}
