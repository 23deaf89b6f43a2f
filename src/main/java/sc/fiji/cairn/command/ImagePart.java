// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.volume.Selection;

/** The parameters that say which part of each image is used; {0} is what for, {1} what frame 0 is. */
final class ImagePart {

	@Parameter(label = "Channel", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the channel to {0}, from 1; 0 for all.")
	private int channel = 0;

	@Parameter(label = "Frame", min = "0", persist = false,
		attrs = @Attr(name = Group.NAME, value = Group.DATA),
		description = "Number of the time point to {0}, from 1; 0 {1}.")
	private int frame = 0;

	Selection selection() {
		return new Selection(channel, frame);
	}
}
