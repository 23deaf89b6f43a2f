// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;

import ij.ImagePlus;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Decision;
import sc.fiji.cairn.ProcessEnd;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.UndecidedException;
import sc.fiji.cairn.cases.CaseFolder;
import sc.fiji.cairn.command.caller.Caller;
import sc.fiji.cairn.pretrain.PretrainMethodService;
import sc.fiji.cairn.pretrain.PretrainMethods;
import sc.fiji.cairn.volume.VolumeFormatService;
import sc.fiji.cairn.volume.VolumeIO;

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

	@Parameter
	private VolumeFormatService formatService;

	@Parameter
	private PretrainMethodService methodService;

	@Parameter
	private ComposedCommands descriptionService;

	private final Caller caller = Caller.here();

	private ComposedModule module;

	/** Finds images, as they were when the parameters were checked. */
	private CaseFolder folders;

	/** Whom to ask; null for nobody. */
	private Questioner user;

	/** Gets the module of the command, in which all its parameters are seen and set. */
	final ComposedModule module() {
		if (module == null) module = ComposedInfo.of(getClass(), getContext()).createModule(this);
		return module;
	}

	/** Takes the module that is made for the command. */
	final ComposedModule in(final ComposedModule made) {
		module = made;
		return made;
	}

	/** Gets the menu label, which is the command's name in macros. */
	public final String label() {
		return Parameters.label(Parameters.describe(getClass()));
	}

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
		folders = null;
		final Parameters parameters = Parameters.of(module().getInfo());
		final Problems problems = parameters.problems();
		problems.check(Problems.ALL, module().getInfo()::requireApart);
		parameters.check(module(), problems);
		if (problems.isEmpty()) validate(problems);
		return problems;
	}

	/** Names whom to ask what comes up for decision while the command runs; without, it fails then, as a macro has to. */
	public final void setUser(final Questioner questioner) {
		user = questioner;
	}

	/**
	 * Asks the user for a decision and sets the parameter that it is about; for {@link #execute}, where data that had to be
	 * read first leave something open.
	 *
	 * @throws UndecidedException if there is nobody to ask, as in macros
	 * @throws CancellationException if the user rather cancels
	 */
	protected final void decide(final Decision decision) {
		if (user == null) throw new UndecidedException(decision);
		final Decision.Answer answer = user.ask(decision).orElseThrow(CancellationException::new);
		final Parameters parameters = Parameters.of(module().getInfo());
		module().setInput(parameters.item(answer.key()).getName(), parameters.parse(answer.key(), answer.value()));
	}

	/** Does some work, from its beginning again after each decision that it needs. */
	private void decided(final Runnable work) {
		final Set<Decision> taken = new HashSet<>();
		for (;;) {
			try {
				work.run();
				return;
			}
			catch (final UndecidedException exc) {
				// NB: a decision that decides nothing is a bug, and no question to ask for ever.
				if (!taken.add(exc.decision())) throw exc;
				decide(exc.decision());
			}
		}
	}

	/**
	 * Does the work. It begins anew if it throws an {@link UndecidedException} and the user decides; see {@link #decide} for
	 * decisions that should not cost the work before them.
	 *
	 * @param progress where to tell how far it is; to be asked now and then whether to stop
	 * @throws CairnException if the user has to change something
	 * @throws CancellationException if the user has cancelled
	 */
	protected abstract void execute(Progress progress);

	/**
	 * Shows an image under its title, followed by a number in brackets if an open image has that title. It is then the active
	 * one, also of a macro that has called the command. Programs without a display get it as an output only.
	 */
	protected final void show(final ImagePlus image) {
		if (caller.sees()) Images.show(image);
	}

	/** Gets what opens and saves volumes, in all formats of the context. */
	public final VolumeIO io() {
		return folders().io();
	}

	/** Gets what finds images, by one look at each folder and file from one check of the parameters to the next. */
	final CaseFolder folders() {
		if (folders == null) folders = new CaseFolder(formatService.io());
		return folders;
	}

	/** Gets the pretraining methods of the context. */
	protected final PretrainMethods methods() {
		return methodService.methods();
	}

	/** Tells who has called the command. */
	public final Caller caller() {
		return caller;
	}

	/**
	 * Does something for the command such that its caller gets to know how it ends: a macro ends with one sentence if it fails
	 * or is cancelled, somebody at the menu reads it, a program gets an exception.
	 *
	 * @return false if it failed, or was cancelled, and the caller knows
	 * @throws CairnException if it failed and a program has called
	 */
	public final boolean attempt(final Runnable work) {
		return new Attempt(label(), caller).of(work);
	}

	/**
	 * Runs the command; it counts as cancelled if it fails and the caller has been told.
	 *
	 * @throws CairnException if a parameter is wrong, or the work failed, even for want of memory, and a program has called
	 */
	@Override
	public final void run() {
		if (attempt(this::work)) return;
		cancel(null);
		Recording.skip(label());
	}

	private void work() {
		final String name = label().replace("...", "");
		try (ProcessEnd.Work work = ProcessEnd.work(ProcessEnd.Kind.JAVA); CommandProgress progress = CommandProgress.start(name,
			getContext()))
		{
			decided(() -> problems().throwFirst());
			decided(() -> execute(progress));
		}
	}
}
