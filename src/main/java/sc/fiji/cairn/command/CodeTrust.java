// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.nio.file.Path;
import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.Decision;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.bioimageio.ModelPackage;

/** The parameter that lets a network of somebody else run, which is a program. */
final class CodeTrust {

	/** Its macro key. */
	static final String KEY = "trust";

	@Parameter(label = "Trust the package", persist = false,
		attrs = { @Attr(name = Group.NAME, value = Group.DATA), @Attr(name = Group.ASKED) },
		description = "Whether to run the program in a package of bioimage.io, which may do to this computer whatever you may; a " +
			"dialog asks. Models of Cairn hold none.")
	private boolean trust = false;

	/**
	 * Makes sure that programs are run only if the user says so.
	 *
	 * @throws UndecidedException if there is one, and the user has not decided
	 */
	void require(final List<Path> models) {
		final List<Path> programs = trust ? List.of() : models.stream().filter(ModelPackage::isPackage).toList();
		if (!programs.isEmpty()) throw new UndecidedException(new Decision("The package " + programs.get(0) +
			" holds a program of its maker, TorchScript, which may do to this computer whatever you may", KEY, new Decision.Answer("true",
				"Trust it")));
	}
}
