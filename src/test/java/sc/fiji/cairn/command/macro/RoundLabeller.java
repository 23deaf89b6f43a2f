// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.awt.Frame;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.plugin.frame.RoiManager;

import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.ui.EventThread;

/**
 * Labels the slices that are suggested, by ROIs, by a corrected prediction, by a selection and as empty, and trains, three rounds long, as
 * somebody does in ImageJ with a mouse. For a JVM of its own with a display. Arguments: a folder with images, and one for pictures.
 */
public final class RoundLabeller {

	private static final String TITLE = "Cairn Label in Rounds";
	private static final int PAUSE = 100;

	private final Path pictures;

	private RoundLabeller(final Path pictures) {
		this.pictures = pictures;
	}

	/** Exits with 0 if nothing has failed. */
	public static void main(final String... args) throws Exception {
		int status = 1;
		try (PluginsFolder plugins = PluginsFolder.create()) {
			new ImageJ();
			IJ.redirectErrorMessages(true);
			new RoundLabeller(Path.of(args[1])).use(args[0]);
			status = 0;
		}
		catch (final Exception exc) {
			exc.printStackTrace(System.err);
			DialogRobot.screen(Path.of(args[1], "failure.png"));
		}
		System.exit(status);
	}

	private void use(final String folder) throws Exception {
		IJ.run(TITLE + "...", "images=[" + folder + "/images] folder=[" + folder + "/rounds] budget=2 frame=2 iterations=30 batch=4 width=4 " +
			"levels=2 device=cpu precision=float32");
		await(() -> window() != null && state().startsWith("Open the first slice"));
		press("open");
		press("take");
		System.out.println("refused: " + state());
		for (int round = 1; round <= 3; round++) {
			press("open");
			if (round == 3) select(list().getSelectedValue());
			else draw(list().getSelectedValue(), round == 1 ? "left" : null);
			press("take");
			if (round == 2) {
				press("predict");
				correct(list().getSelectedValue());
				arrange();
				DialogRobot.screen(pictures.resolve("label-in-rounds-prediction.png"));
				press("take");
			}
			else if (round == 3) press("blank");
			else {
				draw(list().getSelectedValue(), "right");
				arrange();
				DialogRobot.screen(pictures.resolve("label-in-rounds-draw.png"));
				press("take");
			}
			final int done = round;
			press("train");
			await(() -> state().startsWith("Round " + done + ":"));
			System.out.println("r" + state().substring(1).replaceFirst("\\.( .*)?$", "").replaceFirst(" on those.*", ""));
		}
		arrange();
		DialogRobot.screen(pictures.resolve("label-in-rounds.png"));
		quit();
	}

	/** Is asked about what is drawn and not taken, takes it, draws no more, and is asked no more. */
	private static void quit() throws Exception {
		press("open");
		draw(list().getSelectedValue(), "left");
		IJ.doCommand("Quit");
		final DialogRobot question = DialogRobot.await(TITLE);
		DialogRobot.await(question::isOpen, "the question");
		question.answer("Cancel");
		DialogRobot.await(() -> !question.isOpen(), "the answer");
		press("take");
		IJ.doCommand("Quit");
		await(() -> window() == null);
	}

	/** Draws a selection, and does not add it to the ROI Manager, while there is a prediction of this image, too. */
	private static void select(final Suggestion one) throws Exception {
		press("predict");
		EventThread.call(() -> {
			final ImagePlus image = WindowManager.getImage(one.name());
			image.setSlice(one.slice().getAsInt());
			image.setRoi(10, 10, 2, 2);
			return null;
		});
	}

	private static void draw(final Suggestion one, final String name) throws Exception {
		EventThread.call(() -> {
			final ImagePlus image = WindowManager.getImage(one.name());
			final int shift = Integer.parseInt(one.name().replaceAll("\\D", ""));
			final OvalRoi roi = new OvalRoi(4 + shift, 8, 16, 16);
			roi.setPosition(one.slice().getAsInt());
			if (name != null) roi.setName(name);
			image.setSlice(one.slice().getAsInt());
			RoiManager.getRoiManager().addRoi(roi);
			RoiManager.getRoiManager().runCommand("Show All");
			return null;
		});
	}

	private static void correct(final Suggestion one) throws Exception {
		EventThread.call(() -> {
			final ImagePlus labels = WindowManager.getImage("Labels of " + one.name());
			labels.getStack().getProcessor(one.slice().getAsInt()).set(16, 16, 1);
			labels.updateAndDraw();
			return null;
		});
	}

	/** Nobody else arranges windows here. */
	private static void arrange() throws Exception {
		EventThread.call(() -> {
			window().setLocation(20, 500);
			int x = 20;
			for (final int id : WindowManager.getIDList()) {
				final ImagePlus image = WindowManager.getImage(id);
				image.getWindow().setLocation(x, 120);
				x += 290;
				while (image.getCanvas().getMagnification() < 6)
					image.getCanvas().zoomIn(16, 16);
			}
			return null;
		});
		Thread.sleep(500);
	}

	/** Presses a button, and waits until the next can be pressed. */
	private static void press(final String name) throws Exception {
		EventThread.call(() -> {
			((AbstractButton) EventThread.named(window().getContentPane(), name)).doClick(0);
			return null;
		});
		await(() -> EventThread.named(window().getContentPane(), "open").isEnabled());
	}

	private static String state() {
		return ((JTextArea) EventThread.named(window().getContentPane(), "state")).getText();
	}

	@SuppressWarnings("unchecked")
	private static JList<Suggestion> list() {
		return (JList<Suggestion>) EventThread.named(window().getContentPane(), "suggestions");
	}

	private static JFrame window() {
		return (JFrame) Arrays.stream(Frame.getFrames()).filter(frame -> frame instanceof JFrame && frame.isShowing() && frame
			.getTitle().equals(TITLE)).findFirst().orElse(null);
	}

	/** Waits for a training, which takes minutes on a busy machine; who has started this JVM ends it if that is too long. */
	private static void await(final Callable<Boolean> end) throws Exception {
		while (!EventThread.call(end))
			Thread.sleep(PAUSE);
	}
}
