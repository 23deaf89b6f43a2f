// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import ij.IJ;
import ij.macro.Interpreter;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.command.caller.Caller;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.torch.Torch;
import sc.fiji.cairn.ui.LiveTraining;
import sc.fiji.cairn.ui.TrainingWindow;

/** Opens the window of a training where somebody sees it. */
final class LiveWindow {

	private LiveWindow() {
		// Only static methods.
	}

	/**
	 * Does the work, with a window if ImageJ has one of its own and is not in batch mode. The window closes with the work if
	 * that fails, or belongs to a macro, which may have more to do.
	 *
	 * @param title of the window
	 * @param caller of the command whose work it is
	 * @param stoppable whether the user may end a training early
	 * @param progress is told all, and asked whether to cancel
	 * @param work hears what the user of the window wants
	 * @return what comes of the work
	 * @throws sc.fiji.cairn.torch.MissingEngineException at once if there is no engine
	 */
	static <T> T during(final String title, final Caller caller, final boolean stoppable, final Progress progress,
		final Function<LiveTraining, T> work)
	{
		return during(title, caller, stoppable, progress, List.of(), work);
	}

	/**
	 * As above, for a training whose model can segment, and which may be ended early.
	 *
	 * @param model that will be written; the window offers to use it then
	 * @param methods those whose works the window can name
	 */
	static <T> T during(final String title, final Caller caller, final Progress progress, final Path model,
		final PretrainMethods methods, final Function<LiveTraining, T> work)
	{
		return during(title, caller, true, progress, AfterTraining.of(model, methods), work);
	}

	private static <T> T during(final String title, final Caller caller, final boolean stoppable, final Progress progress,
		final List<TrainingWindow.Action> after, final Function<LiveTraining, T> work)
	{
		Torch.requireInstalled();
		final LiveTraining training = new LiveTraining(progress);
		if (isSeen()) TrainingWindow.open(title, training, stoppable, !caller.isMacro(), after);
		try (QuitQuestion question = isSeen() ? QuitQuestion.listen(stoppable) : null) {
			final T result = work.apply(training);
			training.finish();
			return result;
		}
		finally {
			training.close();
		}
	}

	private static boolean isSeen() {
		return !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !Interpreter.isBatchMode();
	}
}
