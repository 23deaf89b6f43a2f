// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import sc.fiji.cairn.command.ij1.CommandPlugIn;

/**
 * Draws ROIs on an image, makes them labels and those a training case, as somebody does in ImageJ, and prints what comes of
 * it. For a JVM of its own with a display. Argument: folder for training cases.
 */
public final class RoiManagerUser {

	private RoiManagerUser() {}

	/** Exits with 0 if nothing has failed. */
	public static void main(final String[] args) throws Exception {
		int status = 1;
		try {
			new ImageJ(ImageJ.EMBEDDED);
			use(args[0]);
			status = 0;
		}
		finally {
			System.out.flush();
			System.exit(status);
		}
	}

	private static void use(final String folder) throws Exception {
		final ImagePlus image = IJ.createImage("cells.tif", "16-bit ramp", 20, 10, 4);
		image.show();
		final RoiManager manager = RoiManager.getRoiManager();
		image.setSlice(3);
		final Roi[] rois = { new Roi(0, 0, 5, 4), new OvalRoi(10, 0, 6, 6) };
		for (int i = 0; i < rois.length; i++) {
			rois[i].setGroup(i + 1);
			// The manager adds the slice.
			manager.addRoi(rois[i]);
		}
		run("LabelsFromRoisCommand", "ignore=9");
		final ImagePlus labels = WindowManager.getCurrentImage();
		System.out.println(labels.getTitle() + " " + labels.getStack().getVoxel(4, 3, 2) + " " + labels.getStack().getVoxel(12,
			3, 2) + " " + labels.getStack().getVoxel(12, 3, 1));
		run("AddTrainingCaseCommand", "folder=[" + folder + "] ignore=9");
		final Recorder recorder = new Recorder();
		Recorder.setCommand("Cairn Engine Manager...");
		System.out.println("before " + Recorder.getCommand());
		new CommandPlugIn().run(EngineManagerCommand.class.getName());
		System.out.println("after " + Recorder.getCommand());
		recorder.close();
	}

	/** Runs a command as a macro does, in a thread of its own. */
	private static void run(final String command, final String options) throws InterruptedException {
		final Thread thread = new Thread(() -> {
			Macro.setOptions(options);
			IJ.runPlugIn(CommandPlugIn.class.getName(), "sc.fiji.cairn.command." + command);
		}, "Run$_user");
		thread.start();
		thread.join();
	}
}
