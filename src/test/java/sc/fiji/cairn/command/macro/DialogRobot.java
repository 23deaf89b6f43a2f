// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JToggleButton;
import javax.swing.text.JTextComponent;

import sc.fiji.cairn.ui.EventThread;

/** Uses the dialog of a command as somebody at the screen would. */
final class DialogRobot {

	private static final int SECONDS = 120;
	private static final int PAUSE = 20;

	private final Robot robot;
	private final JDialog dialog;

	private DialogRobot(final JDialog dialog) throws AWTException {
		robot = new Robot();
		this.dialog = dialog;
	}

	/** Waits for the dialog of a title. */
	static DialogRobot await(final String title) throws Exception {
		await(() -> find(title).isPresent(), "the dialog " + title);
		final DialogRobot robot = new DialogRobot(find(title).orElseThrow());
		robot.robot.waitForIdle();
		return robot;
	}

	private static Optional<JDialog> find(final String title) {
		return Arrays.stream(Window.getWindows()).filter(window -> window instanceof JDialog dialog && dialog.isShowing() &&
			title.equals(dialog.getTitle())).map(JDialog.class::cast).findFirst();
	}

	/** Waits until something has happened. */
	static void await(final Callable<Boolean> event, final String what) throws Exception {
		final long end = System.nanoTime() + SECONDS * 1_000_000_000L;
		while (!event.call()) {
			if (System.nanoTime() > end) throw new IOException("Waited in vain for " + what + ".");
			Thread.sleep(PAUSE);
		}
	}

	/** Tells whether the dialog is still to be seen. */
	boolean isOpen() {
		return dialog.isShowing();
	}

	/** Enters a value into the field of a key. */
	void set(final String key, final String value) throws Exception {
		EventThread.call(() -> {
			final Component field = component(key);
			if (field instanceof JTextComponent text) text.setText(value);
			else if (field instanceof JComboBox<?> list) list.setSelectedItem(value);
			else ((JCheckBox) field).setSelected(Boolean.parseBoolean(value));
			return null;
		});
	}

	/** Presses the button of a name. */
	void press(final String name) throws Exception {
		EventThread.call(() -> {
			((AbstractButton) component(name)).doClick(0);
			return null;
		});
	}

	/** Presses the button of some words. */
	void answer(final String words) throws Exception {
		EventThread.call(() -> {
			components(dialog).stream().filter(one -> one instanceof AbstractButton button && words.equals(button.getText()))
				.map(AbstractButton.class::cast).findFirst().orElseThrow(() -> new IllegalArgumentException("There is no button " +
					words + " in " + dialog.getTitle())).doClick(0);
			return null;
		});
	}

	/** Returns all texts that are to be seen, one a line. */
	String texts() throws Exception {
		return EventThread.call(() -> String.join("\n", components(dialog).stream().filter(one -> one instanceof JTextComponent &&
			one.isVisible()).map(one -> ((JTextComponent) one).getText()).toList()));
	}

	/** Returns the text of the component of a name, nothing if it is not to be seen. */
	String text(final String name) throws Exception {
		return EventThread.call(() -> component(name) instanceof JTextComponent text && text.isVisible() ? text.getText() : "");
	}

	/** Returns what the empty line of a name says. */
	String hint(final String name) throws Exception {
		return EventThread.call(() -> component(name).getAccessibleContext().getAccessibleDescription());
	}

	private Component component(final String name) {
		return components(dialog).stream().filter(one -> name.equals(one.getName())).findFirst().orElseThrow(
			() -> new IllegalArgumentException("There is no " + name + " in " + dialog.getTitle()));
	}

	/** Opens all groups, and tells whether there are any. */
	boolean unfold() throws Exception {
		return EventThread.call(() -> {
			final List<JToggleButton> folds = components(dialog).stream().filter(one -> one instanceof JToggleButton && one
				.getName() != null && one.getName().startsWith("fold ")).map(JToggleButton.class::cast).toList();
			folds.forEach(fold -> fold.setSelected(true));
			return !folds.isEmpty();
		});
	}

	private static List<Component> components(final Container parent) {
		final List<Component> all = new ArrayList<>();
		for (final Component child : parent.getComponents()) {
			all.add(child);
			if (child instanceof Container container) all.addAll(components(container));
		}
		return all;
	}

	/** Presses a key where the keyboard writes to. */
	void type(final int key) throws Exception {
		focus();
		robot.keyPress(key);
		robot.keyRelease(key);
		robot.waitForIdle();
	}

	/** Waits until the keyboard writes to the dialog: without a window manager nobody else gives it the focus. */
	private void focus() throws Exception {
		await(() -> {
			robot.waitForIdle();
			return EventThread.call(() -> {
				final boolean focused = dialog.isFocused() && dialog.getFocusOwner() != null;
				if (!focused) {
					dialog.toFront();
					dialog.requestFocus();
				}
				return focused;
			});
		}, "the focus");
	}

	void confirm() throws Exception {
		type(KeyEvent.VK_ENTER);
	}

	void cancel() throws Exception {
		type(KeyEvent.VK_ESCAPE);
	}

	/** Keeps a picture of the dialog as it paints itself, whatever covers it. */
	void picture(final Path file) throws Exception {
		robot.waitForIdle();
		final BufferedImage picture = EventThread.call(() -> {
			final JComponent content = dialog.getRootPane();
			final BufferedImage image = new BufferedImage(content.getWidth(), content.getHeight(), BufferedImage.TYPE_INT_RGB);
			content.paint(image.getGraphics());
			return image;
		});
		Files.createDirectories(file.getParent());
		ImageIO.write(picture, "png", file.toFile());
	}

	/** Keeps a picture of the whole screen. */
	static void screen(final Path file) throws AWTException, IOException {
		final Rectangle all = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		Files.createDirectories(file.getParent());
		ImageIO.write(new Robot().createScreenCapture(all), "png", file.toFile());
	}
}
