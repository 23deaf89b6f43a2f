// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;

/** Tests {@link CommandProgress}. */
class CommandProgressTest {

	private final AtomicLong now = new AtomicLong();
	private final List<String> shown = new ArrayList<>();

	/** Notes what is shown, as often as the lines of a run without a window. */
	private final ProgressDisplay display = new ProgressDisplay() {

		@Override
		public void show(final long done, final long total, final String text) {
			shown.add(text);
		}

		@Override
		public long pause(final int updates) {
			return new Lines().pause(updates);
		}
	};

	@Test
	void linesTellTheStateAndGetSeldom() {
		final CommandProgress progress = new CommandProgress(display, null, now::get);
		progress.stage("Pretraining", 1000);
		for (int done = 1; done <= 1000; done++) {
			now.addAndGet(300);
			progress.advance(done, "loss 1.23");
		}
		assertEquals("Pretraining  10/1000  1 %  loss 1.23  5 min left", shown.get(0));
		assertEquals("Pretraining  1000/1000  100 %  loss 1.23  in 5 min", shown.get(shown.size() - 1));
		assertTrue(shown.size() > 6 && shown.size() < 16, shown.size() + " lines in 5 minutes");
	}

	@Test
	void aShortStageGivesOneLine() {
		final CommandProgress progress = new CommandProgress(display, null, now::get);
		progress.stage("Reading volumes", 2);
		progress.advance(1, "");
		progress.advance(2, "");
		assertEquals(List.of("Reading volumes  2/2  100 %  in 0 s"), shown);
	}

	@Test
	void manyShortStagesGiveFewLines() {
		final CommandProgress progress = new CommandProgress(display, null, now::get);
		for (int i = 0; i < 100; i++) {
			progress.stage("Segmenting " + i, 2);
			progress.advance(1, "");
			now.addAndGet(400);
			progress.advance(2, "");
		}
		assertEquals(List.of("Segmenting 0  2/2  100 %  in 0 s", "Segmenting 8  2/2  100 %  in 0 s"), shown.subList(0, 2));
		assertEquals(13, shown.size());
	}

	@Test
	void theTaskListCancels() {
		try (Context context = new Context(TaskService.class)) {
			final Task task = context.service(TaskService.class).createTask("Test");
			final CommandProgress progress = new CommandProgress(display, task, now::get);
			progress.stage("Pretraining", 10);
			progress.checkCancelled();
			progress.advance(10, "");
			assertEquals(10, task.getProgressMaximum());
			assertEquals(10, task.getProgressValue());
			assertFalse(task.isDone());
			task.cancel("enough");
			assertThrows(CancellationException.class, progress::checkCancelled);
			progress.close();
			assertTrue(task.isDone());
		}
	}

	/** Works until it is cancelled. */
	public static class EndlessCommand extends CairnCommand {

		private final CountDownLatch started = new CountDownLatch(1);

		@Override
		protected void execute(final Progress progress) {
			started.countDown();
			while (true)
				progress.checkCancelled();
		}
	}

	@Test
	void escEndsARunningCommand() throws Exception {
		final CommandModule module = TestPlugins.module(EndlessCommand.class);
		final Thread thread = new Thread(module, "endless");
		thread.setDaemon(true);
		try {
			thread.start();
			((EndlessCommand) module.getCommand()).started.await();
			IJ.setKeyDown(KeyEvent.VK_ESCAPE);
			thread.join(10_000);
			assertFalse(thread.isAlive(), "still runs");
			assertTrue(module.isCanceled());
		}
		finally {
			IJ.resetEscape();
		}
	}
}
