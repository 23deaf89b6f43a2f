// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/** Lists the native libraries of PyTorch that this process has loaded, by whomever. */
public final class LoadedLibraries {

	private static final Pattern TORCH = Pattern.compile("((?:/|[A-Za-z]:\\\\|\\\\\\\\)\\S.*[/\\\\](?:lib)?torch(?:_cpu|_cuda)?" +
		"\\.(?:so|dll|dylib)\\b[\\w.]*)");

	private LoadedLibraries() {}

	/** Returns their paths; none also if this Java cannot tell. */
	public static List<String> torch() {
		try {
			// NB: what "jcmd PID VM.dynlibs" shows, asked for from inside.
			final Object list = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(
				"com.sun.management:type=DiagnosticCommand"), "vmDynlibs", null, null);
			return torch(String.valueOf(list));
		}
		catch (final JMException e) {
			return List.of();
		}
	}

	/** Tells whether one of such paths lies in a folder, links followed, as the system follows them when it loads. */
	static boolean any(final List<String> libraries, final Path folder) {
		final Path real = real(folder);
		return libraries.stream().map(Path::of).anyMatch(library -> library.startsWith(folder) || library.startsWith(real));
	}

	private static Path real(final Path folder) {
		try {
			return folder.toRealPath();
		}
		catch (final IOException e) {
			// It is not there any more.
			return folder;
		}
	}

	/** Finds them in the list that Java makes, one library to a line. */
	static List<String> torch(final String list) {
		return list.lines().map(TORCH::matcher).filter(Matcher::find).map(matcher -> matcher.group(1)).distinct().toList();
	}
}
