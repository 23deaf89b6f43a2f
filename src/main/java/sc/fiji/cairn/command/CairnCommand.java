package sc.fiji.cairn.command;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
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
	 * Checks what can be checked in a moment, beyond the limits of single parameters: files and folders, what does not go
	 * together. It runs before the work and before a dialog closes, and leaves no trace.
	 *
	 * @param problems takes the checks
	 */
	protected void validate(final Problems problems) {
		// Most has limits and choices only.
	}

	/**
	 * Says what values that leave a choice open, such as 0, stand for as the other parameters are, by macro key; may be
	 * empty.
	 *
	 * @throws CairnException if the parameters do not go together
	 */
	public Map<String, String> meanings() {
		return Map.of();
	}

	/** Proposes values for a parameter that takes others, too; empty for none. */
	public List<String> proposals(final String key) {
		return switch (key) {
			case "device" -> List.of("auto", "cpu", "gpu0");
			case "input" -> Images.titles();
			default -> List.of();
		};
	}

	/** Finds what is wrong with the parameters as they are. */
	public final Problems problems() {
		final CommandInfo info = Parameters.describe(getClass());
		final Parameters parameters = Parameters.of(info);
		final Problems problems = parameters.problems();
		parameters.check(info.createModule(this), problems);
		if (problems.isEmpty()) validate(problems);
		return problems;
	}

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
	 * @throws CairnException if a parameter is wrong, or the work failed, even for want of memory, or was
	 *           cancelled within a macro: nothing else keeps a macro from going on without the result
	 */
	@Override
	public final void run() {
		final CommandInfo info = Parameters.describe(getClass());
		problems().throwFirst();
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
