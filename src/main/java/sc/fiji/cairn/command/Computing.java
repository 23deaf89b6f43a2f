// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.Locale;

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
	private final DeviceChoice place = new DeviceChoice();

	@Parameter(label = "Precision", choices = { "auto", "float32", "bfloat16" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Numbers to compute with; auto takes the faster where the device is good at it.")
	private String precision = "auto";

	int seed() {
		return seed;
	}

	String device() {
		return place.device();
	}

	Precision precision() {
		return Inputs.choice(Precision.class, precision);
	}

	/** Notes what was chosen, so that the recorder gets it: on a busy computer it can be another one the next time. */
	void chosen(final String chosen) {
		precision = chosen.toLowerCase(Locale.ROOT);
	}
}
