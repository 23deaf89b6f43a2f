// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.awt.Image;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.StackTrace;
import sc.fiji.cairn.Words;
import sc.fiji.cairn.report.RoundsChart;
import sc.fiji.cairn.suggest.LabelRound;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.torch.EngineFailure;

/**
 * A window for rounds of labelling: the slices that are suggested, buttons to label them one after the other and to train, and
 * how the expected Dice has grown. Closed, if only because ImageJ is to quit, it asks about what is drawn and not taken, ends what
 * is going on, and keeps labels that no training has learnt from yet.
 */
public final class LabelWindow {

	private static final int CHART_WIDTH = 560;
	private static final int CHART_HEIGHT = 315;
	private static final int LIST_WIDTH = 270;
	private static final int GAP = 10;
	private static final String DONE = "\u2713 ";
	private static final String QUIT = "Quit";

	private final LabelWork work;
	private final JFrame frame;
	private final DefaultListModel<Suggestion> suggestions = new DefaultListModel<>();
	private final JList<Suggestion> list = new JList<>(suggestions);
	private final Set<Suggestion> done = new HashSet<>();
	private final JLabel chart = new JLabel("The chart begins after the second round.", JLabel.CENTER);
	private final JTextArea state = new JTextArea(" ", 2, 60);
	private final JButton open = button("open", "Open slice", "Shows the chosen slice, to draw on.");
	private final JButton predict = button("predict", "Show prediction", "Shows what the model finds, to correct it with the paintbrush.");
	private final JButton take = button("take", "Take labels", "Takes what is drawn on this slice, or corrected, and opens the next.");
	private final JButton blank = button("blank", "Nothing on it", "Takes the slice as background throughout, and opens the next.");
	private final JButton train = button("train", "Train", "Learns from all labels, and suggests the next slices.");
	private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "Cairn labelling");
		thread.setDaemon(true);
		return thread;
	});
	private final CommandListener quitting = this::closeFirst;
	private boolean closing;

	private LabelWindow(final String title, final LabelWork work) {
		this.work = work;
		frame = new JFrame(title);
		list.setName("suggestions");
		state.setName("state");
		state.setEditable(false);
		state.setOpaque(false);
		state.setLineWrap(true);
		state.setWrapStyleWord(true);
		state.setFont(chart.getFont());
		list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		list.setCellRenderer((all, one, index, selected, focus) -> cell(one, selected));
		open.addActionListener(event -> run("Opening", () -> work.open(chosen()), this::show));
		predict.addActionListener(event -> run("Predicting", () -> work.predict(chosen()), this::show));
		take.addActionListener(event -> take(false));
		blank.addActionListener(event -> take(true));
		train.addActionListener(event -> run("Training", work::train, this::suggest));
		lay();
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				close(() -> {});
			}

			@Override
			public void windowClosed(final WindowEvent event) {
				Executer.removeCommandListener(quitting);
				worker.shutdown();
			}
		});
		Executer.addCommandListener(quitting);
		work.listen(line -> SwingUtilities.invokeLater(() -> state.setText(line)));
	}

	/** Opens the window, soon, in the thread of the windows, and looks for slices to suggest. */
	public static void open(final String title, final LabelWork work) {
		SwingUtilities.invokeLater(() -> {
			final LabelWindow window = new LabelWindow(title, work);
			window.frame.setVisible(true);
			window.suggest();
		});
	}

	private static JButton button(final String name, final String text, final String tip) {
		final JButton button = new JButton(text);
		button.setName(name);
		button.setToolTipText(tip);
		return button;
	}

	private void lay() {
		final JPanel all = new JPanel(new BorderLayout(GAP, GAP));
		all.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		final JScrollPane left = new JScrollPane(list);
		left.setPreferredSize(new Dimension(LIST_WIDTH, CHART_HEIGHT));
		chart.setPreferredSize(new Dimension(CHART_WIDTH, CHART_HEIGHT));
		final JPanel buttons = new JPanel(new GridLayout(1, 0, GAP, 0));
		Stream.of(open, predict, take, blank, train).forEach(buttons::add);
		final JPanel below = new JPanel(new BorderLayout(GAP, GAP));
		below.add(buttons, BorderLayout.WEST);
		below.add(state, BorderLayout.SOUTH);
		all.add(left, BorderLayout.WEST);
		all.add(chart, BorderLayout.CENTER);
		all.add(below, BorderLayout.SOUTH);
		frame.setContentPane(all);
		frame.pack();
	}

	private JLabel cell(final Suggestion one, final boolean selected) {
		final JLabel cell = new JLabel((done.contains(one) ? DONE : "") + one.words());
		cell.setOpaque(selected);
		cell.setBackground(list.getSelectionBackground());
		cell.setForeground(selected ? list.getSelectionForeground() : list.getForeground());
		cell.setBorder(BorderFactory.createEmptyBorder(2, GAP / 2, 2, GAP / 2));
		return cell;
	}

	private Suggestion chosen() {
		final Suggestion one = list.getSelectedValue();
		if (one == null) throw new CairnException("No slice is chosen; click on one in the list.");
		return one;
	}

	private void take(final boolean nothing) {
		run("Taking the labels", () -> work.take(chosen(), nothing), () -> {
			done.add(list.getSelectedValue());
			for (int i = 0; i < suggestions.size(); i++) {
				if (done.contains(suggestions.get(i))) continue;
				list.setSelectedIndex(i);
				run("Opening", () -> work.open(chosen()), this::show);
				return;
			}
			show();
		});
	}

	private void suggest() {
		run("Looking for slices", () -> {
			final List<Suggestion> next = work.suggest();
			SwingUtilities.invokeLater(() -> {
				done.clear();
				suggestions.clear();
				next.forEach(suggestions::addElement);
				list.setSelectedIndex(0);
			});
		}, this::show);
	}

	/** Does something beside the windows, during which no button can be pressed, and then the rest. */
	private void run(final String what, final Runnable task, final Runnable then) {
		if (closing) return;
		enable(false);
		state.setText(what + "...");
		attempt(task, then, reason -> {
			if (closing) return;
			show();
			state.setText(reason);
		});
	}

	/** Does something beside the windows; in their thread goes on with the rest or, if it failed, says why. */
	private void attempt(final Runnable task, final Runnable then, final Consumer<String> failed) {
		worker.execute(() -> {
			try {
				task.run();
				SwingUtilities.invokeLater(then);
			}
			// NB: of an Error, too, as of full memory, or somebody could press no button any more.
			catch (final RuntimeException | Error e) {
				final String reason = reason(e);
				SwingUtilities.invokeLater(() -> failed.accept(reason));
			}
		});
	}

	private static String reason(final Throwable failure) {
		if (failure instanceof CairnException) return failure.getMessage();
		if (failure instanceof CancellationException) return "That was cancelled.";
		if (EngineFailure.isOutOfMemory(failure)) return "The memory does not suffice for that; close other images, or give ImageJ more " +
			"by Edit > Options > Memory & Threads.";
		IJ.log(StackTrace.of(failure));
		return "That failed unexpectedly (" + failure + "); the log holds the details to report.";
	}

	private void enable(final boolean ready) {
		Stream.of(open, take, blank, train).forEach(button -> button.setEnabled(ready));
		predict.setEnabled(ready && work.hasModel());
		list.setEnabled(ready);
	}

	private void show() {
		enable(!closing);
		final List<LabelRound> rounds = work.history();
		final BufferedImage figure = RoundsChart.paint(rounds);
		if (figure != null) {
			chart.setText("");
			chart.setIcon(new ImageIcon(figure.getScaledInstance(CHART_WIDTH, CHART_HEIGHT, Image.SCALE_SMOOTH)));
		}
		final Suggestion next = list.getSelectedValue();
		if (done.isEmpty()) state.setText(rounds.isEmpty() ? "Open the first slice, draw on it, and take the labels." : words(rounds));
		else if (done.size() == suggestions.size()) state.setText("All suggested slices are labelled: press Train.");
		else state.setText(done.size() + " of " + Words.count(suggestions.size(), "slice") + " taken. Draw on " + (next == null ? "the next"
			: next.words()) + ", and take the labels.");
		list.repaint();
	}

	private String words(final List<LabelRound> rounds) {
		final LabelRound last = rounds.get(rounds.size() - 1);
		final String sum = "Round " + last.number() + ": " + Words.count(last.slices(), "labelled slice") + (Double.isNaN(last.dice())
			? "." : String.format(Locale.ROOT, ", Dice %.3f on those that were new.", last.dice()));
		if (!work.isEnough()) return sum;
		return sum + (last.dice() < rounds.get(rounds.size() - 2).dice()
			? " That is less than before, as it can be by chance or on harder slices: label another round."
			: " The last round was worth less than the gain that you want: this is a good time to stop.");
	}

	/** NB: ImageJ does not do what it gets null for; it is told to quit again once the window is closed. */
	private String closeFirst(final String command) {
		if (!QUIT.equals(command)) return command;
		SwingUtilities.invokeLater(() -> close(() -> IJ.doCommand(QUIT)));
		return null;
	}

	/** Closes the window, unless somebody wants to go on, and then does something else. */
	private void close(final Runnable then) {
		if (worker.isShutdown()) then.run();
		if (closing) return;
		final String drawn = work.untaken();
		if (!drawn.isEmpty() && !confirm(drawn + " has not been taken.")) return;
		closing = true;
		enable(false);
		work.cancel();
		attempt(work::save, () -> end(then), reason -> {
			if (confirm("The labels of " + Words.count(work.pending(), "slice") + " cannot be kept: " + reason)) {
				end(then);
				return;
			}
			closing = false;
			show();
		});
	}

	private void end(final Runnable then) {
		frame.dispose();
		SwingUtilities.invokeLater(then);
	}

	private boolean confirm(final String loss) {
		return JOptionPane.showConfirmDialog(frame, "<html><p style='width:320px'>" + loss + "</p><br>Close the window all the same?", frame
			.getTitle(), JOptionPane.OK_CANCEL_OPTION) == JOptionPane.OK_OPTION;
	}
}
