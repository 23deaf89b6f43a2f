// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

import sc.fiji.cairn.TimeLeft;
import sc.fiji.cairn.report.Palette;

/** The words of a training window: how far the work is, how fast, on what, and with how much memory. */
final class TrainingWords {

	private static final int STEPS = 1000;
	private static final int GAP = 10;

	private final JPanel head = new JPanel(new BorderLayout(GAP, GAP / 2));
	private final JPanel facts = new JPanel(new GridBagLayout());
	private final JLabel work = new JLabel(" ");
	private final JLabel share = new JLabel(" ");
	private final JLabel note = new JLabel(" ");
	private final JProgressBar bar = new JProgressBar(0, STEPS);
	private final JLabel step;
	private final JLabel speed;
	private final JLabel left;
	private final JLabel device;
	private final JLabel memory;
	private final JLabel model;

	/**
	 * @param font of most words
	 */
	TrainingWords(final Font font) {
		work.setFont(font.deriveFont(Font.BOLD, 1.25f * font.getSize2D()));
		share.setFont(work.getFont());
		note.setFont(font);
		bar.setForeground(Palette.ofCurve(0));
		bar.setBackground(Palette.FAINT);
		bar.setBorderPainted(false);
		bar.setPreferredSize(new Dimension(1, GAP));
		note.setName("note");
		work.setName("work");
		head.add(work, BorderLayout.CENTER);
		head.add(share, BorderLayout.EAST);
		final JPanel below = new JPanel(new BorderLayout(0, GAP / 2));
		below.add(bar, BorderLayout.NORTH);
		below.add(note, BorderLayout.SOUTH);
		head.add(below, BorderLayout.SOUTH);
		step = fact("Step", 0, 0, font);
		step.setName("step");
		speed = fact("Speed", 0, 1, font);
		left = fact("Time left", 0, 2, font);
		device = fact("Device", 2, 0, font);
		memory = fact("Memory", 2, 1, font);
		model = fact("Model", 2, 2, font);
	}

	private JLabel fact(final String name, final int column, final int row, final Font font) {
		final GridBagConstraints place = new GridBagConstraints();
		place.gridx = column;
		place.gridy = row;
		place.anchor = GridBagConstraints.LINE_START;
		place.insets = new Insets(1, column == 0 ? 0 : 2 * GAP, 1, GAP);
		final JLabel key = new JLabel(name);
		key.setFont(font);
		key.setForeground(Color.GRAY);
		facts.add(key, place);
		place.gridx++;
		place.weightx = column == 0 ? 0.4 : 0.6;
		place.fill = GridBagConstraints.HORIZONTAL;
		place.insets = new Insets(1, 0, 1, 0);
		final JLabel value = new JLabel(" ");
		value.setFont(font);
		// NB: a long value is cut, rather than pushing the others about.
		value.setPreferredSize(new Dimension(1, value.getPreferredSize().height));
		facts.add(value, place);
		return value;
	}

	/** Gets what stands above the figures. */
	JPanel head() {
		return head;
	}

	/** Gets what stands below the figures. */
	JPanel facts() {
		return facts;
	}

	/** Shows a state. */
	void show(final LiveState state) {
		work.setText(title(state));
		final double done = state.total() == 0 ? 0 : (double) state.done() / state.total();
		share.setText(state.total() == 0 ? " " : (int) (100 * done) + " %");
		bar.setIndeterminate(state.total() == 0 && state.phase() == LiveState.Phase.WORKING);
		bar.setValue((int) (STEPS * done));
		final String units = state.total() == 0 || state.trains() ? "" : state.done() + " of " + state.total();
		note.setText(Stream.of(units, state.note(), " ").filter(text -> !text.isEmpty()).limit(2).collect(Collectors.joining(
			"  ")));
		step.setText(state.training().isEmpty() ? " " : String.format(Locale.ROOT, "%d of %d, %s", state.step(), state
			.iterations(), state.training()));
		final boolean moving = state.trains() && state.phase() != LiveState.Phase.PAUSED && !state.phase().isOver();
		speed.setText(state.speed() == 0 ? " " : String.format(Locale.ROOT, state.speed() < 10 ? "%.2f steps per second"
			: "%.0f steps per second", state.speed()));
		left.setText(!moving || state.millisLeft() < 0 ? " " : TimeLeft.words(state.millisLeft()));
		memory.setText(MemoryUse.now().toString());
		if (state.facts() == null) return;
		device.setText(state.facts().device());
		device.setToolTipText(state.facts().device());
		model.setText(state.facts().model().getFileName().toString());
		model.setToolTipText(state.facts().model().toString());
	}

	private static String title(final LiveState state) {
		return switch (state.phase()) {
			case WORKING -> state.work().isEmpty() ? "Preparing" : state.work();
			case PAUSING -> "Pausing after this step";
			case PAUSED -> "Paused";
			case STOPPING -> "Stopping; the model is kept";
			case CANCELLING -> "Cancelling";
			case FINISHED -> state.isWhole() ? "Finished" : "Stopped early; the model is kept";
			case CLOSED -> "Ended";
		};
	}
}
