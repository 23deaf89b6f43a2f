// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.JComponent;

import sc.fiji.cairn.report.Palette;
import sc.fiji.cairn.report.Type;

/** A white sheet in a window, on which figures are drawn. */
abstract class Card extends JComponent {

	private static final long serialVersionUID = 1L;

	private final double zoom;
	private final transient Consumer<RuntimeException> failure;

	/**
	 * @param zoom size of letters and lines, 1 being that of figures
	 * @param failure is told what goes wrong, instead of all who paint the window
	 */
	Card(final double zoom, final Consumer<RuntimeException> failure) {
		this.zoom = zoom;
		this.failure = failure;
		setBorder(BorderFactory.createLineBorder(Palette.FAINT));
	}

	/** Draws everything into an area, in units of which {@code zoom} are a pixel of figures. */
	abstract void draw(Graphics2D g, Rectangle area);

	@Override
	protected final void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		try {
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, getWidth(), getHeight());
			g.scale(zoom, zoom);
			Type.smooth(g);
			g.setFont(Type.PLAIN);
			draw(g, new Rectangle((int) (getWidth() / zoom), (int) (getHeight() / zoom)));
		}
		catch (final RuntimeException e) {
			failure.accept(e);
		}
		finally {
			g.dispose();
		}
	}
}
