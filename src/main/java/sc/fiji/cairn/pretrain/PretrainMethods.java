// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.pretrain;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.train.Preset;

/**
 * The pretraining methods that there are, by name.
 *
 * @see PretrainMethodService#methods()
 */
public final class PretrainMethods {

	private final SortedMap<String, PretrainMethod> byName;

	/** Uses the given methods; of several of one name the first. */
	public PretrainMethods(final Collection<? extends PretrainMethod> methods) {
		final SortedMap<String, PretrainMethod> sorted = new TreeMap<>();
		methods.forEach(method -> sorted.putIfAbsent(method.name(), method));
		byName = Collections.unmodifiableSortedMap(sorted);
	}

	/** Gets all methods, in the order of their names. */
	public List<PretrainMethod> all() {
		return List.copyOf(byName.values());
	}

	/** Gets the names of all methods, in alphabetical order. */
	public List<String> names() {
		return List.copyOf(byName.keySet());
	}

	/** Gets the method of a name, if there is one. */
	public Optional<PretrainMethod> find(final String name) {
		return Optional.ofNullable(byName.get(name.trim()));
	}

	/**
	 * Gets the method of a name.
	 *
	 * @throws CairnException if there is none
	 */
	public PretrainMethod of(final String name) {
		return find(name).orElseThrow(() -> new CairnException("There is no pretraining method '" + name +
			"'; choose one of " + String.join(", ", names()) + "."));
	}

	/**
	 * Gets the recipe of a preset for a method.
	 *
	 * @throws CairnException if there is no such method, or the preset is that of another one
	 */
	public PretrainRecipe recipe(final Preset preset, final String name) {
		if (preset == Preset.COMMON) return PretrainRecipe.COMMON;
		final PretrainMethod method = of(name);
		final PretrainRecipe recipe = method.recipes().get(preset);
		if (recipe != null) return recipe;
		if (!method.unpublished().isEmpty()) throw new CairnException(
			"There is no preset of a published system for the method " + method.name() + ", " + method.unpublished() +
				"; use preset=common.");
		final List<String> others = byName.values().stream().filter(other -> other.recipes().containsKey(preset)).map(
			PretrainMethod::name).toList();
		throw new CairnException("The preset " + preset.name().toLowerCase(Locale.ROOT) + " is for method=" + String.join(
			" or ", others) + ", not for " + method.name() + "; use preset=common or another method.");
	}
}
