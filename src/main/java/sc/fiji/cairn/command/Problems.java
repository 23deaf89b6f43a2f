// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.nio.file.InvalidPathException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.UndecidedException;

/**
 * What is wrong with the parameters of a command, or left to decide, the first problem of each.
 * <p>
 * A macro ends with the first of them; a dialog says each beside its field, and asks what there is to decide when nothing
 * else is wrong.
 * </p>
 */
public final class Problems {

	/** Key of what is no single parameter's fault. */
	public static final String ALL = "";

	private final Set<String> keys;
	private final Map<String, CairnException> found = new LinkedHashMap<>();

	/**
	 * @param keys macro keys of the command
	 */
	Problems(final Set<String> keys) {
		this.keys = keys;
	}

	/**
	 * Does a check that throws a {@link CairnException} if something is wrong, unless an earlier check of the same parameter
	 * has failed; an {@link UndecidedException} is a question that a dialog asks.
	 *
	 * @param key macro key of the parameter to blame; {@link #ALL} for the one that the failure blames
	 */
	public void check(final String key, final Runnable rule) {
		if (has(key)) return;
		try {
			rule.run();
		}
		catch (final CairnException exc) {
			found.putIfAbsent(key.equals(ALL) ? blamed(exc) : key, exc);
		}
		catch (final InvalidPathException exc) {
			found.putIfAbsent(key, new CairnException(Explanations.invalidPath(exc), exc));
		}
	}

	private String blamed(final CairnException failure) {
		return failure.parameter().filter(keys::contains).orElse(ALL);
	}

	/** Tells whether something is wrong with one of some parameters. */
	public boolean has(final String... some) {
		for (final String key : some)
			if (found.containsKey(key)) return true;
		return false;
	}

	/** Tells whether nothing is wrong. */
	public boolean isEmpty() {
		return found.isEmpty();
	}

	/** Gets the sentence of each parameter that is wrong, in the order found. */
	public Map<String, String> sentences() {
		final Map<String, String> sentences = new LinkedHashMap<>();
		found.forEach((key, failure) -> sentences.put(key, failure.getMessage()));
		return Collections.unmodifiableMap(sentences);
	}

	/** As {@link #sentences()}, without what is only left to decide. */
	public Map<String, String> mistakes() {
		final Map<String, String> mistakes = new LinkedHashMap<>(sentences());
		mistakes.keySet().removeIf(key -> found.get(key) instanceof UndecidedException);
		return Collections.unmodifiableMap(mistakes);
	}

	/** Gets the first thing that is left to decide. */
	public Optional<Decision> decision() {
		return found.values().stream().filter(UndecidedException.class::isInstance).map(UndecidedException.class::cast).map(
			UndecidedException::decision).findFirst();
	}

	/**
	 * Ends the work if something is wrong.
	 *
	 * @throws CairnException the first failure
	 */
	void throwFirst() {
		final Optional<CairnException> first = found.values().stream().findFirst();
		if (first.isPresent()) throw first.get();
	}
}
