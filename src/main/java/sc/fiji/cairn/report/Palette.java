// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.Color;

import sc.fiji.cairn.volume.imagej.DistinctColours;

/** Colours of what is drawn. */
public final class Palette {

	public static final Color TEXT = new Color(0x222222);
	public static final Color FAINT = new Color(0xD9D9D9);

	private Palette() {
		// Only static methods.
	}

	/** Gets the colour of a class from 1 on, the same as in label images. */
	public static Color ofClass(final int label) {
		return DistinctColours.ofClass(label);
	}

	/** Gets the colour of a curve from 0 on; the colours repeat. */
	public static Color ofCurve(final int index) {
		return DistinctColours.ofCurve(index);
	}
}
