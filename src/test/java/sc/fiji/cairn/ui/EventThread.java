// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Component;
import java.awt.Container;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import javax.swing.SwingUtilities;

/** Looks at windows in the thread that they belong to, for tests. */
public final class EventThread {

	private static final long PATIENCE = 60_000;
	private static final long PAUSE = 50;

	private EventThread() {
		// Only static methods.
	}

	/** Does a task and returns its result. */
	public static <T> T call(final Callable<T> task) throws Exception {
		final FutureTask<T> future = new FutureTask<>(task);
		SwingUtilities.invokeAndWait(future);
		return future.get();
	}

	/** Finds a component by its name, in a container or in those within; null if there is none. */
	public static Component named(final Container parent, final String name) {
		for (final Component child : parent.getComponents()) {
			if (name.equals(child.getName())) return child;
			final Component found = child instanceof Container container ? named(container, name) : null;
			if (found != null) return found;
		}
		return null;
	}

	/** Waits until something is so. */
	public static void await(final String what, final Callable<Boolean> condition) throws Exception {
		final long end = System.currentTimeMillis() + PATIENCE;
		while (!call(condition)) {
			if (System.currentTimeMillis() > end) throw new IllegalStateException("Waited in vain for " + what);
			Thread.sleep(PAUSE);
		}
	}
}
