// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.ij1;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.Macro;

import sc.fiji.cairn.command.ProbeCommand;

/** Tests {@link CommandPlugIn} as a program calls it, which wants exceptions. */
class CommandPlugInTest {

	private String name;

	@BeforeEach
	void lookLikeAScript() {
		name = Thread.currentThread().getName();
		Thread.currentThread().setName("Run$_" + name);
		IJ.redirectErrorMessages(true);
		IJ.getErrorMessage();
	}

	@AfterEach
	void lookAsBefore() {
		IJ.redirectErrorMessages(false);
		Macro.setOptions(null);
		Thread.currentThread().setName(name);
	}

	private static void run(final String options) {
		Macro.setOptions(options);
		new CommandPlugIn().run(ProbeCommand.class.getName());
	}

	@Test
	void aFailureIsThrown() {
		for (final String options : new String[] { "numbr=3", "fail=message", "fail=bug", "fail=memory", "fail=error" }) {
			final Throwable thrown = assertThrows(Throwable.class, () -> run(options), options);
			final String told = thrown.getMessage();
			assertTrue(List.of("seven", "eight").contains(told) || told.contains("numbr") || told.contains("brain.nii") || told
				.contains("Cairn Probe..."), told);
			assertNull(IJ.getErrorMessage());
		}
	}

	@Test
	void successThrowsNothing() {
		run("number=3");
		assertNull(IJ.getErrorMessage());
	}
}
