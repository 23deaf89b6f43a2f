package sc.fiji.cairn.command.macro;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

import sc.fiji.cairn.command.Explanations;

/**
 * One run of a macro in ImageJ without a display.
 * <p>
 * ImageJ builds its menus from the jars of a plugins folder. So that it finds the suite's commands there, this makes such
 * a folder with a jar that holds nothing but {@code plugins.config}; the classes come from the class path.
 * </p>
 */
final class HeadlessImageJ {

	private static final String MENUS = "plugins.config";

	/** What ImageJ's last error is then called. */
	private static final String MEMORY = "out of memory";

	private HeadlessImageJ() {
		// Only static methods.
	}

	/**
	 * Runs a macro file and returns when it has come to its end.
	 *
	 * @param file the macro, in UTF-8
	 * @param argument what {@code getArgument()} gives in it
	 * @throws MacroFailure if it fails
	 */
	static void run(final Path file, final String argument) throws MacroFailure {
		final String text = read(file);
		final Path home = home();
		System.setProperty("plugins.dir", home.toString());
		// What a user has set in dialogs must not change what a macro does.
		System.getProperties().putIfAbsent("java.util.prefs.userRoot", home.toString());
		try (FailureMessages messages = FailureMessages.listen()) {
			final Interpreter interpreter = new Interpreter();
			try {
				interpreter.run(text, argument);
			}
			catch (final OutOfMemoryError exc) {
				throw new MacroFailure(Explanations.fullHeap(file.toString()), true, null);
			}
			catch (final RuntimeException | Error exc) {
				if (!Macro.MACRO_CANCELED.equals(exc.getMessage())) throw new MacroFailure(file + ": ImageJ failed in line " +
					interpreter.getLineNumber() + " with " + exc, true, exc);
			}
			// NB: ImageJ logs that one of its own commands ran out of memory, and lets the macro go on.
			if (MEMORY.equals(IJ.getErrorMessage())) throw new MacroFailure(Explanations.fullHeap(file.toString()), true, null);
			final String message = messages.message(file.toString());
			if (message != null) throw new MacroFailure(message, true, null);
			if (interpreter.wasError()) throw new MacroFailure(file + ": The macro was aborted.", true, null);
		}
		finally {
			delete(home);
		}
	}

	private static String read(final Path file) throws MacroFailure {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (final IOException exc) {
			throw new MacroFailure("The macro " + file.toAbsolutePath() + " cannot be read; check its name (" + exc
				.getClass().getSimpleName() + ").", false, null);
		}
	}

	private static Path home() throws MacroFailure {
		try (InputStream menus = HeadlessImageJ.class.getResourceAsStream("/" + MENUS)) {
			final Path home = Files.createTempDirectory("cairn-imagej");
			final Path jar = Files.createDirectory(home.resolve("plugins")).resolve("Cairn_.jar");
			try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
				zip.putNextEntry(new ZipEntry(MENUS));
				menus.transferTo(zip);
			}
			// ImageJ takes its preferences from here if the file exists, else from the user's home.
			Files.createFile(home.resolve("IJ_Prefs.txt"));
			return home;
		}
		catch (final IOException exc) {
			throw new MacroFailure("The temporary folder " + System.getProperty("java.io.tmpdir") +
				" cannot be written; free some space or set -Djava.io.tmpdir.", false, exc);
		}
	}

	private static void delete(final Path folder) {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.deleteIfExists(path);
		}
		catch (final IOException exc) {
			// Windows keeps a jar locked that ImageJ has not closed.
			folder.toFile().deleteOnExit();
		}
	}
}
