// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** Fonts and writing of figures. */
public final class Type {

	public static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
	public static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 16);

	private static final String CUT = "\u2026";

	private Type() {
		// Only static methods.
	}

	/** Makes all drawing smooth. */
	public static void smooth(final Graphics2D g) {
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
	}

	/** Writes a text around a point on its base line. */
	public static void centre(final Graphics2D g, final String text, final int x, final int y) {
		g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
	}

	/** Cuts a text in the middle if it is too wide: beginnings and ends of names tell them apart. */
	public static String fit(final Graphics2D g, final String text, final int width) {
		if (g.getFontMetrics().stringWidth(text) <= width) return text;
		for (int keep = text.length() - 1; keep > 1; keep--) {
			final String cut = text.substring(0, keep - keep / 2) + CUT + text.substring(text.length() - keep / 2);
			if (g.getFontMetrics().stringWidth(cut) <= width) return cut;
		}
		return CUT;
	}
}
