// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.NameList;
import sc.fiji.cairn.fuzz.Fuzz;

/** Spoiled macro lines are refused in a sentence. */
class MacroFuzzTest {

	@TempDir
	Path folder;

	private static byte[] bytes(final String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Does with a line what the twin of plain ImageJ does before it runs the command. */
	private static void parse(final String line) {
		final Parameters parameters = Parameters.of(Parameters.describe(FineTuneCommand.class));
		final Map<String, String> values = MacroOptions.split(line);
		parameters.checkOptions(values);
		values.forEach((key, text) -> parameters.parse(key, text));
	}

	@Test
	void lines() throws IOException {
		Fuzz.of("macro line", ".txt", file -> parse(Files.readString(file, StandardCharsets.ISO_8859_1))).seed(bytes(
			"images=[/data/my scans] labels='/data/it]s' model=m.cairn iterations=20 rate=1e-3 preset=common flipx=true resume"))
			.seed(bytes("images=a labels=b cases=[left;;right; both] width=4 levels=2 precision=float32 device=cpu")).run(folder);
	}

	/** What a command says of parameters that were parsed, before it works. */
	@Test
	void validations() throws IOException {
		final org.scijava.command.CommandModule module = TestPlugins.module(FineTuneCommand.class);
		final Parameters parameters = Parameters.of(module.getInfo());
		Fuzz.of("parameters", ".txt", file -> {
			final Map<String, String> values = MacroOptions.split(Files.readString(file, StandardCharsets.ISO_8859_1));
			parameters.checkOptions(values);
			try {
				values.forEach((key, text) -> module.setInput(parameters.item(key).getName(), parameters.parse(key, text)));
				((CairnCommand) module.getCommand()).problems().throwFirst();
			}
			catch (final InvalidPathException e) {
				// All commands explain it.
			}
		}).seed(bytes("images=test-images/images labels=test-images/labels cases=train-1;train-2 validation=test-1 names=a;b " +
			"model=target/none/m.cairn iterations=20 rate=1e-3 batch=4 width=4 levels=2 include=*.nii.gz channel=1 confidence=.9"))
			.run(folder);
	}

	@Test
	void lists() throws IOException {
		Fuzz.of("list of names", ".txt", file -> NameList.split(Files.readString(file, StandardCharsets.ISO_8859_1))).seed(bytes(
			"a;;1; b ;c;;;d")).run(folder);
	}
}
