// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The parameter that says where to compute. */
final class DeviceChoice {

	@Parameter(label = "Device", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.COMPUTER),
		description = "Where to compute: auto, cpu, gpu0, gpu1, ...")
	private String device = "auto";

	String device() {
		return device;
	}
}
