// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.BorderLayout;
import java.awt.Dialog.ModalityType;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Frame;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.stream.Stream;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.UIManager;
import javax.swing.WindowConstants;

import ij.Prefs;
import ij.WindowManager;

import sc.fiji.cairn.ui.LiveState.Phase;

/**
 * A window that shows a training while it runs, with buttons to pause it, to end it early and keep the model, and to cancel
 * it. It looks at a {@link LiveTraining} a few times a second; the training does not wait for it.
 */
public final class TrainingWindow {

	/** Milliseconds between two looks. */
	private static final int PAUSE = 250;

	/** Letters of figures are larger than those of windows. */
	private static final double FIGURE_ZOOM = 0.85;

	private static final int GAP = 10;
	private static final String KEEP = "Keep training";
	private static final String STOP = "Stop and keep";
	private static final String CANCEL = "Cancel training";

	private final LiveTraining training;
	private final boolean stoppable;
	private final boolean lasting;
	private final List<JButton> after;
	private final JFrame frame;
	private final TrainingWords words;
	private final ChartCard chart;
	private final PreviewCard preview;
	private final JCheckBox ratios = new JCheckBox("Log scale");
	private final JButton pause = button("pause", "Pause");
	private final JButton stop = button("stop", STOP);
	private final JButton cancel = button("cancel", "Cancel");
	private final Timer timer = new Timer(PAUSE, event -> look());

	/** ImageJ's log as it was when this was last looked at; null if there was none. */
	private Window log;

	/**
	 * What to do with the model when it is written.
	 *
	 * @param name of the button
	 * @param text of the button
	 * @param work in the thread of the windows, so that it must be short
	 */
	public record Action(String name, String text, Runnable work) {}

	private TrainingWindow(final String title, final LiveTraining training, final boolean stoppable, final boolean lasting,
		final List<Action> actions)
	{
		this.training = training;
		this.stoppable = stoppable;
		this.lasting = lasting;
		final double zoom = Prefs.getGuiScale();
		frame = new JFrame(title);
		words = new TrainingWords(font(zoom));
		chart = new ChartCard(FIGURE_ZOOM * zoom, this::fail);
		preview = new PreviewCard(FIGURE_ZOOM * zoom, this::fail);
		after = actions.stream().map(TrainingWindow::button).toList();
		Stream.concat(Stream.of(pause, stop, cancel), after.stream()).forEach(each -> each.setFont(font(zoom)));
		ratios.setFont(font(zoom));
		ratios.setToolTipText("Whether equal distances along the axis of the loss are equal ratios.");
		stop.setToolTipText("Ends the training now and writes the model as it is.");
		pause.setToolTipText("Lets the training rest after the current step.");
		pause.addActionListener(event -> pauseOrResume());
		stop.addActionListener(event -> training.stop());
		cancel.addActionListener(event -> cancelOrClose());
		ratios.addActionListener(event -> look());
		lay(zoom);
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				askToClose();
			}
		});
	}

	/**
	 * Opens the window of a training, soon, in the thread of the windows. If that fails, the log says so.
	 *
	 * @param stoppable whether the training may be ended early
	 * @param lasting whether the window stays when the training is done, until the user closes it
	 * @param actions what it offers then
	 */
	public static void open(final String title, final LiveTraining training, final boolean stoppable,
		final boolean lasting, final List<Action> actions)
	{
		SwingUtilities.invokeLater(() -> {
			try {
				new TrainingWindow(title, training, stoppable, lasting, actions).show();
			}
			catch (final RuntimeException e) {
				training.look(false);
				training.warn("The training window cannot be shown (" + e + "); the training goes on without it.");
			}
		});
	}

	private static JButton button(final Action action) {
		final JButton button = button(action.name(), action.text());
		button.addActionListener(event -> action.work().run());
		return button;
	}

	private static JButton button(final String name, final String text) {
		final JButton button = new JButton(text);
		button.setName(name);
		return button;
	}

	private static Font font(final double zoom) {
		final Font font = UIManager.getFont("Label.font");
		return font.deriveFont(Font.PLAIN, (float) (zoom * font.getSize2D()));
	}

	private void lay(final double zoom) {
		final JPanel figures = new JPanel(new GridBagLayout());
		final GridBagConstraints place = new GridBagConstraints();
		place.fill = GridBagConstraints.BOTH;
		place.weighty = 1;
		place.weightx = 0.58;
		figures.add(chart, place);
		place.weightx = 0.42;
		place.insets = new Insets(0, GAP, 0, 0);
		figures.add(preview, place);
		// NB: weights share the room that is left over, so that neither may ask for any.
		chart.setPreferredSize(new Dimension(1, 1));
		preview.setPreferredSize(new Dimension(1, 1));
		final JPanel buttons = new JPanel(new GridBagLayout());
		final GridBagConstraints row = new GridBagConstraints();
		row.insets = new Insets(0, GAP, 0, 0);
		buttons.add(pause, row);
		if (stoppable) buttons.add(stop, row);
		after.forEach(button -> buttons.add(button, row));
		buttons.add(cancel, row);
		final JPanel left = new JPanel(new BorderLayout());
		left.add(ratios, BorderLayout.WEST);
		final JPanel bottom = new JPanel(new BorderLayout());
		bottom.add(left, BorderLayout.CENTER);
		bottom.add(buttons, BorderLayout.EAST);
		final JPanel below = new JPanel(new BorderLayout(0, GAP));
		below.add(words.facts(), BorderLayout.CENTER);
		below.add(bottom, BorderLayout.SOUTH);
		final JPanel all = new JPanel(new BorderLayout(0, GAP));
		all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP + 2, GAP, GAP + 2));
		all.add(words.head(), BorderLayout.NORTH);
		all.add(figures, BorderLayout.CENTER);
		all.add(below, BorderLayout.SOUTH);
		frame.setContentPane(all);
		frame.setSize((int) (900 * zoom), (int) (620 * zoom));
		frame.setMinimumSize(new Dimension((int) (560 * zoom), (int) (420 * zoom)));
		frame.setLocationByPlatform(true);
	}

	private void show() {
		log = WindowManager.getWindow("Log");
		look();
		frame.setAutoRequestFocus(false);
		frame.setVisible(true);
		timer.start();
	}

	/**
	 * Puts ImageJ's log behind this window when it opens, which it does with the first line, and whenever somebody has closed
	 * it: what it says can be read later.
	 */
	private void keepLogBehind() {
		final Window now = WindowManager.getWindow("Log");
		if (now == log) return;
		log = now;
		if (now == null || !frame.isShowing()) return;
		now.toBack();
		frame.toFront();
	}

	private void look() {
		try {
			keepLogBehind();
			final LiveState state = training.state();
			training.look(frame.isShowing() && (frame.getExtendedState() & Frame.ICONIFIED) == 0);
			show(state);
			if (state.phase() == Phase.CLOSED || state.phase() == Phase.FINISHED && !lasting) close();
			else if (state.phase() == Phase.FINISHED) timer.stop();
		}
		catch (final RuntimeException e) {
			fail(e);
		}
	}

	private void show(final LiveState state) {
		words.show(state);
		chart.show(state, ratios.isSelected());
		preview.show(state.preview(), state.facts() == null ? List.of() : state.facts().classes(), state.phase().isOver() ? ""
			: "The first picture comes with the first steps.");
		final boolean resting = state.phase() == Phase.PAUSING || state.phase() == Phase.PAUSED;
		pause.setText(resting ? "Resume" : "Pause");
		pause.setEnabled(resting || state.phase() == Phase.WORKING && state.trains());
		stop.setEnabled(training.canStop());
		cancel.setText(state.phase().isOver() ? "Close" : "Cancel");
		cancel.setEnabled(state.phase() != Phase.CANCELLING);
		pause.setVisible(!state.phase().isOver());
		stop.setVisible(!state.phase().isOver());
		after.forEach(button -> button.setVisible(state.phase() == Phase.FINISHED));
	}

	private void pauseOrResume() {
		final Phase phase = training.state().phase();
		if (phase == Phase.PAUSING || phase == Phase.PAUSED) training.resume();
		else training.pause();
		look();
	}

	private void cancelOrClose() {
		if (training.state().phase().isOver()) close();
		else if (ask("Cancel the training? It writes no model, but the same command" + (stoppable ? " with resume=true" : "") +
			" can go on later.", CANCEL, KEEP).equals(CANCEL)) training.cancel();
		look();
	}

	private void askToClose() {
		if (training.state().phase().isOver()) {
			close();
			return;
		}
		final String question = "The training is still running. Keep training without this window?";
		final String answer = stoppable && training.canStop() ? ask(question, KEEP, STOP, CANCEL) : ask(question, KEEP, CANCEL);
		switch (answer) {
			case KEEP -> close();
			case STOP -> training.stop();
			case CANCEL -> training.cancel();
			default -> look();
		}
	}

	/** Asks, while other windows may be used; returns an empty text if the user does not choose. */
	private String ask(final String question, final String... answers) {
		final JOptionPane pane = new WrappedPane(question, JOptionPane.DEFAULT_OPTION, answers);
		final JDialog dialog = pane.createDialog(frame, frame.getTitle());
		dialog.setModalityType(ModalityType.DOCUMENT_MODAL);
		dialog.setVisible(true);
		dialog.dispose();
		return pane.getValue() instanceof String answer ? answer : "";
	}

	private void fail(final RuntimeException e) {
		if (!timer.isRunning()) return;
		close();
		training.warn("The training window has closed because of an error (" + e + "); the training goes on.");
	}

	private void close() {
		timer.stop();
		// NB: nobody could end a pause any more.
		training.resume();
		training.look(false);
		frame.dispose();
	}
}
