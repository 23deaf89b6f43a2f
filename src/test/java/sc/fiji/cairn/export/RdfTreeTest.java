// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.model.Plan;
import sc.fiji.cairn.model.SegmentationClass;
import sc.fiji.cairn.network.Architecture;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.report.Citations;
import sc.fiji.cairn.TestPlugins;

/**
 * Descriptions of packages keep the rules that bioimage.io and the programs which read packages set; those are in
 * {@code rdf-rules.json}: what values a field takes, and whose rule that is.
 */
class RdfTreeTest {

	private static final Gson GSON = new Gson();

	/** A rule: all values at a path, at least one, match a pattern whole. */
	private record Rule(String path, String pattern, String by) {}

	private static List<Rule> rules() throws IOException {
		try (Reader in = new InputStreamReader(RdfTreeTest.class.getResourceAsStream("rdf-rules.json"), StandardCharsets.UTF_8)) {
			return List.of(GSON.fromJson(in, Rule[].class));
		}
	}

	private static JsonObject tree(final ModelFile model, final ExportOptions options) {
		final Map<String, byte[]> files = Map.of(RdfTree.WEIGHTS, new byte[1], RdfTree.INPUT, new byte[2], RdfTree.OUTPUT,
			new byte[3]);
		return GSON.toJsonTree(new RdfTree(model.plan(), options).of(new About("Tiny model", List.of("Ada Lovelace"), "MIT"), Usage.of(
			model.plan(), options, ExportFormat.BIOIMAGEIO), Citations.of(model.plan(), TestPlugins.methods()).works(), files,
			"2025-01-01T00:00:00Z")).getAsJsonObject();
	}

	private static Stream<JsonObject> trees() {
		return Exports.architectures().map(architecture -> Exports.model(architecture, 3)).flatMap(model -> Stream.of(
			ExportOptions.PLAIN, new ExportOptions(false, false, true)).map(options -> tree(model, options)));
	}

	/** Finds the values at a path, where {@code []} stands for every item of a list. */
	private static List<JsonElement> values(final JsonElement root, final String path) {
		List<JsonElement> found = List.of(root);
		for (final String step : path.split("\\.")) {
			final String name = step.replace("[]", "");
			final List<JsonElement> next = new ArrayList<>();
			for (final JsonElement one : found) {
				final JsonElement value = one.isJsonObject() ? one.getAsJsonObject().get(name) : null;
				if (value == null) continue;
				if (step.endsWith("[]")) value.getAsJsonArray().forEach(next::add);
				else next.add(value);
			}
			found = next;
		}
		return found;
	}

	private static boolean isKept(final Rule rule, final JsonObject tree) {
		final List<JsonElement> values = values(tree, rule.path());
		return !values.isEmpty() && values.stream().allMatch(value -> (value.isJsonPrimitive() ? value.getAsString() : value
			.toString()).matches(rule.pattern()));
	}

	@TestFactory
	Stream<DynamicTest> everyRuleIsKeptByAllDesigns() throws IOException {
		return rules().stream().map(rule -> DynamicTest.dynamicTest(rule.path() + " (" + rule.by() + ")", () -> trees().forEach(
			tree -> assertTrue(isKept(rule, tree), () -> values(tree, rule.path()).toString()))));
	}

	@TestFactory
	Stream<DynamicTest> aDescriptionWithoutAFieldBreaksItsRule() throws IOException {
		final JsonObject whole = trees().findFirst().orElseThrow();
		return rules().stream().map(rule -> DynamicTest.dynamicTest(rule.path(), () -> {
			final JsonObject without = whole.deepCopy();
			final int cut = rule.path().lastIndexOf('.');
			final String last = rule.path().substring(cut + 1).replace("[]", "");
			final List<JsonElement> owners = cut < 0 ? List.of(without) : values(without, rule.path().substring(0, cut));
			owners.forEach(owner -> owner.getAsJsonObject().remove(last));
			assertTrue(!isKept(rule, without));
		}));
	}

	/** Each value on its own, with nothing in it. */
	@TestFactory
	Stream<DynamicTest> aDescriptionWithAnEmptyFieldBreaksItsRule() throws IOException {
		final JsonObject whole = trees().findFirst().orElseThrow();
		return rules().stream().map(rule -> DynamicTest.dynamicTest(rule.path(), () -> {
			final JsonObject changed = whole.deepCopy();
			final int cut = rule.path().lastIndexOf('.');
			final String last = rule.path().substring(cut + 1);
			final List<JsonElement> owners = cut < 0 ? List.of(changed) : values(changed, rule.path().substring(0, cut));
			final JsonObject owner = owners.stream().map(JsonElement::getAsJsonObject).filter(one -> one.has(last.replace("[]", "")))
				.findFirst().orElseThrow();
			if (last.endsWith("[]")) owner.getAsJsonArray(last.replace("[]", "")).set(0, new JsonPrimitive(""));
			else owner.addProperty(last, "");
			assertTrue(!isKept(rule, changed));
		}));
	}

	@Test
	void tilesKeepSomethingWithinTheirHalo() {
		trees().forEach(tree -> {
			final JsonArray inputs = values(tree, "inputs[].axes").get(0).getAsJsonArray();
			final JsonArray outputs = values(tree, "outputs[].axes").get(0).getAsJsonArray();
			assertEquals(inputs.size(), outputs.size());
			for (int i = 2; i < inputs.size(); i++) {
				final JsonObject in = inputs.get(i).getAsJsonObject();
				final JsonObject out = outputs.get(i).getAsJsonObject();
				assertEquals(in.get("id"), out.get("id"));
				assertEquals(in.get("unit"), out.get("unit"), "a rule of bioimageio.spec");
				final int halo = out.has("halo") ? out.get("halo").getAsInt() : 0;
				assertTrue(in.getAsJsonObject("size").get("min").getAsInt() > 2 * halo, tree::toString);
			}
		});
	}

	@Test
	void aStackHasSlicesOfAnyNumberNormalisedTogether() {
		final ModelFile model = Exports.model(Design.COMMON.architecture(2, 1, 4, 3), 3);
		final JsonObject stack = tree(model, ExportOptions.PLAIN);
		assertEquals("[[\"z\",\"y\",\"x\"]]", values(stack, "inputs[].preprocessing[].kwargs.axes").toString());
		assertEquals("[{\"min\":1,\"step\":1}, {\"min\":24,\"step\":4}, {\"min\":24,\"step\":4}]", values(stack, "inputs[].axes[].size")
			.toString());
		final JsonObject slice = tree(model, new ExportOptions(false, false, true));
		assertEquals("[[\"y\",\"x\"]]", values(slice, "inputs[].preprocessing[].kwargs.axes").toString());
		assertNotEquals(values(stack, "config.cairn.limits"), values(slice, "config.cairn.limits"));
	}

	@Test
	void namesOfChannelsAreDifferentIdentifiers() {
		final ModelFile model = Exports.model(Design.COMMON.architecture(2, 1, 4, 3), 3);
		final Plan plan = model.plan();
		final List<SegmentationClass> classes = Arrays.asList(new SegmentationClass(0, "background"), new SegmentationClass(1,
			"left ventricle"), new SegmentationClass(2, "left-ventricle"), new SegmentationClass(3, "4th"), new SegmentationClass(4, ""));
		final JsonObject tree = tree(new ModelFile(new Plan(plan.architecture(), plan.preprocessing(), classes, plan.provenance()),
			model.weights(), List.of()), ExportOptions.PLAIN);
		assertEquals("[\"background\",\"left_ventricle\",\"left_ventricle_2\",\"_4th\",\"_4\"]", values(tree,
			"outputs[].axes[].channel_names").get(0).toString());
	}

	@Test
	void aNetworkThatSeesEverythingHasNoHalo() {
		final Architecture hu = Design.HU.architecture(3, 1, 4, 3);
		assertEquals(List.of(), values(tree(Exports.model(hu, 3), ExportOptions.PLAIN), "outputs[].axes[].halo"));
	}
}
