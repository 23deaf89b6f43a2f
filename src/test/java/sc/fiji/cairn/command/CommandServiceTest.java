// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;

import ij.ImagePlus;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.command.macro.ScriptedImageJ;

/** Tests commands as programs and scripts call them: through SciJava's services. */
class CommandServiceTest {

	private static final Path SCRIPT = Path.of("macros/groovy/train-and-segment.groovy").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void programsAndScriptsGetWhatMacrosGet() throws Exception {
		EveryCommand.prepare(folder);
		final Path data = Path.of("test-images").toAbsolutePath();
		for (final String part : List.of("images", "labels"))
			for (final String name : List.of("train-1.nii.gz", "train-2.nii.gz"))
				Files.copy(data.resolve(part).resolve(name), Files.createDirectories(folder.resolve(part)).resolve(name));
		final MacroRun run = MacroRun.java(folder, ScriptedImageJ.class, List.of("lines.txt", SCRIPT.toString(),
			"images=images labels=labels others=images output=results device=cpu iterations=2"));
		assertEquals(0, run.status(), run.err() + run.out());
		for (final String line : EveryCommand.LINES)
			assertTrue(run.out().contains(line.substring(0, line.indexOf('|')) + " done"), run.out());
		assertTrue(run.out().contains("The script found 2 cases."), run.out());
		assertTrue(Files.size(folder.resolve("results/labels/train-2.nii.gz")) > 100);
		assertTrue(Files.readString(folder.resolve("results/check.csv")).contains("train-1"));
		final String macro = String.join("\n", EveryCommand.LINES.stream().skip(1).map(line -> "run(\"" + line.replace("|",
			"\", \"") + "\");").toList());
		final MacroRun again = MacroRun.of(folder, macro.replace("out/", "macro/"), "");
		assertEquals(0, again.status(), again.err());
		EveryCommand.assertSame(folder.resolve("out"), folder.resolve("macro"));
	}

	@Test
	void nothingLeaksFromOneRunToTheNext() throws Exception {
		try (Context context = new Context()) {
			final CommandService commands = context.service(CommandService.class);
			final CommandModule first = commands.run(ProbeCommand.class, true, "number", 3, "strategy", "gd", "images", "a").get();
			final CommandModule second = commands.run(ProbeCommand.class, true, "rate", 0.25, "flag", true).get();
			final CommandModule third = commands.run(ProbeCommand.class, true).get();
			assertFalse(first.isCanceled() || second.isCanceled() || third.isCanceled());
			assertEquals(Map.of("images", "a", "strategy", "gd", "number", 3, "rate", 0.5, "flag", false), values(first));
			assertEquals(Map.of("images", "none", "strategy", "random", "number", 7, "rate", 0.25, "flag", true), values(
				second));
			assertEquals(Map.of("images", "none", "strategy", "random", "number", 7, "rate", 0.5, "flag", false), values(
				third));
		}
	}

	@Test
	void noFileChooserOpensForACommandWithOneFileLeft() throws Exception {
		try (Context context = new Context()) {
			final CommandService commands = context.service(CommandService.class);
			final File phantoms = folder.resolve("phantoms").toFile();
			assertFalse(commands.run(CiteCommand.class, true, "output", folder.resolve("cite.bib").toFile()).get().isCanceled());
			assertTrue(Files.size(folder.resolve("cite.bib")) > 100);
			final CommandModule written = commands.run(PhantomDataSetCommand.class, true, "folder", phantoms).get();
			assertEquals(phantoms, written.getOutput("dataFolder"));
			context.service(LogService.class).setLevel(LogLevel.NONE);
			assertThrows(ExecutionException.class, () -> commands.run(PhantomDataSetCommand.class, true).get());
		}
	}

	@Test
	void resultsAreOutputsWhichFijiNeedNotShow() throws Exception {
		try (Context context = new Context()) {
			final CommandService commands = context.service(CommandService.class);
			final CommandModule phantom = commands.run(PhantomCommand.class, true).get();
			final ImagePlus image = (ImagePlus) phantom.getOutput("image");
			assertEquals("Cairn Phantom", image.getTitle());
			assertEquals("Labels of Cairn Phantom", ((ImagePlus) phantom.getOutput("labelImage")).getTitle());
			assertTrue(phantom.isOutputResolved("image") && phantom.isOutputResolved("labelImage"));
			final CommandModule cite = commands.run(CiteCommand.class, true, "output", folder.resolve("cite.bib").toFile()).get();
			assertEquals(Files.readString(folder.resolve("cite.bib")), cite.getOutput("bibtex"));
			assertTrue(cite.isOutputResolved("bibtex"));
		}
	}

	@Test
	void everyCommandThatMakesSomethingHandsItOut() {
		final List<String> without = CommandRulesTest.commands().stream().filter(info -> !info.outputs().iterator().hasNext())
			.map(Parameters::label).sorted().toList();
		assertEquals(List.of("Cairn Engine Manager...", "Cairn Help", "Cairn Install Engine...", "Cairn Label in Rounds..."), without);
	}

	private static Map<String, Object> values(final Module module) {
		return Map.of("images", module.getInput("images"), "strategy", module.getInput("strategy"), "number", module.getInput(
			"number"), "rate", module.getInput("rate"), "flag", module.getInput("flag"));
	}

	@Test
	void aWrongValueIsAFailureOfTheProgram() {
		try (Context context = new Context()) {
			context.service(LogService.class).setLevel(LogLevel.NONE);
			final ExecutionException thrown = assertThrows(ExecutionException.class, () -> context.service(
				CommandService.class).run(EvaluateCommand.class, true, "predictions", folder.resolve("nowhere").toFile()).get());
			Throwable cause = thrown;
			while (!(cause instanceof CairnException))
				cause = cause.getCause();
			assertTrue(cause.getMessage().contains("nowhere"), cause.getMessage());
		}
	}
}
