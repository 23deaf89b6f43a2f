// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Locale;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.torch.Precision;

/** The parameter that says which numbers to compute with. */
final class PrecisionChoice {

	@Parameter(label = "Precision", choices = { "auto", "float32", "bfloat16" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision;

	/** @param usual what to compute with unless somebody says otherwise */
	PrecisionChoice(final String usual) {
		precision = usual;
	}

	Precision precision() {
		return Inputs.choice(Precision.class, precision);
	}

	/** Notes what was chosen, so that the recorder gets it: on a busy computer it can be another one the next time. */
	void chosen(final String chosen) {
		precision = chosen.toLowerCase(Locale.ROOT);
	}
}
