// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.plugin.Zoom;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.cases.phantom.Contrast;
import sc.fiji.cairn.cases.phantom.Phantom;
import sc.fiji.cairn.volume.imagej.ImagePlusVolumes;
import sc.fiji.cairn.volume.imagej.LabelImages;

/** Opens a made-up chest as {@code Cairn Phantom} and its labels as {@code Labels of Cairn Phantom}. */
@Plugin(type = Command.class, menuPath = "File>Open Samples>Cairn Phantom")
public class PhantomCommand extends CairnCommand {

	private static final String TITLE = "Cairn Phantom";
	private static final long SEED = 1;

	/** Pixels of the screen along each side of a pixel. */
	private static final double ZOOM = 8;

	@Parameter(type = ItemIO.OUTPUT, label = "Image",
		description = "The made-up chest.")
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT, label = "Labels",
		description = "Its labels.")
	private ImagePlus labelImage;

	@Override
	protected void execute(final Progress progress) {
		final Phantom phantom = Phantom.create(TITLE, SEED, Contrast.A);
		labelImage = LabelImages.of(phantom.label().grid(0, 0), Phantom.CLASSES, phantom.label(), "Labels of " + TITLE);
		image = ImagePlusVolumes.unwrap(phantom.image(), TITLE);
		showLarge(labelImage);
		showLarge(image);
		final ImageWindow window = image.getWindow();
		if (window == null || labelImage.getWindow() == null) return;
		// Side by side, if the screen has room.
		final int wide = labelImage.getWindow().getWidth();
		final int right = window.getX() + window.getWidth();
		if (right + wide <= GUI.getMaxWindowBounds(window).getMaxX()) labelImage.getWindow().setLocation(right, window.getY());
		else if (window.getX() >= wide) labelImage.getWindow().setLocation(window.getX() - wide, window.getY());
	}

	/** Shows an image so large that one can draw on it, and a slice that has all there is. */
	private void showLarge(final ImagePlus shown) {
		shown.setSlice((shown.getStackSize() + 1) / 2);
		show(shown);
		if (shown.getWindow() != null) Zoom.set(shown, ZOOM);
	}
}
