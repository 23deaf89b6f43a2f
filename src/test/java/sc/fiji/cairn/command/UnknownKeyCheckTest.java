// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.Macro;

import sc.fiji.cairn.CairnException;

/** Tests {@link UnknownKeyCheck}, in a thread that looks to ImageJ like that of a macro. */
class UnknownKeyCheckTest {

	private final Module module = Parameters.describe(ProbeCommand.class).createModule(new ProbeCommand());
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

	@Test
	void findsAMisspeltKey() {
		Macro.setOptions("images=[a b] numbr=3");
		final CairnException exc = assertThrows(CairnException.class, () -> new UnknownKeyCheck().process(module));
		assertTrue(exc.getMessage().contains("\"numbr\"; the nearest is \"number\""), exc.getMessage());
	}

	@Test
	void letsGoodLinesPass() {
		Macro.setOptions("images=[a b] number=3 flag=true");
		new UnknownKeyCheck().process(module);
		Macro.setOptions(null);
		new UnknownKeyCheck().process(module);
	}

	@Test
	void letsLinesMeantForAnotherPass() {
		Macro.setOptions("radius=3 sigma=2");
		module.resolveInput("number");
		new UnknownKeyCheck().process(module);
	}

	@Test
	void findsALineWithoutAnyGoodKey() {
		Macro.setOptions("numbr=3");
		assertThrows(CairnException.class, () -> new UnknownKeyCheck().process(module));
	}
}
