// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Optional;

import sc.fiji.cairn.Decision;

/** Somebody whom a running command can ask to decide. */
@FunctionalInterface
public interface Questioner {

	/**
	 * Asks, and waits for the answer; may be called in any thread.
	 *
	 * @return one of its answers; empty if the user rather cancels
	 */
	Optional<Decision.Answer> ask(Decision decision);
}
