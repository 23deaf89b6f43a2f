// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import com.sun.jna.NativeLibrary;

import java.lang.reflect.Method;
import java.nio.file.Path;

import org.slf4j.LoggerFactory;

/** Keeps DJL from telling users of its insides: Fiji shows whatever its loggers are not told to keep back. */
final class EngineLog {

	private static final String DJL = "ai.djl";
	private static final String LEVEL = "ERROR";

	/** An int of libc10, and its value for errors (PyTorch's c10/util/logging_is_not_google_glog.h). */
	private static final String NATIVE_LEVEL = "FLAGS_caffe2_log_level";
	private static final int NATIVE_ERROR = 2;

	private EngineLog() {}

	/** Asks for errors only, unless somebody has chosen a level for DJL: what it warns of, such as no GPU, is no fault. */
	static void quiet() {
		quiet(LoggerFactory.getLogger(DJL));
	}

	/**
	 * Asks the engine's native part for errors only. It has no function for that, and of processors that are newer than it, it would
	 * tell whoever looks at the terminal that one of its kernels, for which it has others, does not know them.
	 *
	 * @param folder the engine's libraries, which have been loaded
	 */
	static void quietNative(final Path folder) {
		try {
			NativeLibrary.getInstance(folder.resolve(System.mapLibraryName("c10")).toString()).getGlobalVariableAddress(NATIVE_LEVEL)
				.setInt(0, NATIVE_ERROR);
		}
		catch (final UnsatisfiedLinkError e) {
			// Another engine than those known: it says what it says.
			System.getLogger(EngineLog.class.getName()).log(System.Logger.Level.DEBUG, "No native level can be set.", e);
		}
	}

	/**
	 * Sets the level of a logger that has one, such as Logback's, which Fiji brings. SLF4J itself knows no levels to set.
	 */
	static void quiet(final Object logger) {
		try {
			for (final Method method : logger.getClass().getMethods()) {
				if (!method.getName().equals("setLevel") || method.getParameterCount() != 1) continue;
				if (logger.getClass().getMethod("getLevel").invoke(logger) != null) return;
				method.invoke(logger, method.getParameterTypes()[0].getField(LEVEL).get(null));
			}
		}
		catch (final ReflectiveOperationException e) {
			// Another logger than those known: it says what it says.
			System.getLogger(EngineLog.class.getName()).log(System.Logger.Level.DEBUG, "No level can be set.", e);
		}
	}
}
