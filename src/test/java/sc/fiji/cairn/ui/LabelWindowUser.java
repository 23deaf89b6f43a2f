// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImageJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.suggest.LabelRound;
import sc.fiji.cairn.suggest.Suggestion;

/** Uses the window of labelling rounds where the work fails, and quits ImageJ; prints what comes of it. For a JVM with a display. */
public final class LabelWindowUser implements LabelWork {

	private static final String TITLE = "Rounds";

	private volatile Throwable failure;
	private volatile String untaken = "";
	private volatile int saves;
	private volatile List<LabelRound> history = List.of();

	/** Exits with 0 if all went as it should. */
	public static void main(final String... args) {
		int status = 1;
		try {
			new ImageJ(ImageJ.EMBEDDED);
			new LabelWindowUser().use();
			status = 0;
		}
		catch (final Exception e) {
			e.printStackTrace();
		}
		System.out.flush();
		System.exit(status);
	}

	private void use() throws Exception {
		LabelWindow.open(TITLE, this);
		EventThread.await("the suggestions", () -> window() != null && EventThread.named(window(), "train").isEnabled());
		for (final Throwable one : List.of(new OutOfMemoryError("Java heap space"), new NoClassDefFoundError("a/B"),
			new CancellationException()))
		{
			failure = one;
			EventThread.call(() -> {
				((AbstractButton) EventThread.named(window(), "train")).doClick(0);
				return null;
			});
			EventThread.await("the button", () -> EventThread.named(window(), "train").isEnabled());
			tell(EventThread.call(() -> ((JTextArea) EventThread.named(window(), "state")).getText()));
		}
		for (final double dice : new double[] { 0.7, 0.8 }) {
			history = List.of(new LabelRound(1, 2, Double.NaN), new LabelRound(2, 4, 0.8), new LabelRound(3, 6, dice));
			EventThread.call(() -> {
				((AbstractButton) EventThread.named(window(), "open")).doClick(0);
				return null;
			});
			EventThread.await("the button", () -> EventThread.named(window(), "train").isEnabled());
			tell(EventThread.call(() -> ((JTextArea) EventThread.named(window(), "state")).getText()));
		}
		untaken = "What is drawn on a";
		IJ.doCommand("Quit");
		answer("Cancel");
		System.out.println("saved " + saves);
		untaken = "";
		failure = new CairnException("The disk is full.");
		IJ.doCommand("Quit");
		answer("Cancel");
		EventThread.await("the button", () -> EventThread.named(window(), "train").isEnabled());
		tell("asked and open");
		failure = new NoClassDefFoundError("a/B");
		IJ.doCommand("Quit");
		answer("OK");
		EventThread.await("the window to close", () -> window() == null);
		EventThread.await("ImageJ to quit", () -> IJ.getInstance() == null);
		System.out.println("saved " + saves + ", window " + (window() != null));
	}

	private static void tell(final String words) throws Exception {
		System.out.println("train " + EventThread.call(() -> EventThread.named(window(), "train").isEnabled()) + ": " + words);
	}

	/** Waits for the question, prints and answers it. */
	private static void answer(final String button) throws Exception {
		EventThread.await("a question", () -> question() != null);
		System.out.println("asked: " + EventThread.call(() -> texts(question()).replaceAll("<[^>]*>", "").replace("Close the window all the same?",
			"")));
		EventThread.call(() -> {
			press(question(), button);
			return null;
		});
		EventThread.await("the question to close", () -> question() == null);
	}

	private static Dialog question() {
		return (Dialog) Arrays.stream(Window.getWindows()).filter(one -> one instanceof Dialog && one.isShowing()).findFirst().orElse(
			null);
	}

	private static String texts(final Container parent) {
		final StringBuilder texts = new StringBuilder();
		for (final Component child : parent.getComponents()) {
			if (child instanceof JLabel label && label.getText() != null) texts.append(label.getText());
			else if (child instanceof Container container) texts.append(texts(container));
		}
		return texts.toString();
	}

	private static void press(final Container parent, final String words) {
		for (final Component child : parent.getComponents()) {
			if (child instanceof AbstractButton button && words.equals(button.getText())) button.doClick(0);
			else if (child instanceof Container container) press(container, words);
		}
	}

	private static JFrame window() {
		return (JFrame) Arrays.stream(Frame.getFrames()).filter(one -> one instanceof JFrame && one.isShowing() && TITLE.equals(one
			.getTitle())).findFirst().orElse(null);
	}

	private void fail() {
		if (failure instanceof Error error) throw error;
		if (failure instanceof RuntimeException exception) throw exception;
	}

	@Override
	public List<Suggestion> suggest() {
		return List.of(new Suggestion(1, "a", Path.of("a.tif"), OptionalInt.of(1), 3, Double.NaN));
	}

	@Override
	public void open(final Suggestion one) {
		// Nothing to see.
	}

	@Override
	public void predict(final Suggestion one) {
		// Nothing to see.
	}

	@Override
	public void take(final Suggestion one, final boolean blank) {
		// Nothing is drawn.
	}

	@Override
	public void train() {
		fail();
	}

	@Override
	public List<LabelRound> history() {
		return history;
	}

	@Override
	public boolean hasModel() {
		return false;
	}

	@Override
	public boolean isEnough() {
		return true;
	}

	@Override
	public void listen(final Consumer<String> listener) {
		// Nothing to tell.
	}

	@Override
	public int pending() {
		return 2;
	}

	@Override
	public String untaken() {
		return untaken;
	}

	@Override
	public void save() {
		saves++;
		fail();
	}

	@Override
	public void cancel() {
		// Nothing goes on.
	}
}
