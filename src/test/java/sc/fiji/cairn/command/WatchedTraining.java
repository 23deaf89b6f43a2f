// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.Color;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JLabel;

import ij.IJ;
import ij.ImageJ;
import ij.Macro;
import ij.WindowManager;
import ij.text.TextWindow;

import sc.fiji.cairn.ui.EventThread;

/**
 * Runs a training from ImageJ with a window, as a user does who pauses it, goes on, and stops it early; takes pictures of
 * the window. For a JVM of its own with a display. Arguments: class of the command, its options, folder and first word of
 * the pictures, step of the first.
 */
public final class WatchedTraining {

	private static final long PATIENCE = 60_000;

	/** Where the window has its bare background, and the log its white one. */
	private static final Point PLACE = new Point(300, 47);

	private final Robot robot = new Robot();
	private final Path pictures;
	private final String name;

	private WatchedTraining(final Path pictures, final String name) throws Exception {
		this.pictures = pictures;
		this.name = name;
	}

	/** Exits with 0 if all went as it should. */
	public static void main(final String[] args) throws Exception {
		int status = 1;
		try {
			new ImageJ(ImageJ.EMBEDDED);
			final Thread command = new Thread(() -> {
				Macro.setOptions(args[1]);
				IJ.runPlugIn("sc.fiji.cairn.command.ij1.CommandPlugIn", args[0]);
			}, "Run$_watched");
			command.setDaemon(true);
			command.start();
			new WatchedTraining(Path.of(args[2]), args[3]).use(command, Integer.parseInt(args[4]));
			status = 0;
		}
		catch (final Exception e) {
			// NB: for the test that reads it.
			System.out.println(e);
		}
		finally {
			// NB: ImageJ's threads would keep the process alive.
			System.exit(status);
		}
	}

	private void use(final Thread command, final int firstStep) throws Exception {
		EventThread.await("the window", () -> window() != null);
		EventThread.await("steps", () -> step() >= firstStep);
		logStaysBehind();
		Thread.sleep(500);
		picture("");
		click("pause");
		EventThread.await("the pause", () -> label("work").equals("Paused"));
		Thread.sleep(300);
		final int before = step();
		picture("-paused");
		Thread.sleep(700);
		if (step() != before) throw new IllegalStateException("It went on from step " + before + " to " + step());
		click("pause");
		EventThread.await("the training to go on", () -> step() > before + 2);
		click("stop");
		EventThread.await("the model", () -> label("work").startsWith("Stopped early"));
		picture("-finished");
		command.join(PATIENCE);
		click("cancel");
		EventThread.await("the window to close", () -> window() == null);
	}

	/** Closes the log and writes to it, as a training goes on doing: it opens again, where it would cover the window. */
	private void logStaysBehind() throws Exception {
		EventThread.await("the log", () -> WindowManager.getWindow("Log") != null);
		final TextWindow log = (TextWindow) WindowManager.getWindow("Log");
		EventThread.call(() -> {
			window().setLocation(0, 0);
			log.setLocation(0, 0);
			log.close();
			return null;
		});
		IJ.log("x");
		final Color behind = EventThread.call(() -> window().getContentPane().getBackground());
		EventThread.await("the log to open again", () -> WindowManager.getWindow("Log").isShowing());
		final Rectangle place = EventThread.call(() -> WindowManager.getWindow("Log").getBounds());
		if (!place.contains(PLACE)) throw new IllegalStateException("The log opened elsewhere: " + place);
		EventThread.await("the log to go behind the window", () -> robot.getPixelColor(PLACE.x, PLACE.y).equals(behind));
	}

	private static JFrame window() {
		return (JFrame) Arrays.stream(Frame.getFrames()).filter(frame -> frame.isShowing() && frame.getTitle().startsWith(
			"Cairn")).findFirst().orElse(null);
	}

	private static String label(final String name) {
		return ((JLabel) EventThread.named(window().getContentPane(), name)).getText();
	}

	private static int step() {
		final String text = label("step");
		return text.isBlank() ? 0 : Integer.parseInt(text.replaceAll(" of.*", ""));
	}

	private void click(final String button) throws Exception {
		final AbstractButton found = EventThread.call(() -> (AbstractButton) EventThread.named(window().getContentPane(), button));
		EventThread.await(button + " to be enabled", found::isEnabled);
		final Point corner = EventThread.call(found::getLocationOnScreen);
		robot.mouseMove(corner.x + found.getWidth() / 2, corner.y + found.getHeight() / 2);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
	}

	private void picture(final String suffix) throws Exception {
		final Rectangle bounds = EventThread.call(() -> {
			// Nobody else arranges windows here.
			window().setLocation(0, 0);
			Stream.of(Frame.getFrames()).filter(frame -> frame != window()).forEach(frame -> frame.setLocation(0, 1000));
			return window().getBounds();
		});
		Thread.sleep(300);
		final File file = pictures.resolve(name + suffix + ".png").toFile();
		ImageIO.write(robot.createScreenCapture(bounds), "png", file);
	}
}
