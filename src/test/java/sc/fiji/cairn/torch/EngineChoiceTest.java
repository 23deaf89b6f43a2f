// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.LibUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.EngineVersion;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.InstalledEngine;
import sc.fiji.cairn.engine.Platform;
import sc.fiji.cairn.engine.SelfTest;

/** Tests which of the installed engines is started, and the test that it has to pass first. */
class EngineChoiceTest {

	private static final SelfTest.Outcome GOOD = new SelfTest.Outcome(true, true, "fine");
	private static final Function<InstalledEngine, SelfTest.Outcome> NEVER = engine -> {
		throw new AssertionError("tested again");
	};

	@TempDir
	Path folder;

	private EngineStore store;

	@BeforeEach
	void open() {
		store = new EngineStore(folder);
	}

	private InstalledEngine engine(final Flavor flavor) throws IOException {
		final Path place = Files.createDirectories(folder.resolve(EngineVersion.current().pytorch() + "-" + flavor.id() + "-" +
			Platform.current()));
		Files.writeString(place.resolve("engine.json"), "{\"files\": []}");
		return store.find(flavor).orElseThrow();
	}

	@Test
	void withoutAChoiceItIsTheClassPath() throws IOException {
		engine(Flavor.CPU);
		assertEquals(new EngineChoice(Optional.empty(), true, ""), EngineChoice.of(store, NEVER, true));
	}

	@Test
	void theChosenOneIsTestedAndTaken() throws IOException {
		final InstalledEngine engine = engine(Flavor.CU128);
		store.choose(engine);
		assertEquals(new EngineChoice(Optional.of(engine), true, ""), EngineChoice.of(store, one -> GOOD, false));
		store.history(engine).tested(ChildSelfTest.circumstances(engine), GOOD);
		assertEquals(new EngineChoice(Optional.of(engine), true, ""), EngineChoice.of(store, NEVER, false));
	}

	@Test
	void oneThatCrashedGivesWayWithAReason() throws IOException, InterruptedException {
		final InstalledEngine gpu = engine(Flavor.CU128);
		final InstalledEngine cpu = engine(Flavor.CPU);
		store.choose(gpu);
		crash(gpu);
		final EngineChoice choice = EngineChoice.of(store, one -> new SelfTest.Outcome(true, false, "fine"), false);
		assertEquals(Optional.of(cpu), choice.engine());
		assertEquals("the engine " + gpu.name() + " ended the whole process when it was last started", choice.note());
		store.history(gpu).tested(ChildSelfTest.circumstances(gpu), GOOD);
		assertEquals(Optional.of(gpu), EngineChoice.of(store, NEVER, false).engine(), "redeemed by a test");
	}

	private void crash(final InstalledEngine engine) throws IOException, InterruptedException {
		final Process gone = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		gone.waitFor();
		Files.createDirectories(folder.resolve("history"));
		Files.writeString(folder.resolve("history").resolve(engine.name() + ".starting"), Long.toString(gone.pid()));
	}

	@Test
	void aGpuThatDoesNotWorkIsNotUsed() throws IOException {
		final InstalledEngine engine = engine(Flavor.CU128);
		store.choose(engine);
		final EngineChoice choice = EngineChoice.of(store, one -> new SelfTest.Outcome(true, false, "on the CPU only"), false);
		assertEquals(new EngineChoice(Optional.of(engine), false, "on the CPU only"), choice);
	}

	@Test
	void oneThatFailsGivesWayToTheClassPathOrEndsIt() throws IOException {
		final InstalledEngine engine = engine(Flavor.CPU);
		store.choose(engine);
		final SelfTest.Outcome bad = new SelfTest.Outcome(false, false, "version `GLIBCXX_3.4.30' not found");
		final EngineChoice choice = EngineChoice.of(store, one -> bad, true);
		assertEquals(Optional.empty(), choice.engine());
		assertTrue(choice.note().contains("GLIBCXX"), choice.note());
		final Exception e = assertThrows(CairnException.class, () -> EngineChoice.of(store, one -> bad, false));
		assertTrue(e.getMessage().contains("GLIBCXX") && e.getMessage().contains("Cairn Install Engine..."), e.getMessage());
	}

	@Test
	void aDamagedOneIsNotStarted() throws IOException {
		final InstalledEngine engine = engine(Flavor.CPU);
		Files.writeString(engine.folder().resolve("engine.json"),
			"{\"files\": [{\"name\": \"libtorch.so\", \"size\": 3, \"modified\": 0, \"sha256\": \"\"}]}");
		store.choose(engine);
		assertEquals("the engine " + engine.name() + " is damaged: libtorch.so is missing", EngineChoice.of(store, NEVER, true)
			.note());
	}

	@Test
	void theRealEnginePassesItsTestInAnotherProcess() {
		try (Torch torch = Torch.open("cpu")) {
			Trial.run(torch);
			assertFalse(torch.isGpu());
		}
		final InstalledEngine engine = new InstalledEngine("real", Path.of(LibUtils.getLibtorchPath()), Flavor.CPU, true);
		final SelfTest.Outcome outcome = new ChildSelfTest(store).run(engine, Progress.SILENT);
		assertTrue(outcome.works(), outcome.detail());
		assertFalse(outcome.gpu());
		assertTrue(outcome.detail().startsWith("PyTorch " + EngineVersion.current().pytorch() + " on the CPU"), outcome
			.detail());
		assertEquals(Optional.of(outcome), store.history(engine).tested(ChildSelfTest.circumstances(engine)));
	}

	@Test
	void aBrokenEngineFailsItsTest() throws IOException {
		final Path broken = Files.createDirectories(folder.resolve("broken"));
		Files.writeString(broken.resolve(Platform.current().library("torch")), "no library at all");
		final InstalledEngine engine = new InstalledEngine("broken", broken, Flavor.CPU, true);
		final SelfTest.Outcome outcome = new ChildSelfTest(store).run(engine, Progress.SILENT);
		assertFalse(outcome.works());
		assertTrue(outcome.detail().startsWith("The PyTorch engine could not be started ("), outcome.detail());
	}

	@Test
	void aTestThatHangsIsEnded() {
		final InstalledEngine engine = new InstalledEngine("slow", folder, Flavor.CPU, true);
		final SelfTest.Outcome outcome = new ChildSelfTest(store, Duration.ZERO).run(engine, Progress.SILENT);
		assertFalse(outcome.works());
		assertTrue(outcome.detail().contains("within 0 s"), outcome.detail());
	}
}
