// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Locale;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.torch.Computer;
import sc.fiji.cairn.torch.Precision;

/** The parameters that say where to compute, and with which numbers. */
final class ComputerChoice {

	/** Numbers of 32 bits, with which shards, and the same command on another computer, give the same. */
	static final String EXACT = "float32";

	@Shared
	private final DeviceChoice place = new DeviceChoice();

	@Parameter(label = "Precision", choices = { "auto", EXACT, "bfloat16" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision;

	/** @param usual numbers to compute with unless somebody says otherwise */
	ComputerChoice(final String usual) {
		precision = usual;
	}

	Computer computer() {
		return new Computer(place.device(), Inputs.choice(Precision.class, precision));
	}

	/** Notes what was chosen, so that the recorder gets it: on a busy computer it can be another one the next time. */
	void chosen(final String chosen) {
		precision = chosen.toLowerCase(Locale.ROOT);
	}
}
