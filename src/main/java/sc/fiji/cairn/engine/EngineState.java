// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.util.Optional;

/**
 * How an engine stands, as an engine manager shows it.
 *
 * @param engine which one
 * @param bytes size of its files
 * @param chosen whether it is the one to use
 * @param running whether this process has loaded it
 * @param condition what is known of its health, such as {@code works: on the CPU} or {@code not tested yet}
 */
public record EngineState(InstalledEngine engine, long bytes, boolean chosen, boolean running, String condition) {

	/** Says how it fares: what is wrong with its files, whether it ended a process, or how its last test went. */
	static String words(final Optional<String> damage, final boolean crashed, final Optional<SelfTest.Outcome> tested) {
		if (damage.isPresent()) return "damaged: " + damage.get();
		if (crashed) return "crashed at its last start; has to be tested before use";
		return tested.map(outcome -> (outcome.works() ? "works: " : "does not work: ") + outcome.detail()).orElse(
			"not tested yet");
	}

	/** Returns the version of PyTorch. */
	public String version() {
		// NB: the name of a downloaded one begins with it; one of the user's own has to be the only one that is accepted.
		return engine.own() ? EngineVersion.current().pytorch() : engine.name().substring(0, engine.name().indexOf('-'));
	}

	/** Says what it runs on: {@code CPU}, or {@code NVIDIA GPUs and CPU}. */
	public String purpose() {
		return engine.flavor() == Flavor.CPU ? "CPU" : "NVIDIA GPUs and CPU";
	}

	/** Writes the size, such as {@code 112 MB}. */
	public String size() {
		return Sizes.words(bytes);
	}

	/** Says whether it is used: {@code running}, {@code chosen}, both, or nothing. */
	public String use() {
		if (!chosen) return running ? "until restart" : "";
		return running ? "in use" : "chosen";
	}
}
