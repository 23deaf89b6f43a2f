// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;

import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.ui.UIService;

import ij.IJ;

/** Where progress is seen: status bars with a window, lines of text without. */
interface ProgressDisplay {

	/**
	 * Shows how far the work is.
	 *
	 * @param done units done
	 * @param total units of the stage
	 */
	void show(long done, long total, String text);

	/** Shows that a stage begins, where that takes no line. */
	default void begin(final String stage) {
		// Lines tell of a stage when there is progress.
	}

	/** Returns the milliseconds that should pass from one update to the next. */
	default long pause(final int updates) {
		return 200;
	}

	/** Finds the display for a context: lines on standard output, Fiji's status bar, or plain ImageJ's. */
	static ProgressDisplay of(final Context context) {
		if (GraphicsEnvironment.isHeadless()) return new Lines();
		if (context.getService(UIService.class) == null) return new ImageJBar();
		return new SciJavaBar(context.service(StatusService.class));
	}

	/** Prints lines, ever more seldom. */
	final class Lines implements ProgressDisplay {

		private static final double GROWTH = 1.5;
		private static final long FIRST = 3_000;
		private static final long LAST = 60_000;

		@Override
		public void show(final long done, final long total, final String text) {
			if (!text.isEmpty()) IJ.log(text);
		}

		@Override
		public long pause(final int updates) {
			return (long) Math.min(LAST, FIRST * Math.pow(GROWTH, updates));
		}
	}

	/** The status bar of plain ImageJ. */
	final class ImageJBar implements ProgressDisplay {

		@Override
		public void show(final long done, final long total, final String text) {
			IJ.showStatus(text);
			IJ.showProgress(total <= 0 ? 1 : (double) done / total);
		}

		@Override
		public void begin(final String stage) {
			IJ.showStatus(stage);
		}
	}

	/** The status bar of whatever user interface SciJava has. */
	record SciJavaBar(StatusService status) implements ProgressDisplay {

		private static final int STEPS = 10_000;

		@Override
		public void show(final long done, final long total, final String text) {
			status.showStatus(total <= 0 ? STEPS : (int) (STEPS * done / total), STEPS, text);
		}

		@Override
		public void begin(final String stage) {
			status.showStatus(stage);
		}
	}
}
