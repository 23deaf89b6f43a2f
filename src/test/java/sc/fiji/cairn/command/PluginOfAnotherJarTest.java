// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.pretrain.PretrainMethodService;
import sc.fiji.cairn.volume.VolumeFormatService;

/** Tests that a pretraining method and a format of somebody else, in a folder of classes of their own, are found. */
class PluginOfAnotherJarTest {

	private static final String METHOD = """
		package org.example.method;

		import java.util.List;
		import java.util.Map;
		import org.scijava.plugin.Plugin;
		import sc.fiji.cairn.pretrain.*;
		import sc.fiji.cairn.train.Preset;

		@Plugin(type = PretrainMethod.class, name = "example")
		public final class ExampleMethod implements PretrainMethod {

			@Override
			public List<PretrainStage> stages(final PretrainContext context) {
				return new PositionalContrast().stages(context);
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
				return Map.of(Preset.ZENG, PretrainRecipe.COMMON.with(77, 0, 0, 0, 0));
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

	/** Compiles the plugins, with an index by SciJava's annotation processor, and opens a context that finds them. */
	@BeforeEach
	void open() throws Exception {
		final Path classes = Files.createDirectories(folder.resolve("classes"));
		final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		final Path method = Files.writeString(folder.resolve("ExampleMethod.java"), METHOD);
		final Path format = Files.writeString(folder.resolve("ExampleFormat.java"), FORMAT);
		assertEquals(0, compiler.run(null, null, null, "-nowarn", "-cp", System.getProperty(
			"java.class.path"), "-d", classes.toString(), method.toString(), format.toString()));
		assertTrue(Files.exists(classes.resolve("META-INF/json/org.scijava.plugin.Plugin")));
		loader = new URLClassLoader(new URL[] { classes.toUri().toURL() }, getClass().getClassLoader());
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
	void theMethodIsOfferedRunRecordedAndCompared() {
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
	void theFormatIsUsed() throws Exception {
		final Path file = Files.writeString(folder.resolve("a.example"), "");
		assertFalse(TestPlugins.io().canOpen(file));
		assertTrue(context.service(VolumeFormatService.class).io().isWritable(file));
	}

	@Test
	void aContextHasOneOfEach() {
		final PretrainMethodService methods = context.service(PretrainMethodService.class);
		assertEquals(methods.methods().of("example"), methods.methods().of("example"));
		assertEquals("example (by others)", methods.methods().of("example").title());
	}
}
