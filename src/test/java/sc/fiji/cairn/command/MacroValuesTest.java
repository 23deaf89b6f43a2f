// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.Macro;

/** Tests {@link MacroValues}, in a thread that looks to ImageJ like that of a macro. */
class MacroValuesTest {

	private final Module module = Parameters.describe(ProbeCommand.class).createModule(new ProbeCommand());
	private final Object usual = module.getInput("number");
	private String name;

	@BeforeEach
	void lookLikeAMacro() {
		name = Thread.currentThread().getName();
		Thread.currentThread().setName("Run$_" + name);
	}

	@AfterEach
	void lookAsBefore() {
		Macro.setOptions(null);
		Thread.currentThread().setName(name);
	}

	/** What Fiji does before: it searches the line for the key, and takes 0 for what is no number. */
	private void read(final String options) {
		Macro.setOptions(options);
		final String found = Macro.getValue(options, "number", null);
		if (found == null) return;
		module.setInput("number", found.matches("\\d+") ? Integer.parseInt(found) : 0);
		module.resolveInput("number");
	}

	@Test
	void aKeyInANameIsNone() {
		read("images=[a,number=7 b]");
		assertEquals(7, module.getInput("number"));
		new MacroValues().process(module);
		assertEquals(usual, module.getInput("number"));
		assertEquals("a,number=7 b", module.getInput("images"));
	}

	@Test
	void aKeyInANameDoesNotHideTheRealOne() {
		read("images=[a,number=7.fake] number=3");
		assertEquals(0, module.getInput("number"));
		new MacroValues().process(module);
		assertEquals(3, module.getInput("number"));
	}

	@Test
	void linesMeantForAnotherAreLeftAlone() {
		read("radius=3 title=[number=7 ]");
		new MacroValues().process(module);
		assertEquals(7, module.getInput("number"));
		assertFalse(module.isInputResolved("images"));
		assertTrue(module.isInputResolved("number"));
	}
}
