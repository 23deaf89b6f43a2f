// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.train.Preset;

/** The parameter that chooses a system: {0} is what of it, {1} for which models, {2} how other keys leave a choice to it. */
final class PresetChoice {

	@Parameter(label = "Preset", choices = { "common", "chaitanya", "zeng", "hu" }, persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.TRAINING),
		description = "Network, {0}: common{1} global and global-local (chaitanya), positional (zeng), supervised-local (hu). Keys " +
			"that are 0 {2}are as the preset says.")
	private String preset = "common";

	Preset preset() {
		return Inputs.choice(Preset.class, preset);
	}
}
