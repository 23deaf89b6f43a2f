// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginService;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.command.ij1.CommandPlugIn;

/** Tests that every command keeps the rules that make one macro line work in Fiji and in plain ImageJ. */
class CommandRulesTest {

	private static final Pattern ENTRY = Pattern.compile("(?<menu>[^,\"]+), \"(?<label>[^\"]+)\", (?<twin>[\\w.]+)" +
		"\\(\"(?<command>[\\w.]+)\"\\)");

	private static final String SEPARATOR = "Plugins>Cairn, \"-\"";

	private static final List<String> GROUPS = List.of("Data", "Labels", "Method", "Comparison", "Network", "Pretraining",
		"Training", "Augmentation", "Few labels", "Result", "Cleaning up", "Computer", "Engine", "Output");

	@Test
	void menusOfPlainImageJAndFijiAreTheSame() throws IOException {
		final Map<String, String> fiji = new TreeMap<>();
		commands().forEach(info -> fiji.put(info.getMenuPath().getMenuString(), info.getClassName()));
		assertFalse(fiji.isEmpty());
		assertEquals(fiji, entries());
	}

	private static Map<String, String> entries() throws IOException {
		final Map<String, String> entries = new TreeMap<>();
		for (final String line : lines()) {
			if (line.equals(SEPARATOR)) continue;
			final Matcher matcher = ENTRY.matcher(line);
			assertTrue(matcher.matches(), line);
			assertEquals(CommandPlugIn.class.getName(), matcher.group("twin"));
			entries.put((matcher.group("menu") + ">" + matcher.group("label")).replace(">", " > "), matcher.group(
				"command"));
		}
		return entries;
	}

	private static List<String> lines() throws IOException {
		try (InputStream in = CommandRulesTest.class.getResourceAsStream("/plugins.config")) {
			return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")).filter(line -> !line.startsWith(
				"#") && !line.isBlank()).toList();
		}
	}

	@Test
	void menusHaveTheOrderOfTheWork() throws IOException {
		final List<String> menu = lines().stream().filter(line -> line.startsWith("Plugins")).map(line -> line.equals(SEPARATOR)
			? "-" : line.split("\"")[1]).toList();
		final List<MenuEntry> entries = commands().stream().map(info -> info.getMenuPath().getLeaf()).filter(leaf -> menu.contains(
			leaf.getName())).sorted(Comparator.comparingDouble(MenuEntry::getWeight)).toList();
		final List<String> fiji = new ArrayList<>();
		double last = entries.get(0).getWeight();
		for (final MenuEntry entry : entries) {
			// NB: as SciJava does.
			if (entry.getWeight() - last > 1) fiji.add("-");
			assertTrue(fiji.isEmpty() || entry.getWeight() > last, entry.getName());
			fiji.add(entry.getName());
			last = entry.getWeight();
		}
		assertEquals(fiji, menu);
		assertTrue(menu.indexOf("Cairn Check Data...") < menu.indexOf("Cairn Pretrain..."));
		assertTrue(menu.indexOf("Cairn Check Data...") < menu.indexOf("Cairn Fine-tune..."));
		assertTrue(menu.indexOf("Cairn Fine-tune...") < menu.indexOf("Cairn Segment..."));
		assertTrue(menu.indexOf("Cairn Segment...") < menu.indexOf("Cairn Evaluate..."));
	}

	@TestFactory
	Stream<DynamicTest> parametersSurviveMacros() {
		return commands().stream().map(info -> DynamicTest.dynamicTest(Parameters.label(info), () -> check(info)));
	}

	private static void check(final CommandInfo info) throws Exception {
		final Module module = info.createModule();
		final Parameters parameters = Parameters.of(info);
		final Problems problems = parameters.problems();
		parameters.check(module, problems);
		assertTrue(problems.isEmpty(), () -> problems.sentences().toString());
		final long basic = parameters.keys().stream().map(parameters::item).filter(Group::isBasic).count();
		assertTrue(basic <= 8 && (basic > 0 || parameters.keys().isEmpty()), basic + " basic parameters");
		for (final String key : parameters.keys()) {
			final ModuleItem<?> item = parameters.item(key);
			final Object value = item.getValue(module);
			assertAll(key, //
				() -> assertTrue(item.getName().matches("[a-zA-Z]+"), "has only letters"), //
				() -> assertFalse(item.isPersisted(), "is not persisted"), //
				() -> assertNotNull(value, "has a default"), //
				() -> assertFalse(item.getType().isEnum(), "is no enum, of which Fiji makes null in the wrong case"), //
				() -> assertTrue(ParameterValue.hasText(item.getType()), "can be written in a macro"), //
				() -> assertFalse(item.getLabel().isBlank(), "has a label"), //
				() -> assertTrue(item.getDescription().endsWith(".") || item.getDescription().endsWith("..."),
					"has a description, in sentences"), //
				() -> assertTrue(GROUPS.contains(Group.of(item)), "is in one of the groups"), //
				() -> assertEquals(value, parameters.parse(key, ParameterValue.text(value)), "default is written and read"), //
				() -> assertFalse(parameters.keys().stream().anyMatch(other -> !other.equals(key) && other.endsWith(key)),
					"is not the tail of another key"));
		}
	}

	@Test
	void keysOfReleasedMacrosExist() {
		assertKeys(PretrainCommand.class, "images", "include", "method", "strategy", "partitions", "temperature", "width",
			"levels", "size", "iterations", "batch", "rate", "seed", "device", "precision", "model", "pretrained");
		assertKeys(FineTuneCommand.class, "images", "labels", "cases", "pretrained", "validation", "iterations", "batch",
			"rate", "seed", "device", "precision", "model", "unlabelled", "include", "rounds", "confidence", "largest",
			"teacher", "copypaste", "mixup");
		assertKeys(SegmentCommand.class, "input", "model", "output", "probabilities");
		assertKeys(SegmentFolderCommand.class, "images", "include", "model", "output", "format");
		assertKeys(EvaluateCommand.class, "predictions", "labels", "output");
		assertKeys(CompareCommand.class, "images", "labels", "splits", "test", "group", "methods", "counts", "draws", "others",
			"domains", "iterations", "batch", "rate", "iterationspretraining", "batchpretraining", "ratepretraining", "output");
		assertKeys(InstallEngineCommand.class, "action", "flavor", "folder");
		assertKeys(LabelsFromRoisCommand.class, "input", "rois", "overlay", "names", "complete", "ignore", "output");
		assertKeys(AddTrainingCaseCommand.class, "input", "labels", "folder", "name", "format", "ignore", "overwrite");
		assertKeys(ModelInfoCommand.class, "model", "output");
		assertKeys(CiteCommand.class, "model", "output");
		assertKeys(PhantomDataSetCommand.class, "folder");
		assertKeys(CheckDataCommand.class, "images", "labels", "channel", "frame", "ignore", "output");
		assertKeys(OverviewCommand.class, "images", "labels", "predictions", "models", "output");
	}

	private static void assertKeys(final Class<? extends CairnCommand> command, final String... keys) {
		final List<String> missing = new ArrayList<>(List.of(keys));
		missing.removeAll(Parameters.of(Parameters.describe(command)).keys());
		assertEquals(List.of(), missing, command.getName());
	}

	/** Finds all commands of the suite as Fiji does, but for those of the tests. */
	static List<CommandInfo> commands() {
		try (Context context = TestPlugins.context()) {
			return context.service(PluginService.class).getPluginsOfType(Command.class).stream() //
				.filter(plugin -> plugin.getClassName().startsWith("sc.fiji.cairn.")) //
				.filter(plugin -> !List.of(ProbeCommand.class.getName(), ActiveCommand.class.getName()).contains(plugin
					.getClassName())) //
				.map(CommandInfo.class::cast).toList();
		}
	}
}
