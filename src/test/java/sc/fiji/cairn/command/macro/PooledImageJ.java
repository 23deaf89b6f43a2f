package sc.fiji.cairn.command.macro;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;

import org.scijava.Context;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

import ij.WindowManager;

/**
 * Main class that runs macros without a display as Fiji does: the suite's commands run in threads of SciJava's pool, the
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
		catch (final ReflectiveOperationException exc) {
			exc.printStackTrace(System.err);
		}
		System.out.flush();
		System.exit(status);
	}

	private static void run(final Path file) {
		try {
			HeadlessImageJ.run(file, "");
			System.out.println("ended");
		}
		catch (final MacroFailure exc) {
			System.out.println("failed: " + exc.getMessage());
		}
	}

	private static long left() throws ReflectiveOperationException {
		final Field table = WindowManager.class.getDeclaredField("tempImageTable");
		table.setAccessible(true);
		return ((Map<?, ?>) table.get(null)).keySet().stream().filter(thread -> ((Thread) thread).getName().contains(
			"SciJava-")).count();
	}
}
