// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract with the parts of DJL that it does not promise: what fails here has changed in DJL. */
class DjlTest {

	private static final String TEXT = """
		class Contract(Module):
		  __parameters__ = []
		  __buffers__ = []
		  training : bool

		  def sums(self: __torch__.cairn.Contract, x: Tensor, p: List[Tensor], q: List[Tensor], number: Tensor) -> List[Tensor]:
		    return [x + p[0] + p[1], torch.sum(q[0]) * float(number)]
		""";

	private Torch torch;

	@BeforeEach
	void open() {
		torch = Torch.open("cpu");
	}

	@AfterEach
	void close() {
		torch.close();
	}

	private Djl.Module load() throws IOException {
		return Djl.load(torch.scope().manager(), ScriptArchive.of("Contract", TEXT));
	}

	private NDArray named(final NDManager manager, final String name, final float... values) {
		final NDArray array = manager.create(values);
		array.setName(name);
		return array;
	}

	@Test
	void anArrayNamedSoChoosesTheMethodAndArraysNamedAlikeAreAList() throws IOException {
		final NDManager manager = torch.scope().manager();
		try (Djl.Module module = load(); NDManager first = manager.newSubManager()) {
			final NDList arguments = new NDList(named(first, "module_method:sums", 0), named(manager, null, 1, 2), named(manager,
				"lista[]", 10, 10), named(manager, "lista[]", 100, 100), named(manager, "listb[]", 3, 4), named(manager, null,
					2));
			final NDList found = module.run(arguments);
			assertArrayEquals(new float[] { 111, 112 }, found.get(0).toFloatArray(), "arguments in their order, lists by name");
			assertEquals(14, found.get(1).getFloat(), "a number is an array");
			assertSame(first, found.get(0).getManager(), "results belong to the manager of the first argument");
			found.attach(manager);
			assertSame(manager, found.get(0).getManager(), "and can be moved");
		}
	}

	@Test
	void whatGradientsNeedIsKeptOrNotByThread() {
		Djl.setGradients(false);
		assertTrue(CompletableFuture.supplyAsync(() -> {
			Djl.setGradients(true);
			return Djl.keepsGradients();
		}).join());
		assertFalse(Djl.keepsGradients());
		Djl.setGradients(true);
		assertTrue(Djl.keepsGradients());
	}

	@Test
	void theFolderOfTheLibrariesIsKnownOnceTheyAreLoaded() {
		final Path folder = Path.of(Djl.libtorch().orElseThrow());
		assertTrue(Files.isDirectory(folder), folder.toString());
	}

	@Test
	void numbersOfACallAreFreedWithIt() throws IOException {
		try (Torch own = Torch.open("cpu"); ScriptModule module = ScriptModule.of(own.scope(), TEXT)) {
			final Scope scope = own.scope();
			final NDArray x = scope.array(new float[] { 1 }, 1);
			final List<NDArray> two = List.of(scope.array(new float[] { 1 }, 1), scope.array(new float[] { 2 }, 1));
			final List<NDArray> one = List.of(scope.array(new float[] { 1 }, 1));
			final int before = scope.size();
			module.method("sums", scope).with(x).with(two).with(one).with(3.0).inference();
			assertEquals(before + 2, scope.size(), "the two results");
		}
	}

	@Test
	void nothingElseUsesThem() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			for (final Path file : files.filter(path -> path.toString().endsWith(".java")).toList())
				assertEquals(file.endsWith("Djl.java"), Files.readString(file).contains("import ai.djl.pytorch"), file.toString());
		}
	}
}
