// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What ends the process in native code is out of reach, and what does not is a sentence. */
class NativeLimitsTest {

	/**
	 * What DJL offers and native code ends the process at, or which leaves it in a state that does: number formats that its Java
	 * side does not know, functions of gradients that are not there, clipping of one side, engines by their default.
	 */
	private static final Pattern FATAL = Pattern.compile(
		"DataType\\.(INT16|UINT16|UINT32|UINT64|BFLOAT16|STRING|COMPLEX64)|getGradientFunctionNames|optClipGrad|clipGrad\\(|" +
			"Engine\\.getInstance\\(|toType\\(|toUint8Array\\(|newGradientCollector|\"(bfloat16|uint16|int16)\"\\)");

	@Test
	void nothingCallsWhatEndsTheProcess() throws IOException {
		final List<String> found = new ArrayList<>();
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			for (final Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".java"))::iterator)
				if (FATAL.matcher(Files.readString(file).replaceAll("(?m)^\\s*(\\*|//|/\\*).*$", "")).find()) found.add(file.toString());
		}
		assertEquals(List.of(), found);
	}

	@Test
	void memoryThatIsNotThereIsASentenceAndTheEngineGoesOn() {
		try (Torch torch = Torch.open("cpu")) {
			final EngineException e = assertThrows(EngineException.class, () -> torch.scope().manager().ones(new Shape(1L << 44)));
			assertTrue(EngineFailure.isOutOfMemory(e), e.getMessage());
			assertEquals("The memory does not suffice for a training step; use a smaller batch.", EngineFailure.explain(e,
				"a training step", "use a smaller batch").getMessage());
			assertEquals(1, torch.scope().manager().ones(new Shape(1)).toFloatArray()[0]);
		}
	}
}
