package sc.fiji.cairn.command;

import java.nio.file.InvalidPathException;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;

import ij.IJ;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;

/**
 * What all commands have in common: parameters are checked before the work, progress is shown during it, cancelling
 * ends it.
 */
public abstract class CairnCommand extends ContextCommand {

	/** Attribute of commands that do nothing a macro could want; Fiji's recorder heeds it, and so does the twin of plain ImageJ. */
	public static final String UNRECORDED = "no-record";

	@Parameter
	private StatusService statusService;

	@Parameter
	private TaskService taskService;

	/**
	 * Does the work.
	 *
	 * @param progress where to tell how far it is; to be asked now and then whether to stop
	 * @throws CairnException if the user has to change something
	 * @throws CancellationException if the user has cancelled
	 */
	protected abstract void execute(Progress progress);

	/**
	 * Runs the command.
	 *
	 * @throws CairnException if a parameter is out of bounds, or the work failed, even for want of memory, or was
	 *           cancelled within a macro: nothing else keeps a macro from going on without the result
	 */
	@Override
	public final void run() {
		final CommandInfo info = Parameters.describe(getClass());
		Parameters.of(info).check(info.createModule(this));
		final String name = Parameters.label(info).replace("...", "");
		try (CommandProgress progress = CommandProgress.start(name, getContext())) {
			execute(progress);
		}
		catch (final CancellationException exc) {
			if (IJ.isMacro()) throw new CairnException("\"" + Parameters.label(info) + "\" was cancelled.", exc);
			cancel(null);
		}
		catch (final InvalidPathException exc) {
			throw new CairnException(Explanations.invalidPath(exc), exc);
		}
		catch (final OutOfMemoryError exc) {
			throw new CairnException(Explanations.fullHeap("\"" + Parameters.label(info) + "\""), exc);
		}
	}
}
