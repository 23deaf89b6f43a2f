// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command.macro;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.scijava.Context;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

import ij.IJ;
import ij.WindowManager;

/**
 * Main class that runs macros, and single lines {@code LABEL|OPTIONS} as scripts do, without a display as Fiji does: the suite's commands run in threads of SciJava's pool, the
 * macro's thread waits for them, and its options are those of the threads below it, too. Of each macro that fails it prints
 * the message, in the end how many threads of the pool hold an image.
 */
public final class PooledImageJ {

	private PooledImageJ() {
		// Only the main method.
	}

	/** Runs the macro files that are given, and ends the JVM. */
	public static void main(final String... files) {
		RunMacro.prepare();
		int status = 1;
		try (Context context = new Context()) {
			context.service(LogService.class).setLevel(LogLevel.NONE);
			PooledHooks.install(context);
			for (final String file : files)
				run(Path.of(file));
			System.out.println("left in the pool: " + left());
			status = 0;
		}
		catch (final ReflectiveOperationException | IOException exc) {
			exc.printStackTrace(System.err);
		}
		System.out.flush();
		System.exit(status);
	}

	private static void run(final Path file) throws IOException {
		try {
			if (file.toString().endsWith(".ijm")) HeadlessImageJ.run(file, "");
			else call(Files.readString(file));
			System.out.println("ended");
		}
		catch (final MacroFailure exc) {
			System.out.println("failed: " + exc.getMessage());
		}
	}

	/** Calls as a script in another language does. */
	private static void call(final String line) {
		try {
			IJ.run(line.split("\\|")[0], line.split("\\|")[1]);
		}
		catch (final RuntimeException exc) {
			System.out.println("thrown: " + exc.getMessage());
		}
	}

	private static long left() throws ReflectiveOperationException {
		final Field table = WindowManager.class.getDeclaredField("tempImageTable");
		table.setAccessible(true);
		return ((Map<?, ?>) table.get(null)).keySet().stream().filter(thread -> ((Thread) thread).getName().contains(
			"SciJava-")).count();
	}
}
