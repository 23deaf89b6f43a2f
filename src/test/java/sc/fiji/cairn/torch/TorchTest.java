// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.Platform;

class TorchTest {

	private static final String TEXT = """
		class Sums(Module):
		  __parameters__ = []
		  __buffers__ = []
		  training : bool

		  def weighted(self: __torch__.cairn.Sums, x: Tensor, p: List[Tensor], factor: Tensor, add: Tensor) -> List[Tensor]:
		    y = x * float(factor)
		    for w in p:
		      y = y + w
		    if bool(add):
		      y = y + 1.
		    return [y, torch.sum(y)]
		""";

	@Test
	void aMethodTakesArraysListsAndNumbers() throws IOException {
		try (Torch torch = Torch.open("cpu"); ScriptModule module = ScriptModule.of(torch.scope(), TEXT)) {
			final Scope scope = torch.scope();
			final NDArray x = scope.array(new float[] { 1, 2 }, 2);
			final List<NDArray> p = List.of(scope.array(new float[] { 10, 10 }, 2), scope.array(new float[] { 5, 5 }, 2));
			final var result = module.method("weighted", scope).with(x).with(p).with(2.0).with(true).inference();
			assertArrayEquals(new float[] { 18, 20 }, result.get(0).toFloatArray());
			assertEquals(38, result.get(1).getFloat());
		}
	}

	@Test
	void resultsBelongToTheScopeOfTheCall() throws IOException {
		try (Torch torch = Torch.open("cpu"); ScriptModule module = ScriptModule.of(torch.scope(), TEXT)) {
			final NDArray x = torch.scope().array(new float[] { 1 }, 1);
			final int before = torch.scope().size();
			final NDArray kept;
			try (Scope step = torch.scope().open()) {
				final var result = module.method("weighted", step).with(x).with(List.of(torch.scope().array(new float[] { 3 },
					1))).with(1.0).with(false).inference();
				kept = torch.scope().keep(result.get(0));
			}
			assertEquals(before + 2, torch.scope().size(), "the list's array and the kept result");
			assertEquals(4, kept.getFloat());
		}
	}

	@Test
	void inferenceKeepsNothingForGradients() throws IOException {
		try (Torch torch = Torch.open("cpu"); ScriptModule module = ScriptModule.of(torch.scope(), TEXT)) {
			final Scope scope = torch.scope();
			final NDArray x = scope.array(new float[] { 1 }, 1);
			x.setRequiresGradient(true);
			final List<NDArray> p = List.of(scope.array(new float[] { 3 }, 1));
			final NDArray free = module.method("weighted", scope).with(x).with(p).with(1.0).with(false).inference().get(1);
			final NDArray kept = module.method("weighted", scope).with(x).with(p).with(1.0).with(false).training().get(1);
			assertThrows(EngineException.class, () -> JniUtils.backward((PtNDArray) free, (PtNDArray) free.onesLike(), false,
				false));
			assertEquals("SumBackward0", JniUtils.getGradientFunctionNames((PtNDArray) kept));
		}
	}

	@Test
	void aDirectBufferIsUsedWithoutACopy() {
		try (Torch torch = Torch.open("cpu")) {
			final ByteBuffer buffer = Scope.buffer(DataType.FLOAT32, 3);
			buffer.asFloatBuffer().put(new float[] { 1, 2, 3 });
			final NDArray array = torch.scope().array(buffer, DataType.FLOAT32, 3);
			buffer.order(ByteOrder.nativeOrder()).putFloat(4, 7);
			assertArrayEquals(new float[] { 1, 7, 3 }, array.toFloatArray());
			assertThrows(IllegalArgumentException.class, () -> torch.scope().array(ByteBuffer.allocate(12), DataType.FLOAT32,
				3));
		}
	}

	@ParameterizedTest
	@EnumSource(value = DataType.class, names = { "INT16", "UINT16", "UINT32", "UINT64", "BFLOAT16", "STRING", "COMPLEX64" })
	void formatsThatWouldEndTheProcessAreRefused(final DataType type) {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> Scope.buffer(type, 2));
		assertTrue(e.getMessage().contains("convert"), e.getMessage());
	}

	@Test
	void thePoolLendsABufferAgain() {
		final BufferPool pool = new BufferPool(DataType.UINT8, 4);
		final ByteBuffer first = pool.take();
		first.put(new byte[4]);
		final ByteBuffer second = pool.take();
		pool.give(first);
		final ByteBuffer third = pool.take();
		assertEquals(0, third.position());
		third.put((byte) 9);
		assertEquals(9, first.get(0), "the same memory");
		assertEquals(0, second.get(0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tpu", "gpu99", "gpux" })
	void anUnknownDeviceIsNamed(final String device) {
		final Exception e = assertThrows(CairnException.class, () -> Torch.open(device));
		assertTrue(e.getMessage().contains("'" + device + "'") && e.getMessage().contains("cpu"), e.getMessage());
	}

	@Test
	void aMissingEngineIsDiagnosedInOneSentence() throws IOException {
		try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
			final Exception e = assertThrows(CairnException.class, () -> EngineParts.require(null, nothing));
			assertTrue(e.getMessage().contains("not installed") && e.getMessage().contains("pytorch-native-cpu"), e
				.getMessage());
			assertEquals(1, e.getMessage().lines().count());
		}
	}

	@Test
	void anEngineForAnotherPlatformIsNamed(@TempDir final Path folder) throws IOException {
		final Path properties = Files.createDirectories(folder.resolve("native/lib")).resolve("pytorch.properties");
		Files.writeString(properties, "version=2.7.1\nclassifier=plan9-vax\n");
		try (URLClassLoader other = new URLClassLoader(new URL[] { folder.toUri().toURL() }, null)) {
			final Exception e = assertThrows(CairnException.class, () -> EngineParts.require(null, other));
			for (final String part : List.of("are for plan9-vax", "this computer is " + Platform.current(),
				"PYTORCH_LIBRARY_PATH"))
				assertTrue(e.getMessage().contains(part), e.getMessage());
			assertEquals(1, e.getMessage().lines().count());
			Files.writeString(properties, "classifier=" + Platform.current() + "\n");
			final Exception next = assertThrows(CairnException.class, () -> EngineParts.require(null, other));
			assertTrue(next.getMessage().contains("bridge to Java"), next.getMessage());
		}
	}

	@Test
	void aFolderWithoutTheEngineIsNamed(@TempDir final Path folder) throws IOException {
		final ClassLoader loader = getClass().getClassLoader();
		final Exception e = assertThrows(CairnException.class, () -> EngineParts.require(folder.toString(), loader));
		assertTrue(e.getMessage().contains(folder.toString()) && e.getMessage().contains("PYTORCH_LIBRARY_PATH"), e
			.getMessage());
		Files.createFile(folder.resolve(System.mapLibraryName("torch")));
		EngineParts.require(folder.toString(), loader);
		assertEquals(Flavor.CPU, EngineParts.flavor(folder.toString()));
		Files.createFile(folder.resolve(System.mapLibraryName("torch_cuda")));
		assertEquals(Flavor.CU128, EngineParts.flavor(folder.toString()));
	}

	@Test
	void anUnknownCauseIsGivenWhole() {
		final String message = EngineStart.diagnose(new EngineException("Failed to load\nat length", new IOException(
			"no such device")));
		assertTrue(message.contains("(Failed to load; no such device): delete the folder "), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void aFailureOfTheEngineIsExplained() {
		final EngineException memory = new EngineException("CUDA out of memory. Tried to allocate 2 GiB\nat ...");
		assertEquals("The memory does not suffice for a training step; use a smaller batch.", EngineFailure.explain(memory,
			"a training step", "use a smaller batch").getMessage());
		final EngineException other = new EngineException("Traceback:\n  File cairn.py\nsizes differ\n");
		assertEquals("The engine failed in a training step: sizes differ.", EngineFailure.explain(other, "a training step",
			"use a smaller batch").getMessage());
	}

	@Test
	void moreThanABufferHoldsIsRefused() {
		final Exception e = assertThrows(CairnException.class, () -> Scope.buffer(DataType.FLOAT32, 1L << 29));
		assertTrue(e.getMessage().contains("2 GB") && e.getMessage().contains("batch"), e.getMessage());
		assertThrows(CairnException.class, () -> Scope.buffer(DataType.FLOAT64, Long.MAX_VALUE / 2));
	}

	@Test
	void theCausesOfABrokenEngineAreTranslated() {
		final String old = EngineStart.diagnose(new UnsatisfiedLinkError("libtorch.so: version `GLIBCXX_3.4.30' not found"));
		assertTrue(old.contains("older than the engine needs"), old);
		final String windows = EngineStart.diagnose(new RuntimeException("failed", new UnsatisfiedLinkError(
			"torch.dll: Can't find dependent libraries")));
		assertTrue(windows.contains("Visual C++"), windows);
		final String twice = EngineStart.diagnose(new UnsatisfiedLinkError(
			"Native Library libdjl_torch.so already loaded in another classloader"));
		assertTrue(twice.contains("another plugin"), twice);
	}

	@Test
	void arraysOnTheJavaSideKnowTheirShape() {
		assertThrows(IllegalArgumentException.class, () -> new HostArray(new long[] { 2, 2 }, new float[3]));
		assertEquals(new HostArray(new long[] { 2 }, new float[] { 1, 2 }), new HostArray(new long[] { 2 }, new float[] { 1,
			2 }));
	}

	@Test
	void valuesAreOverwrittenWhateverTheShape() {
		try (Torch torch = Torch.open("cpu"); Scope scope = torch.scope().open()) {
			final NDArray number = scope.array(new float[] { 1 });
			Scope.overwrite(number, new float[] { 4 });
			assertEquals(4, number.toFloatArray()[0]);
			final NDArray trained = scope.array(new float[6], 1, 2, 3);
			trained.setRequiresGradient(true);
			final int before = scope.size();
			Scope.overwrite(trained, new float[] { 1, 2, 3, 4, 5, 6 });
			assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, trained.toFloatArray());
			assertEquals(before, scope.size());
		}
	}
}
