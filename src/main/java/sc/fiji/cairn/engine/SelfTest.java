// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.util.Optional;

import sc.fiji.cairn.Progress;

/** Tries an engine in a process of its own, where a crash harms nobody. */
@FunctionalInterface
public interface SelfTest {

	/**
	 * How a test went.
	 *
	 * @param works true if the engine computes correctly at least on the processor
	 * @param gpu true if it does so on the first GPU, too
	 * @param detail the device and time, or why it does not work
	 */
	record Outcome(boolean works, boolean gpu, String detail) {}

	/**
	 * Tries an engine.
	 *
	 * @throws java.util.concurrent.CancellationException if the user has cancelled
	 */
	Outcome run(InstalledEngine engine, Progress progress);

	/** Gets the outcome of the last test of an engine, if it was made and nothing has changed since. */
	default Optional<Outcome> last(final InstalledEngine engine) {
		return Optional.empty();
	}
}
