package sc.fiji.cairn.ui;

import java.awt.Color;
import java.util.List;

/**
 * Colours that people with any kind of colour vision can tell apart: those of Okabe and Ito (Color Universal Design,
 * 2008), without black.
 */
final class Palette {

	static final Color TEXT = new Color(0x222222);
	static final Color FAINT = new Color(0xD9D9D9);

	/** Ordered so that the first few differ most on grey images. */
	private static final List<Color> COLOURS = List.of(new Color(0xE69F00), new Color(0x56B4E9), new Color(0xCC79A7),
		new Color(0x009E73), new Color(0xF0E442), new Color(0xD55E00), new Color(0x0072B2));

	/** Dark enough for lines on white. */
	private static final List<Color> LINES = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
		new Color(0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9));

	private Palette() {
		// Only static methods.
	}

	/** Gets the colour of a class from 1 on; the colours repeat. */
	static Color ofClass(final int label) {
		return COLOURS.get(Math.floorMod(label - 1, COLOURS.size()));
	}

	/** Gets the colour of a curve from 0 on; the colours repeat. */
	static Color ofCurve(final int index) {
		return LINES.get(index % LINES.size());
	}
}
