package sc.fiji.cairn.command.macro;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A display that nobody sees, for tests of windows. */
public final class Xvfb implements AutoCloseable {

	private static final String PROGRAM = "Xvfb";
	private static final String SCREEN = "1280x1400x24";
	private static final int SECONDS = 10;

	private final Process process;
	private final String display;

	private Xvfb(final Process process, final String display) {
		this.process = process;
		this.display = display;
	}

	/** Tells whether the program is installed. */
	public static boolean isInstalled() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files
			.isExecutable(Path.of(folder, PROGRAM)));
	}

	/** Starts a display of a number that is free. */
	public static Xvfb start() throws IOException {
		final Process process = new ProcessBuilder(PROGRAM, "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp")
			.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final BufferedReader out = process.inputReader();
		final String number = out.readLine();
		if (number == null) throw new IOException(PROGRAM + " did not start.");
		return new Xvfb(process, ":" + number.strip());
	}

	/** Returns what the environment variable DISPLAY has to be. */
	public String display() {
		return display;
	}

	@Override
	public void close() throws InterruptedException {
		process.destroy();
		if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
	}
}
