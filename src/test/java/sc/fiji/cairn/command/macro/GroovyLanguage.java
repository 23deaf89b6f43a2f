// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** Groovy as Fiji has it, for tests of the example scripts. */
@Plugin(type = ScriptLanguage.class, name = "groovy")
public class GroovyLanguage extends AdaptedScriptLanguage {

	/** Finds Groovy on the class path. */
	public GroovyLanguage() {
		super("groovy");
	}
}
