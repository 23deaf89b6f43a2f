package sc.fiji.cairn.command.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.Macro;

import sc.fiji.cairn.command.ProbeCommand;

/** Tests {@link CommandPlugIn} as a script calls it that is no ImageJ macro. */
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
	void aFailureIsToldAndThrown() {
		for (final String options : new String[] { "numbr=3", "fail=message", "fail=bug", "fail=memory", "fail=error" }) {
			final RuntimeException thrown = assertThrows(RuntimeException.class, () -> run(options), options);
			assertEquals(Macro.MACRO_CANCELED, thrown.getMessage());
			final String told = IJ.getErrorMessage();
			assertTrue(told.contains("numbr") || told.contains("brain.nii") || told.contains("Cairn Probe..."), told);
		}
	}

	@Test
	void successThrowsNothing() {
		run("number=3");
		assertNull(IJ.getErrorMessage());
	}
}
