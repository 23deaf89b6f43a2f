// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.caller;

import ij.ImagePlus;
import ij.WindowManager;

/** The time that a command spends in another thread than its caller's, for whom it acts on images there. */
public final class Visit implements AutoCloseable {

	private final Thread home;
	private final ImagePlus before;
	private final boolean back;

	/**
	 * @param home thread of the caller
	 * @param image active in that thread only; null for none
	 * @param back whether the caller waits for what will be active then
	 */
	Visit(final Thread home, final ImagePlus image, final boolean back) {
		this.home = home;
		this.back = back;
		before = image;
		if (isAbroad()) WindowManager.setTempCurrentImage(image);
	}

	private boolean isAbroad() {
		return home != Thread.currentThread();
	}

	/** Leaves nothing in this thread, which is to serve others, and tells the caller's thread which image is active now. */
	@Override
	public void close() {
		if (!isAbroad()) return;
		final ImagePlus after = WindowManager.getTempCurrentImage();
		WindowManager.setTempCurrentImage(null);
		if (back && after != before) WindowManager.setTempCurrentImage(home, after);
	}
}
