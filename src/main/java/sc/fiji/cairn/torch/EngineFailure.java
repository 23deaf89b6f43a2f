// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import ai.djl.engine.EngineException;

import java.util.List;
import java.util.Locale;

import sc.fiji.cairn.CairnException;

/** Explains in one sentence why the engine failed in the midst of its work. */
public final class EngineFailure {

	/** What the engine says, on any device, when the memory does not suffice. */
	private static final List<String> MEMORY = List.of("out of memory", "not enough memory", "can't allocate");

	private EngineFailure() {}

	/** Tells whether something failed because the memory of the device, or that of Java, did not suffice. */
	public static boolean isOutOfMemory(final Throwable failure) {
		final String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		return failure instanceof OutOfMemoryError || failure instanceof EngineException && MEMORY.stream().anyMatch(
			message::contains);
	}

	/**
	 * Explains a failure.
	 *
	 * @param work what the engine was at, such as {@code a training step}
	 * @param remedy what needs less memory, such as {@code use a smaller batch}
	 * @return to be thrown
	 */
	public static CairnException explain(final EngineException failure, final String work, final String remedy) {
		final String message = String.valueOf(failure.getMessage());
		if (isOutOfMemory(failure)) return new CairnException("The memory does not suffice for " + work +
			"; " + remedy + ".", failure);
		// The engine puts where it failed in front of what failed.
		return new CairnException("The engine failed in " + work + ": " + message.lines().reduce((a, b) -> b.isBlank() ? a
			: b).orElse("") + ".", failure);
	}
}
