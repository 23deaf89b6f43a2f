// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.torch.Precision;

/** The parameters that say how and where a training computes; {0} is what the same seed gives. */
final class Computing {

	@Parameter(label = "Seed", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Same seed, same {0}.")
	private int seed = 1;

	@Shared
	private final ComputerChoice computer = new ComputerChoice("auto");

	int seed() {
		return seed;
	}

	String device() {
		return computer.computer().device();
	}

	Precision precision() {
		return computer.computer().precision();
	}

	/** Notes the precision that was chosen. */
	void chosen(final String chosen) {
		computer.chosen(chosen);
	}
}
