// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.StackTrace;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.pretrain.OwnParameters;
import sc.fiji.cairn.pretrain.PretrainMethodService;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.volume.VolumeFormatService;

/** Tests that a pretraining method and a format of somebody else, in a folder of classes of their own, are found. */
class PluginOfAnotherJarTest {

	private static final String METHOD = """
		package org.example.method;

		import java.util.List;
		import java.util.Map;
import java.util.concurrent.ExecutionException;
		import org.scijava.plugin.Attr;
		import org.scijava.plugin.Parameter;
		import org.scijava.plugin.Plugin;
		import sc.fiji.cairn.CairnException;
		import sc.fiji.cairn.pretrain.*;
		import sc.fiji.cairn.train.Preset;
		import sc.fiji.cairn.train.Recipe;

		@Plugin(type = PretrainMethod.class, name = "example")
		public final class ExampleMethod implements PretrainMethod {

			public static final class Edges {

				@Parameter(label = "Sharpness", min = "0", max = "9", attrs = @Attr(name = "unit", value = "per pixel"),
					description = "For example: how sharp edges are.")
				private double sharpness = 0.5;
			}

			@Override
			public List<Class<?>> parameters() {
				return List.of(Edges.class);
			}

			@Override
			public List<PretrainStage> stages(final PretrainContext context) {
				throw new CairnException("Edges are " + 2 * context.own(Edges.class).sharpness + " units sharp.");
			}

			@Override
			public String title() {
				return "example (by others)";
			}

			@Override
			public List<String> citations(final Strategy strategy) {
				return List.of("chen2020");
			}

			@Override
			public Map<Preset, PretrainRecipe> recipes() {
				return Map.of(Preset.ZENG, PretrainRecipe.COMMON.with(stage -> stage.with(new Recipe(77, 8, 1e-3, stage.recipe()
					.optimisation()), stage.temperature()), 2));
			}
		}
		""";

	private static final String FORMAT = """
		package org.example.format;

		import java.nio.file.Path;
		import org.scijava.plugin.Plugin;
		import sc.fiji.cairn.volume.Volume;
		import sc.fiji.cairn.volume.VolumeFormat;

		@Plugin(type = VolumeFormat.class)
		public final class ExampleFormat implements VolumeFormat {

			@Override
			public boolean canRead(final Path path) {
				return path.toString().endsWith(".example");
			}

			@Override
			public Volume read(final Path path) {
				throw new UnsupportedOperationException();
			}

			@Override
			public boolean canWrite(final Path path) {
				return canRead(path);
			}

			@Override
			public void write(final Volume volume, final Path path) {
				throw new UnsupportedOperationException();
			}
		}
		""";

	@TempDir
	Path folder;

	private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
	private URLClassLoader loader;
	private Context context;

	/** Compiles the plugins, with an index by SciJava's annotation processor, and opens a context that finds their jar. */
	private void open(final String method) throws Exception {
		final Path classes = Files.createDirectories(folder.resolve("classes"));
		final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		final Path methodFile = Files.writeString(folder.resolve("ExampleMethod.java"), method);
		final Path format = Files.writeString(folder.resolve("ExampleFormat.java"), FORMAT);
		assertEquals(0, compiler.run(null, null, null, "-nowarn", "-cp", System.getProperty(
			"java.class.path"), "-d", classes.toString(), methodFile.toString(), format.toString()));
		assertTrue(Files.exists(classes.resolve("META-INF/json/org.scijava.plugin.Plugin")));
		final Path jar = folder.resolve("example.jar");
		assertEquals(0, java.util.spi.ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file", jar
			.toString(), "-C", classes.toString(), "."));
		loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, getClass().getClassLoader());
		Thread.currentThread().setContextClassLoader(loader);
		context = TestPlugins.context();
	}

	@AfterEach
	void close() throws Exception {
		Thread.currentThread().setContextClassLoader(usual);
		context.close();
		loader.close();
	}

	@Test
	void theMethodIsOfferedRunRecordedAndCompared() throws Exception {
		open(METHOD);
		assertFalse(TestPlugins.methods().names().contains("example"), "only this context has it");
		final CommandModule pretrain = TestPlugins.module(PretrainCommand.class, context);
		final PretrainCommand command = (PretrainCommand) pretrain.getDelegateObject();
		assertTrue(command.proposals("method").containsAll(List.of("example", "global")), "dialog");
		pretrain.setInput("images", "test-images/unlabelled");
		pretrain.setInput("method", "example");
		pretrain.setInput("preset", "zeng");
		pretrain.setInput("model", folder.resolve("m.cairn").toFile());
		assertEquals(Map.of(), command.problems().sentences());
		assertEquals("77", command.meanings().get("iterations"), "preset of the method");
		assertEquals("example", Recording.texts(pretrain).get("method"), "recorder");

		final CommandModule compare = TestPlugins.module(CompareCommand.class, context);
		final CompareCommand comparison = (CompareCommand) compare.getDelegateObject();
		assertTrue(comparison.proposals("methods").containsAll(List.of("example", "example+mixup")));
		compare.setInput("images", new File("test-images/images"));
		compare.setInput("labels", new File("test-images/labels"));
		compare.setInput("output", folder.resolve("study").toFile());
		compare.setInput("methods", "scratch;example");
		compare.setInput("counts", "1");
		assertEquals(Map.of(), comparison.problems().sentences());
		assertEquals(List.of("scratch", "example"), comparison.options().methods().stream().map(method -> method.name()).toList());
	}

	@Test
	void aParameterOfTheMethodIsAKeyThatReachesIt() throws Exception {
		open(METHOD);
		final CommandModule module = TestPlugins.module(PretrainCommand.class, context);
		final Parameters parameters = Parameters.of(module.getInfo());
		assertEquals("Method", Group.of(parameters.item("sharpness")), "dialog");
		assertFalse(parameters.item("sharpness").isPersisted(), "nothing of yesterday");
		assertFalse(Recording.texts(module).containsKey("sharpness"), "as usual");
		MacroOptions.split("images=test-images/unlabelled method=example width=2 levels=2 size=16 iterations=1 device=cpu " +
			"precision=float32 sharpness=2.25 model=[" + folder.resolve("m.cairn") + "]").forEach((key, text) -> module.setInput(parameters
				.item(key).getName(), parameters.parse(key, text)));
		assertEquals("2.25", Recording.texts(module).get("sharpness"), "recorder");
		final PretrainCommand command = (PretrainCommand) module.getCommand();
		assertEquals(Map.of(), command.problems().sentences());
		assertEquals("Edges are 4.5 units sharp.", assertThrows(CairnException.class, module::run).getMessage(), "typed");
		assertThrows(CairnException.class, () -> parameters.parse("sharpness", "10"));
		final CommandInfo described = CommandList.all(context).stream().filter(info -> Parameters.label(info).equals(
			"Cairn Compare Label Efficiency...")).findFirst().orElseThrow();
		assertTrue(KeyTable.of(described).contains(new KeyTable.Row("sharpness", "0.5", "0 to 9 per pixel",
			"For example: how sharp edges are.")), "documentation");

		final CommandModule compare = TestPlugins.module(CompareCommand.class, context);
		compare.setInput("images", new File("test-images/images"));
		compare.setInput("labels", new File("test-images/labels"));
		compare.setInput("output", folder.resolve("study").toFile());
		compare.setInput("sharpness", 3.0);
		final OwnParameters own = ((CompareCommand) compare.getCommand()).options().own();
		final PretrainMethods methods = context.service(PretrainMethodService.class).methods();
		assertEquals(Map.of("sharpness", 3.0), own.of(methods.of("example")).values());
		assertEquals(OwnParameters.NONE, own.of(methods.of("global")), "others do not have it");
	}

	@Test
	void scriptsSetTheParameterToo() throws Exception {
		open(METHOD);
		try (Context all = new Context()) {
			final CommandInfo info = all.service(CommandService.class).getCommand(PretrainCommand.class);
			assertEquals(0.5, info.getInput("sharpness").getDefaultValue());
			all.service(LogService.class).setLevel(LogLevel.NONE);
			final ExecutionException failed = assertThrows(ExecutionException.class, () -> all.service(CommandService.class).run(
				PretrainCommand.class, true, "images", "test-images/unlabelled", "method", "example", "sharpness", 10.0, "model", folder
					.resolve("m.cairn").toFile()).get());
			assertTrue(StackTrace.of(failed).contains("sharpness\" is a number from 0.0 to 9.0, not 10"), () -> StackTrace.of(failed));
		}
	}

	@Test
	void aParameterThatCannotBeToldFromAnotherIsRefused() throws Exception {
		open(METHOD.replace("double sharpness", "double flatRate").replace(".sharpness", ".flatRate"));
		final CommandModule module = TestPlugins.module(PretrainCommand.class, context);
		assertEquals("The parameter flatrate of org.example.method.ExampleMethod$Edges cannot be told from the parameter rate of " +
			"\"Cairn Pretrain...\"; remove the jar that brings it, or update it.", ((PretrainCommand) module.getCommand()).problems()
				.sentences().get(Problems.ALL));
		assertFalse(Parameters.of(module.getInfo()).keys().contains("flatrate"));
	}

	@Test
	void theFormatIsUsed() throws Exception {
		open(METHOD);
		final Path file = Files.writeString(folder.resolve("a.example"), "");
		assertFalse(TestPlugins.io().canOpen(file));
		assertTrue(context.service(VolumeFormatService.class).io().isWritable(file));
	}

	@Test
	void aContextHasOneOfEach() throws Exception {
		open(METHOD);
		final PretrainMethodService methods = context.service(PretrainMethodService.class);
		assertEquals(methods.methods().of("example"), methods.methods().of("example"));
		assertEquals("example (by others)", methods.methods().of("example").title());
	}
}
