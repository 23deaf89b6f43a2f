// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.engine.EngineReport;
import sc.fiji.cairn.engine.EngineSite;
import sc.fiji.cairn.engine.EngineStore;
import sc.fiji.cairn.engine.EngineVersion;
import sc.fiji.cairn.engine.Flavor;
import sc.fiji.cairn.engine.InstalledEngine;
import sc.fiji.cairn.engine.Platform;
import sc.fiji.cairn.engine.SelfTest;

/**
 * Uses the engine manager as somebody does who chooses, tests and deletes engines, and prints what comes of it. For a JVM of
 * its own with a display. Arguments: an empty folder for engines, a folder for pictures.
 */
public final class EngineWindowUser {


	private final EngineStore store;
	private final Path pictures;
	private final Robot robot = new Robot();
	private volatile boolean broken;

	private EngineWindowUser(final Path engines, final Path pictures) throws Exception {
		store = new EngineStore(engines);
		this.pictures = pictures;
	}

	/** Exits with 0 if all went as it should. */
	public static void main(final String[] args) throws Exception {
		int status = 1;
		try {
			new EngineWindowUser(Path.of(args[0]), Path.of(args[1])).use();
			status = 0;
		}
		finally {
			System.out.flush();
			System.exit(status);
		}
	}

	private void use() throws Exception {
		final InstalledEngine cpu = engine(Flavor.CPU);
		final InstalledEngine gpu = engine(Flavor.CU128);
		store.choose(cpu);
		Files.createDirectories(store.root().resolve("history"));
		// No process has this number.
		Files.writeString(store.root().resolve("history").resolve(gpu.name() + ".starting"), Long.toString(Long.MAX_VALUE));
		EngineWindow.open(store, new EngineSite(URI.create("http://localhost:1/")), new Works());
		EventThread.await("the engines", () -> table() != null && table().getRowCount() == 2);
		picture("engine-manager");
		print();
		select(gpu);
		click("Use");
		EventThread.await("the other one", () -> store.chosen().equals(Optional.of(gpu)) && !cell(gpu, 0).isEmpty());
		print();
		click("Copy report");
		EventThread.await("the report", () -> clipboard().startsWith("system: "));
		EventThread.await("rest", () -> button(window(), "Delete").isEnabled());
		select(cpu);
		click("Delete");
		EventThread.await("the question", () -> dialog() != null);
		picture("engine-manager-delete");
		SwingUtilities.invokeLater(() -> button(dialog(), "OK").doClick());
		EventThread.await("the end of it", () -> table().getRowCount() == 1);
		print();
		System.out.println("deleted " + !Files.exists(cpu.folder()));
		click("Install...");
		EventThread.await("the choice", () -> dialog() != null);
		picture("engine-manager-install");
		SwingUtilities.invokeLater(() -> button(dialog(), "OK").doClick());
		EventThread.await("the failure", () -> text("log").contains("cannot be reached"));
		System.out.println("told " + text("log").lines().filter(line -> line.contains("cannot be reached")).count());
		EventThread.await("rest", () -> button(window(), "Test").isEnabled());
		broken = true;
		click("Test");
		EventThread.await("the failure of the test", () -> text("log").contains("a slip in the test"));
		EventThread.await("the failure of the list", () -> text("log").contains("a slip in the list"));
		EventThread.await("rest", () -> button(window(), "Test").isEnabled());
		System.out.println("noted " + EngineReport.of(store).contains("a slip in the list"));
		install();
	}

	/** Needs an engine for something else, first where none can be had, then where one is there. */
	private void install() throws Exception {
		broken = false;
		SwingUtilities.invokeAndWait(() -> window().dispose());
		final EngineStore empty = new EngineStore(store.root().resolve("empty"));
		final EngineSite nowhere = new EngineSite(URI.create("http://localhost:1/"));
		System.out.println("installed " + EngineWindow.install(empty, nowhere, new Works(), "It needs one."));
		EventThread.await("the failure", () -> text("log").contains("It needs one.") && text("log").contains(
			"cannot be reached"));
		SwingUtilities.invokeAndWait(() -> window().dispose());
		engine(Flavor.CPU);
		System.out.println("installed " + EngineWindow.install(store, nowhere, new Works(), "It needs one."));
		EventThread.await("the window to close", () -> window() == null);
	}

	private InstalledEngine engine(final Flavor flavor) throws IOException {
		final Path place = Files.createDirectories(store.root().resolve(EngineVersion.current().pytorch() + "-" + flavor.id() +
			"-" + Platform.current()));
		Files.write(place.resolve(Platform.current().library("torch")), new byte[3_000_000]);
		Files.writeString(place.resolve("engine.json"), "{\"files\": []}");
		return store.find(flavor).orElseThrow();
	}

	/** Finds that every engine works, until it is broken itself. */
	private final class Works implements SelfTest {

		@Override
		public Outcome run(final InstalledEngine engine, final Progress progress) {
			if (broken) throw new IllegalStateException("a slip in the test");
			final Outcome outcome = new Outcome(true, true, "PyTorch 2.7.1 on the GPU, 0.4 s");
			store.history(engine).tested("here", outcome);
			return outcome;
		}

		@Override
		public Optional<Outcome> last(final InstalledEngine engine) {
			if (broken) throw new IllegalStateException("a slip in the list");
			return store.history(engine).tested("here");
		}
	}

	private void print() throws Exception {
		EventThread.await("rest", () -> button(window(), "Install...").isEnabled());
		for (final Flavor flavor : Flavor.values()) {
			final Optional<InstalledEngine> engine = store.find(flavor);
			if (engine.isPresent()) System.out.println(flavor.id() + ": " + cell(engine.get(), 0) + ", " + cell(engine.get(), 2) +
				", " + cell(engine.get(), 3) + ", " + cell(engine.get(), 4));
		}
	}

	private int row(final InstalledEngine engine) {
		final JTable table = table();
		for (int row = 0; row < table.getRowCount(); row++)
			if (table.getValueAt(row, 5).equals(engine.folder().toString())) return row;
		return -1;
	}

	private String cell(final InstalledEngine engine, final int column) {
		return (String) table().getValueAt(row(engine), column);
	}

	private void select(final InstalledEngine engine) throws Exception {
		EventThread.call(() -> {
			table().setRowSelectionInterval(row(engine), row(engine));
			return null;
		});
	}

	private void click(final String text) throws Exception {
		EventThread.await(text + " to be enabled", () -> button(window(), text).isEnabled());
		SwingUtilities.invokeLater(() -> button(window(), text).doClick());
	}

	private static Frame window() {
		return Arrays.stream(Frame.getFrames()).filter(frame -> frame.isShowing() && frame.getTitle().equals(
			EngineWindow.TITLE)).findFirst().orElse(null);
	}

	private static Dialog dialog() {
		return (Dialog) Arrays.stream(Window.getWindows()).filter(one -> one instanceof Dialog && one.isShowing()).findFirst()
			.orElse(null);
	}

	private static JTable table() {
		return window() == null ? null : all(window()).filter(JTable.class::isInstance).map(JTable.class::cast).findFirst()
			.orElse(null);
	}

	private static String text(final String name) {
		return all(window()).filter(one -> name.equals(one.getName())).map(one -> ((JTextArea) one).getText())
			.findFirst().orElse("");
	}

	private static AbstractButton button(final Container parent, final String text) {
		return all(parent).filter(AbstractButton.class::isInstance).map(AbstractButton.class::cast).filter(one -> text.equals(
			one.getText())).findFirst().orElseThrow(() -> new IllegalStateException("No button " + text));
	}

	private static Stream<Component> all(final Container parent) {
		return List.of(parent.getComponents()).stream().flatMap(child -> child instanceof Container container ? Stream.concat(
			Stream.of(child), all(container)) : Stream.of(child));
	}

	private static String clipboard() throws Exception {
		final var clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
		return clipboard.isDataFlavorAvailable(DataFlavor.stringFlavor) ? (String) clipboard.getData(DataFlavor.stringFlavor)
			: "";
	}

	private void picture(final String name) throws Exception {
		Thread.sleep(400);
		final Rectangle bounds = EventThread.call(() -> dialog() == null ? window().getBounds() : window().getBounds().union(dialog()
			.getBounds()));
		ImageIO.write(robot.createScreenCapture(bounds), "png", pictures.resolve(name + ".png").toFile());
	}
}
