// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.Provenance;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.pretrain.Strategy;

/** What to cite: Cairn itself and, of a model, the methods that made it. */
public final class Citations {

	private static final String CAIRN = "cairn";

	private final List<Reference> references;
	private final List<String> unknown;

	private Citations(final Set<String> keys, final List<String> unknown) {
		references = keys.stream().map(Reference.all()::get).toList();
		this.unknown = List.copyOf(unknown);
	}

	/** Gets what every publication that used Cairn cites. */
	public static Citations ofCairn() {
		return new Citations(Set.of(CAIRN), List.of());
	}

	/**
	 * Gets what a publication that used a model cites, by all trainings that led to it.
	 *
	 * @param methods those whose works are known
	 */
	public static Citations of(final Plan plan, final PretrainMethods methods) {
		final Set<String> keys = new LinkedHashSet<>(List.of(CAIRN, "ronneberger2015"));
		final List<String> unknown = new ArrayList<>();
		if (plan.architecture().dimensions() == 3) keys.add("isensee2021");
		for (Provenance training = plan.provenance(); training != null; training = training.parent())
			add(training.options(), methods, keys, unknown);
		return new Citations(keys, unknown);
	}

	private static void add(final JsonElement options, final PretrainMethods methods, final Set<String> keys,
		final List<String> unknown)
	{
		final String method = text(options, "method");
		final Strategy strategy = text(options, "contrast", "strategy").equals("RANDOM") ? Strategy.RANDOM : Strategy.GD;
		final List<String> known = methods.find(method).map(one -> one.citations(strategy)).orElse(List.of());
		if (!known.isEmpty()) keys.addAll(known);
		else if (!method.isEmpty()) unknown.add(method);
		final String teaching = text(options, "fewLabels", "teaching");
		if (teaching.equals("MEAN_TEACHER")) keys.add("tarvainen2017");
		if (teaching.equals("COPY_PASTE")) keys.add("bai2023");
		final String mixup = text(options, "fewLabels", "mixup");
		if (!mixup.isEmpty() && Double.parseDouble(mixup) > 0) keys.add("zhang2018");
	}

	/** Gets a parameter by the path to it; an empty text if the training had no such. */
	static String text(final JsonElement options, final String... path) {
		JsonElement element = options;
		for (final String name : path) {
			if (!(element instanceof JsonObject object) || !object.has(name)) return "";
			element = object.get(name);
		}
		return element.isJsonPrimitive() ? element.getAsString() : "";
	}

	/**
	 * A work to cite.
	 *
	 * @param text as in a list of references
	 * @param doi empty if it has none here
	 * @param url empty if it has none here
	 */
	public record Work(String text, String doi, String url) {}

	/** Lists the works one by one. */
	public List<Work> works() {
		return references.stream().map(one -> new Work(one.text(), one.fields().getOrDefault("doi", ""), one.fields()
			.getOrDefault("url", ""))).toList();
	}

	/** Writes one line for each, as in a list of references. */
	public String text() {
		return references.stream().map(Reference::text).collect(Collectors.joining("\n", "", "\n")) + unknown.stream().map(
			method -> "For the method " + method + ", see the plugin that brings it.\n").collect(Collectors.joining());
	}

	/** Writes the BibTeX entries. */
	public String bibtex() {
		return references.stream().map(Reference::bibtex).collect(Collectors.joining("\n\n", "", "\n"));
	}
}
