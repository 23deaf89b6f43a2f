// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.InstalledEngine;
import sc.fiji.cairn.engine.SelfTest;

/**
 * The engine to start: the chosen one, or, where that is damaged, fails its self-test or has ended the process before,
 * another one for the processor.
 *
 * @param engine an installed one; nothing for the one on the class path
 * @param gpu true if it may use GPUs
 * @param note why it is not quite the chosen one; empty if it is
 */
record EngineChoice(Optional<InstalledEngine> engine, boolean gpu, String note) {

	/**
	 * Makes the choice.
	 *
	 * @param test for engines that have not been tested under the present circumstances
	 * @param bundled true if there is one on the class path
	 * @throws CairnException if engines are installed, but none works
	 */
	static EngineChoice of(final EngineStore store, final Function<InstalledEngine, SelfTest.Outcome> test,
		final boolean bundled)
	{
		final Optional<InstalledEngine> chosen = store.chosen();
		if (chosen.isEmpty()) return new EngineChoice(Optional.empty(), true, "");
		final List<String> reasons = new ArrayList<>();
		final Stream<InstalledEngine> others = store.list().stream().filter(one -> one.flavor() == Flavor.CPU && !one.equals(
			chosen.get()));
		for (final InstalledEngine engine : Stream.concat(chosen.stream(), others).toList()) {
			final Optional<String> flaw = flaw(store, engine);
			if (flaw.isPresent()) {
				reasons.add("the engine " + engine.description() + " " + flaw.get());
				continue;
			}
			final SelfTest.Outcome outcome = store.history(engine).tested(ChildSelfTest.circumstances(engine)).orElseGet(
				() -> test.apply(engine));
			if (outcome.works()) {
				if (engine.flavor() != Flavor.CPU && !outcome.gpu()) reasons.add(outcome.detail());
				return new EngineChoice(Optional.of(engine), outcome.gpu(), String.join("; ", reasons));
			}
			reasons.add("the engine " + engine.description() + " does not work here: " + outcome.detail());
		}
		if (bundled) return new EngineChoice(Optional.empty(), true, String.join("; ", reasons));
		throw new CairnException("The PyTorch engine cannot be used (" + String.join("; ", reasons) +
			"); run Plugins > Cairn > Cairn Install Engine... with the flavor cpu, or again to repair it.");
	}

	private static Optional<String> flaw(final EngineStore store, final InstalledEngine engine) {
		if (store.history(engine).crashed()) return Optional.of("ended the whole process when it was last started");
		return store.check(engine).map(what -> "is damaged: " + what);
	}
}
