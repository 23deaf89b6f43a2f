// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A macro run in a JVM of its own, as Maven runs it.
 *
 * @param status exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record MacroRun(int status, String out, String err) {

	private static final int MINUTES = 5;

	/**
	 * Runs a macro.
	 *
	 * @param folder current folder of the run; the macro and its output are kept there
	 * @param macro text of the macro
	 * @param argument what it gets as its argument
	 * @param classPath what to put in front of the class path
	 */
	public static MacroRun of(final Path folder, final String macro, final String argument, final Path... classPath)
		throws IOException, InterruptedException
	{
		Files.writeString(folder.resolve("test.ijm"), macro);
		return file(folder, Path.of("test.ijm"), argument, classPath);
	}

	/** Runs a macro file; the rest is as with {@link #of}. */
	public static MacroRun file(final Path folder, final Path macro, final String argument, final Path... classPath)
		throws IOException, InterruptedException
	{
		return java(folder, RunMacro.class, List.of(macro.toString(), argument), classPath);
	}

	/**
	 * Runs several macro files in one JVM.
	 *
	 * @param folder current folder of the run
	 * @return the outcome of the JVM; the message of a macro that failed is in the file {@code MACRO.err}
	 */
	public static MacroRun batch(final Path folder, final List<Path> macros, final Path... classPath) throws IOException,
		InterruptedException
	{
		return java(folder, MacroBatch.class, macros.stream().map(Path::toString).toList(), classPath);
	}

	/**
	 * Runs a main class of the tests on a display.
	 *
	 * @param folder current folder of the run; its output is kept there
	 * @param display what the environment variable DISPLAY has to be
	 */
	public static MacroRun onDisplay(final Path folder, final String display, final Class<?> main,
		final List<String> arguments) throws IOException, InterruptedException
	{
		return java(folder, Map.of("DISPLAY", display), main, arguments);
	}

	/** Runs a main class of the tests without a display; the rest is as with {@link #onDisplay}. */
	public static MacroRun java(final Path folder, final Class<?> main, final List<String> arguments,
		final Path... classPath) throws IOException, InterruptedException
	{
		return java(folder, Map.of(), main, arguments, classPath);
	}

	private static MacroRun java(final Path folder, final Map<String, String> environment, final Class<?> main,
		final List<String> arguments, final Path... classPath) throws IOException, InterruptedException
	{
		final List<String> entries = new ArrayList<>();
		for (final Path entry : classPath)
			entries.add(entry.toAbsolutePath().toString());
		entries.add(System.getProperty("java.class.path"));
		final Path out = folder.resolve("out.txt");
		final Path err = folder.resolve("err.txt");
		// NB: Java tells on standard error when it makes this folder.
		Files.createDirectories(folder.resolve(".java").resolve(".userPrefs"));
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "--add-opens=java.base/java.lang=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Dcairn.engines=" + System
				.getProperty("cairn.engines", ""), "-Djava.util.prefs.userRoot=" + folder.toAbsolutePath(), "-cp", String.join(
				File.pathSeparator, entries), main.getName()));
		command.addAll(arguments);
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
			.redirectError(err.toFile());
		// Else the number would follow from how busy the machine is, and the bits of what is trained from the number.
		builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
		builder.environment().putAll(environment);
		final Process process = builder.start();
		if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IOException(arguments + " did not end.");
		}
		return new MacroRun(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err,
			StandardCharsets.UTF_8));
	}
}
