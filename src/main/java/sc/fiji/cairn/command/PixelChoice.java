// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.List;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import sc.fiji.cairn.cases.Case;
import sc.fiji.cairn.cases.LabelRule;
import sc.fiji.cairn.pretrain.SupervisionOptions;

/** The parameters of which labelled pixels pretraining compares. */
final class PixelChoice {

	@Parameter(label = "Stride", min = "1", persist = false,
		attrs = @Attr(name = Group.UNIT, value = "pixels"),
		description = "For supervised-local: only every so many pixels along each axis are compared.")
	private int stride = 4;

	@Parameter(label = "Block", min = "1", persist = false,
		attrs = @Attr(name = Group.UNIT, value = "pixels"),
		description = "For supervised-local: side of the blocks within which pixels are compared, in pixels.")
	private int block = 4096;

	/** Says how to learn from the labels of some cases. */
	SupervisionOptions of(final List<Case> cases, final LabelRule rule) {
		return new SupervisionOptions(cases, rule, stride, block);
	}
}
