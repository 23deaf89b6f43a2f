package sc.fiji.cairn.command;

import java.util.Optional;

import sc.fiji.cairn.Decision;

/** Somebody whom a running command can ask to decide. */
@FunctionalInterface
public interface Questioner {

	/**
	 * Asks, and waits for the answer; may be called in any thread.
	 *
	 * @return the value of the answer; empty if the user rather cancels
	 */
	Optional<String> ask(Decision decision);
}
