package sc.fiji.cairn.ui;

import java.awt.Color;

import sc.fiji.cairn.volume.DistinctColours;

/** Colours of what is drawn. */
final class Palette {

	static final Color TEXT = new Color(0x222222);
	static final Color FAINT = new Color(0xD9D9D9);

	private Palette() {
		// Only static methods.
	}

	/** Gets the colour of a class from 1 on, the same as in label images. */
	static Color ofClass(final int label) {
		return DistinctColours.ofClass(label);
	}

	/** Gets the colour of a curve from 0 on; the colours repeat. */
	static Color ofCurve(final int index) {
		return DistinctColours.ofCurve(index);
	}
}
