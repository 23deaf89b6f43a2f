// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.function.Consumer;

import sc.fiji.cairn.report.CurveChart;

/** Shows the loss of a training and, once there are any, the Dice of the validation cases below. */
final class ChartCard extends Card {

	private static final long serialVersionUID = 1L;
	private static final double LOSS_SHARE = 0.58;
	private static final int MARGIN = 12;

	/** The axis has room for these at least. */
	private static final int LEAST_STEPS = 20;

	private transient LiveState state;
	private boolean logarithmic;

	ChartCard(final double zoom, final Consumer<RuntimeException> failure) {
		super(zoom, failure);
	}

	/** Shows what there is. */
	void show(final LiveState now, final boolean ratios) {
		state = now;
		logarithmic = ratios;
		repaint();
	}

	@Override
	void draw(final Graphics2D g, final Rectangle area) {
		if (state == null || state.iterations() == 0) return;
		final Rectangle inside = new Rectangle(MARGIN, MARGIN / 2, area.width - 2 * MARGIN, area.height - MARGIN);
		final boolean validated = state.dice().steps().length > 0;
		final int above = validated ? (int) (LOSS_SHARE * inside.height) : inside.height;
		final double end = end(state.step(), state.iterations());
		CurveChart.loss(state.loss(), end, logarithmic).draw(g, new Rectangle(inside.x, inside.y, inside.width, above));
		if (validated) CurveChart.dice(state.dice(), end).draw(g, new Rectangle(inside.x, inside.y + above, inside.width,
			inside.height - above));
	}

	/** Returns the end of the axis: that of the training, halved as long as the steps that are done fit in. */
	static double end(final long step, final int iterations) {
		double end = iterations;
		while (end / 2 > Math.max(LEAST_STEPS, step))
			end /= 2;
		return end;
	}
}
