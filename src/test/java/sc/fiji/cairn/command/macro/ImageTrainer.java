// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.awt.Frame;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;

import javax.swing.AbstractButton;
import javax.swing.JFrame;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.cairn.command.LastUsed;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.TrainOnImageCommand;
import sc.fiji.cairn.ui.EventThread;

/**
 * Draws on an image, trains on it, corrects, trains on and segments with the model, as somebody does in ImageJ with a mouse,
 * and counts the clicks. For a JVM of its own with a display. Arguments: the image, and a folder for pictures.
 */
public final class ImageTrainer {

	private static final String TRAIN = "Cairn Train on This Image";

	private static final int PAUSE = 100;

	private final Path pictures;
	private int clicks;

	private ImageTrainer(final Path pictures) {
		this.pictures = pictures;
	}

	/** Exits with 0 if nothing has failed. */
	public static void main(final String... args) throws Exception {
		int status = 1;
		try (PluginsFolder plugins = PluginsFolder.create()) {
			new ImageJ();
			IJ.redirectErrorMessages(true);
			// A small network, for a quick test, that somebody has asked for before.
			Map.of("iterations", "30", "batch", "4", "width", "4", "levels", "2", "device", "cpu", "precision", "float32").forEach((
				key, text) -> LastUsed.chosen(TRAIN + "...", key, Parameters.of(Parameters.describe(TrainOnImageCommand.class)).item(
					key), text, false));
			new ImageTrainer(Path.of(args[1])).use(args[0]);
			status = 0;
		}
		catch (final Exception exc) {
			exc.printStackTrace(System.err);
			DialogRobot.screen(Path.of(args[1], "failure.png"));
		}
		System.exit(status);
	}

	private void use(final String file) throws Exception {
		final ImagePlus image = IJ.openImage(file);
		image.show();
		draw(image, 2, new OvalRoi(6, 8, 16, 16));
		train(image, "first");
		say("model");
		draw(image, 5, new OvalRoi(9, 8, 16, 16));
		train(image, "second");
		press("show");
		EventThread.await("what the model is", () -> WindowManager.getWindow("Cairn Model") != null);
		clicks--;
		press("segment");
		final DialogRobot segment = DialogRobot.await("Cairn Segment");
		System.out.println("Segment: " + segment.hint("input") + ", " + Path.of(segment.text("model")).getFileName());
		segment.picture(pictures.resolve("segment-after-training.png"));
		clicks++;
		segment.confirm();
		await(() -> WindowManager.getImage("Labels of " + image.getTitle()) != null);
		say("segmented");
	}

	private void say(final String what) {
		System.out.println(what + " after " + clicks + " clicks and no typed path");
	}

	private static void draw(final ImagePlus image, final int slice, final Roi roi) throws Exception {
		EventThread.call(() -> {
			image.setSlice(slice);
			roi.setPosition(slice);
			RoiManager.getRoiManager().addRoi(roi);
			return null;
		});
	}

	private void train(final ImagePlus image, final String name) throws Exception {
		final int outlines = image.getOverlay() == null ? 0 : image.getOverlay().size();
		image.deleteRoi();
		WindowManager.setCurrentWindow(image.getWindow());
		clicks++;
		WindowedImageJ.select(TRAIN + "...");
		final DialogRobot dialog = DialogRobot.await(TRAIN);
		for (final String key : new String[] { "input", "annotations", "names", "pretrained", "folder" })
			System.out.println(name + " " + key + ": " + dialog.hint(key));
		dialog.picture(pictures.resolve("train-on-this-image-" + name + ".png"));
		clicks++;
		dialog.confirm();
		await(() -> EventThread.call(() -> window() != null && EventThread.named(window().getContentPane(), "segment").isVisible()));
		await(() -> image.getOverlay() != null && image.getOverlay().size() > 0 && Thread.getAllStackTraces().keySet().stream()
			.noneMatch(thread -> thread.getName().equals(TRAIN + "...")));
		System.out.println(name + " outlines: " + (image.getOverlay().size() > 0 && outlines >= 0));
		EventThread.call(() -> {
			// Nobody else arranges windows here.
			window().setLocation(20, 380);
			image.setSlice(3);
			image.getWindow().setLocation(940, 120);
			image.getCanvas().zoom100Percent();
			for (int i = 0; i < 6; i++)
				image.getCanvas().zoomIn(16, 16);
			return null;
		});
		Thread.sleep(500);
		DialogRobot.screen(pictures.resolve("train-on-this-image-" + name + "-done.png"));
		if (name.equals("first")) {
			// Whoever trains on closes the window of before, which is no click on the way.
			EventThread.call(() -> {
				((AbstractButton) EventThread.named(window().getContentPane(), "cancel")).doClick(0);
				return null;
			});
		}
	}

	/** Waits for a training, which takes minutes on a busy machine; who has started this JVM ends it if that is too long. */
	private static void await(final Callable<Boolean> end) throws Exception {
		while (!end.call())
			Thread.sleep(PAUSE);
	}

	private void press(final String name) throws Exception {
		clicks++;
		EventThread.call(() -> {
			((AbstractButton) EventThread.named(window().getContentPane(), name)).doClick(0);
			return null;
		});
	}

	private static JFrame window() {
		return (JFrame) Arrays.stream(Frame.getFrames()).filter(frame -> frame instanceof JFrame && frame.isShowing() && frame
			.getTitle().startsWith(TRAIN)).findFirst().orElse(null);
	}
}
