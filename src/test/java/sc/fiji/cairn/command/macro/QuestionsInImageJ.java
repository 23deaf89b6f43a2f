// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;

import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;

import ij.IJ;
import ij.ImageJ;

import sc.fiji.cairn.command.ProbeCommand;

/** Main class that answers what a command asks, in its dialog and while it runs, for tests; prints what comes of it. */
public final class QuestionsInImageJ {

	private static final String DIALOG = "Cairn Probe";
	private static final String QUESTION = "Cairn Probe: question";

	private final CommandService commands;
	private final Path pictures;

	private QuestionsInImageJ(final CommandService commands, final Path pictures) {
		this.commands = commands;
		this.pictures = pictures;
	}

	/** Argument: a folder for pictures. Ends the JVM. */
	public static void main(final String... args) throws Exception {
		int status = 1;
		final Path pictures = Path.of(args[0]);
		try (Context context = new Context()) {
			new ImageJ(ImageJ.EMBEDDED);
			IJ.redirectErrorMessages(true);
			context.service(UIService.class).setDefaultUI((UserInterface) Proxy.newProxyInstance(QuestionsInImageJ.class
				.getClassLoader(), new Class<?>[] { UserInterface.class }, (proxy, method, values) -> method
					.getReturnType() == boolean.class ? true : null));
			final QuestionsInImageJ user = new QuestionsInImageJ(context.service(CommandService.class), pictures);
			user.beforeTheWork();
			user.duringTheWork();
			status = 0;
		}
		catch (final Exception exc) {
			exc.printStackTrace();
			DialogRobot.screen(pictures.resolve("failure.png"));
		}
		System.out.flush();
		System.exit(status);
	}

	private Future<CommandModule> open(final Map<String, String> values) throws Exception {
		final Future<CommandModule> running = commands.run(ProbeCommand.class, true);
		final DialogRobot dialog = DialogRobot.await(DIALOG);
		for (final Map.Entry<String, String> value : values.entrySet())
			dialog.set(value.getKey(), value.getValue());
		dialog.confirm();
		return running;
	}

	private void beforeTheWork() throws Exception {
		final Future<CommandModule> running = open(Map.of("fail", "exists", "flag", "true"));
		final DialogRobot first = DialogRobot.await(QUESTION);
		System.out.println("asked: " + first.texts());
		first.picture(pictures.resolve("question.png"));
		first.answer("Replace it");
		DialogRobot.await(() -> !first.isOpen(), "the question to close");
		DialogRobot.await(QUESTION).cancel();
		final DialogRobot dialog = DialogRobot.await(DIALOG);
		dialog.set("images", "others");
		dialog.confirm();
		final DialogRobot second = DialogRobot.await(QUESTION);
		System.out.println("asked again: " + second.texts());
		second.answer("Replace it");
		DialogRobot.await(() -> !second.isOpen(), "the question to close");
		DialogRobot.await(QUESTION).answer("Take the others for background");
		print("answered", running.get());
	}

	private void duringTheWork() throws Exception {
		for (final String fail : new String[] { "unclear", "reading" }) {
			final Future<CommandModule> decided = open(Map.of("fail", fail));
			final DialogRobot question = DialogRobot.await(QUESTION);
			System.out.println(fail + ": " + question.texts());
			question.answer("Ignore the others");
			print(fail, decided.get());
		}
		final Future<CommandModule> cancelled = open(Map.of("fail", "unclear"));
		DialogRobot.await(QUESTION).answer("Cancel");
		System.out.println("cancelled: " + cancelled.get().isCanceled());
	}

	private static void print(final String what, final Module module) {
		System.out.println(what + ": images=" + module.getInput("images") + " overwrite=" + module.getInput("overwrite") +
			" blank=" + module.getInput("blank"));
	}
}
