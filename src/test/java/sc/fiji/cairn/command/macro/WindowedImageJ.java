// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;

import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import sc.fiji.cairn.command.CairnCommand;
import sc.fiji.cairn.command.MacroOptions;
import sc.fiji.cairn.command.Parameters;
import sc.fiji.cairn.command.ProbeCommand;

/**
 * Main class that runs the suite's commands from the menus of ImageJ's window, for tests.
 * <p>
 * Arguments: a file with one line {@code LABEL|OPTIONS} a run, and a folder for pictures. The current folder gets
 * {@code recorded.ijm}, all that the recorder has written. Commands that no line names are opened and cancelled.
 * </p>
 */
public final class WindowedImageJ {

	private final Path pictures;

	private WindowedImageJ(final Path pictures) {
		this.pictures = pictures;
	}

	/** Runs the commands and ends the JVM. */
	public static void main(final String... args) throws Exception {
		int status = 1;
		try (PluginsFolder plugins = PluginsFolder.create()) {
			new ImageJ();
			new Recorder();
			IJ.redirectErrorMessages(true);
			new WindowedImageJ(Path.of(args[1])).run(Files.readAllLines(Path.of(args[0])));
			status = 0;
		}
		catch (final Exception exc) {
			exc.printStackTrace(System.err);
			DialogRobot.screen(Path.of(args[1], "failure.png"));
		}
		System.exit(status);
	}

	private void run(final List<String> lines) throws Exception {
		final Set<String> done = new HashSet<>();
		for (final String line : lines) {
			final String[] parts = line.split("\\|", 2);
			run(parts[0], MacroOptions.split(parts[1]), done.add(parts[0]));
		}
		refuse();
		check(lines);
		for (final Map.Entry<String, MenuItem> item : items().entrySet())
			if (!done.contains(item.getKey()) && hasDialog(item.getKey())) cancel(item.getKey());
		Files.writeString(Path.of("recorded.ijm"), recorded());
		fiji();
	}

	private void run(final String label, final Map<String, String> values, final boolean first) throws Exception {
		final int before = recorded().length();
		// NB: before the command starts, because SciJava gets to know a class in one thread only.
		final boolean asks = hasDialog(label);
		select(label);
		if (asks) {
			final DialogRobot dialog = DialogRobot.await(label.replace("...", ""));
			for (final Map.Entry<String, String> value : values.entrySet())
				dialog.set(value.getKey(), value.getValue());
			if (first && label.startsWith("Cairn Compare")) outlook(dialog);
			if (first) pictures(dialog, label);
			dialog.confirm();
		}
		// NB: other lines may follow, as when a window that opens becomes the active one.
		DialogRobot.await(() -> recorded().substring(before).contains("run(\"" + label), label + " to be recorded");
		awaitEnd(label);
		final String failure = IJ.getErrorMessage();
		if (failure != null) throw new IOException(label + ": " + failure);
		if (label.equals("Cairn Phantom")) System.out.println("phantom: " + seen("Cairn Phantom") + ", " + seen(
			"Labels of Cairn Phantom"));
		closeImages();
	}

	/** Says how an image is shown. */
	private static String seen(final String title) {
		final ImagePlus image = WindowManager.getImage(title);
		return "slice " + image.getCurrentSlice() + " of " + image.getStackSize() + ", zoom " + image.getCanvas().getMagnification();
	}

	/** Waits for what a dialog says of the work to come. */
	private static void outlook(final DialogRobot dialog) throws Exception {
		DialogRobot.await(() -> !dialog.text("outlook").isEmpty(), "what there is to do");
		System.out.println("outlook: " + dialog.text("outlook"));
	}

	private void pictures(final DialogRobot dialog, final String label) throws Exception {
		dialog.picture(picture(label, ""));
		if (dialog.unfold()) dialog.picture(picture(label, "-advanced"));
	}

	private Path picture(final String label, final String suffix) {
		return pictures.resolve(label.replace("...", "").toLowerCase(Locale.ROOT).replace(' ', '-') + suffix + ".png");
	}

	/** Tells whether a command has parameters, by its entry in the menu, such as {@code CommandPlugIn("the.Command")}. */
	private static boolean hasDialog(final String label) throws ClassNotFoundException {
		final String name = ((String) Menus.getCommands().get(label)).split("\"")[1];
		return !Parameters.of(Parameters.describe(Class.forName(name).asSubclass(CairnCommand.class))).keys().isEmpty();
	}

	/** Opens a dialog that the test has no values for. */
	private void cancel(final String label) throws Exception {
		select(label);
		final DialogRobot dialog = DialogRobot.await(label.replace("...", ""));
		pictures(dialog, label);
		dialog.cancel();
		awaitEnd(label);
	}

	/** Confirms a dialog that is not filled in. */
	private void refuse() throws Exception {
		final String label = "Cairn Fine-tune...";
		final int before = recorded().length();
		select(label);
		final DialogRobot dialog = DialogRobot.await(label.replace("...", ""));
		dialog.set("iterations", "many");
		dialog.confirm();
		DialogRobot.await(() -> dialog.text("iterations problem").contains("whole number"), "a wrong number to be told");
		dialog.set("iterations", "10");
		dialog.set("rotation", "270");
		dialog.confirm();
		DialogRobot.await(() -> dialog.text("rotation problem").contains("180"), "a number out of bounds to be told");
		dialog.set("rotation", "20");
		dialog.set("labels", "nowhere");
		dialog.confirm();
		DialogRobot.await(() -> dialog.text("labels problem").contains("nowhere"), "a missing folder to be told");
		DialogRobot.await(() -> dialog.text("labels problem").contains("given as \"Folder of labels\""), "it in the dialog's words");
		dialog.picture(picture(label, "-problems"));
		dialog.type(KeyEvent.VK_ESCAPE);
		awaitEnd(label);
		final String line = recorded().substring(before).strip();
		System.out.println("cancelled: " + (line.isEmpty() ? "nothing" : line) + " recorded");
	}

	/** Checks the data of a dialog that has the values of the first run of its command. */
	private void check(final List<String> lines) throws Exception {
		final String label = "Cairn Fine-tune...";
		select(label);
		final DialogRobot dialog = DialogRobot.await(label.replace("...", ""));
		final Map<String, String> values = new LinkedHashMap<>(MacroOptions.split(lines.stream().filter(line -> line
			.startsWith(label)).findFirst().orElseThrow().split("\\|", 2)[1]));
		values.put("cases", "");
		for (final Map.Entry<String, String> value : values.entrySet())
			dialog.set(value.getKey(), value.getValue());
		DialogRobot.await(() -> dialog.text("outlook").contains("validates on"), "the cases");
		outlook(dialog);
		dialog.press("check");
		DialogRobot.await(() -> dialog.text("help").contains("dimensions=auto"), "the data to be checked");
		dialog.picture(picture(label, "-checked"));
		System.out.println("checked: " + dialog.text("help"));
		dialog.cancel();
		awaitEnd(label);
	}

	/** Runs a command as Fiji does, with a user interface that does nothing but being there. */
	private static void fiji() throws Exception {
		try (Context context = new Context()) {
			final UIService ui = context.service(UIService.class);
			ui.setDefaultUI((UserInterface) Proxy.newProxyInstance(WindowedImageJ.class.getClassLoader(),
				new Class<?>[] { UserInterface.class }, (proxy, method, values) -> method.getReturnType() == boolean.class ? true
					: null));
			final CommandService commands = context.service(CommandService.class);
			final int before = recorded().length();
			final Future<CommandModule> confirmed = commands.run(ProbeCommand.class, true);
			final DialogRobot first = DialogRobot.await("Cairn Probe");
			first.set("number", "9");
			first.confirm();
			final Module done = confirmed.get();
			final Future<CommandModule> cancelled = commands.run(ProbeCommand.class, true);
			DialogRobot.await("Cairn Probe").cancel();
			final Module unasked = commands.run(ProbeCommand.class, true, "number", 3).get();
			final Future<CommandModule> again = commands.run(ProbeCommand.class, true);
			final DialogRobot second = DialogRobot.await("Cairn Probe");
			System.out.println("Fiji: remembered " + second.text("number"));
			second.press("defaults");
			System.out.println("Fiji: usual " + second.text("number"));
			second.cancel();
			again.get();
			System.out.println("Fiji: confirmed " + values(done) + ", cancelled " + cancelled.get().isCanceled() +
				", unasked " + values(unasked) + ", recorded " + recorded().substring(before).strip());
		}
	}

	private static String values(final Module module) {
		return "number=" + module.getInput("number") + " rate=" + module.getInput("rate");
	}

	/** Waits for the thread of a command: only then the recorder takes the next one. */
	private static void awaitEnd(final String label) throws Exception {
		DialogRobot.await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals(
			label)), label + " to end");
	}

	private static void closeImages() {
		final int[] images = WindowManager.getIDList();
		if (images == null) return;
		for (final int id : images) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
	}

	private static String recorded() {
		return Recorder.getInstance().getText();
	}

	/** Chooses an item of the menus. */
	static void select(final String label) {
		final MenuItem item = items().get(label);
		if (item == null) throw new IllegalStateException("There is no menu item " + label);
		EventQueue.invokeLater(() -> item.dispatchEvent(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, label)));
	}

	/** Finds the suite's items in ImageJ's menus. */
	private static Map<String, MenuItem> items() {
		final Map<String, MenuItem> items = new LinkedHashMap<>();
		for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++)
			collect(Menus.getMenuBar().getMenu(i), items);
		return items;
	}

	private static void collect(final Menu menu, final Map<String, MenuItem> items) {
		for (int i = 0; i < menu.getItemCount(); i++) {
			final MenuItem item = menu.getItem(i);
			if (item instanceof Menu below) collect(below, items);
			else if (item.getLabel().startsWith("Cairn ") && Menus.getCommands().containsKey(item.getLabel())) items.put(item.getLabel(), item);
		}
	}
}
