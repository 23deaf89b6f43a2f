// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;

import sc.fiji.cairn.CairnException;

/** Tests {@link Parameters} and {@link ParameterValue}. */
class ParametersTest {

	private final CommandInfo info = Parameters.describe(ProbeCommand.class);
	private final Parameters parameters = Parameters.of(info);

	@Test
	void keysAreTheFieldsWithoutServices() {
		assertEquals(List.of("images", "strategy", "number", "rate", "flag", "folder", "overwrite", "blank", "fail"), List.copyOf(parameters
			.keys()));
		assertEquals("Cairn Probe...", parameters.label());
	}

	@Test
	void anUnknownKeyIsNamedWithTheNearestAndAll() {
		assertEquals("\"Cairn Probe...\" has no key \"strategi\"; the nearest is \"strategy\", and it takes images, " +
			"strategy, number, rate, flag, folder, overwrite, blank, fail.", message(() -> parameters.checkKeys(List.of("rate", "strategi"))));
		assertTrue(message(() -> parameters.checkKeys(List.of("Images"))).contains("nearest is \"images\""));
	}

	@Test
	void aValueThatWasCutAtABlankIsToldFromAWrongKey() {
		assertEquals("The macro options seem to cut a value at a blank: \"old scans\" is no key of \"Cairn Probe...\"; write " +
			"folder=[/data/my old scans] if it belongs to \"folder\", or one of images, strategy, number, rate, flag, folder, overwrite, blank, fail.",
			message(() -> parameters.checkOptions(MacroOptions.split("number=3 folder=/data/my old scans flag rate=2"))));
		// After a number, and with a value, a word is a key.
		assertTrue(message(() -> parameters.checkOptions(MacroOptions.split("number=3 flagg"))).contains("nearest is \"flag\""));
		assertTrue(message(() -> parameters.checkOptions(MacroOptions.split("folder=a rat=2"))).contains("nearest is \"rate\""));
		parameters.checkOptions(MacroOptions.split("folder=[/data/my old scans] flag rate=2"));
	}

	@ParameterizedTest
	@CsvSource({ "strategy, GD, 'random, gd-minus, gd'", "number, 3.5, whole number", "number, many, whole number",
		"number, 101, from 1 to 100", "number, 0, from 1 to 100", "number, 99999999999, whole number",
		"rate, fast, is a number", "rate, NaN, is a number", "flag, yes, true or false" })
	void aWrongValueIsNamedWithWhatIsAllowed(final String key, final String text, final String allowed) {
		final String message = message(() -> parameters.parse(key, text));
		assertTrue(message.contains("\"" + key + "\"") && message.contains(allowed) && message.contains(text), message);
	}

	@Test
	void valuesGetTheTypeOfTheirField() {
		assertEquals(12, parameters.parse("number", "12"));
		assertEquals(12, parameters.parse("number", "12.0"));
		assertEquals(1e-4, parameters.parse("rate", "1.0E-4"));
		assertEquals(true, parameters.parse("flag", "true"));
		assertEquals(new File("/a b/c"), parameters.parse("folder", "/a b/c"));
		assertEquals("gd-minus", parameters.parse("strategy", "gd-minus"));
	}

	@Test
	void textIsReadBack() {
		for (final double value : new double[] { 1e-7, 0.001, 1, 12345678, -2.5 }) {
			assertEquals(value, parameters.parse("rate", ParameterValue.text(value)));
		}
		assertEquals("0.0000001", ParameterValue.text(1e-7));
		assertEquals("64", ParameterValue.text(64.0));
	}

	@Test
	void valuesSetByProgramsAreCheckedToo() {
		final ProbeCommand command = new ProbeCommand();
		assertTrue(command.problems().isEmpty());
		command.strategy = "best";
		assertTrue(message(() -> command.problems().throwFirst()).contains("random, gd-minus, gd"));
		command.strategy = "gd";
		command.number = 0;
		assertTrue(message(() -> command.problems().throwFirst()).contains("from 1 to 100"));
	}

	@Test
	void countsEdits() {
		assertEquals(0, Spelling.edits("model", "model"));
		assertEquals(1, Spelling.edits("modl", "model"));
		assertEquals(3, Spelling.edits("kitten", "sitting"));
		assertEquals(5, Spelling.edits("", "model"));
	}

	private static String message(final Runnable action) {
		return assertThrows(CairnException.class, action::run).getMessage();
	}
}
