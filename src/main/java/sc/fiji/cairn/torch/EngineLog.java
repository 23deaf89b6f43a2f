// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import java.lang.reflect.Method;

import org.slf4j.LoggerFactory;

/** Keeps DJL from telling users of its insides: Fiji shows whatever its loggers are not told to keep back. */
final class EngineLog {

	private static final String DJL = "ai.djl";
	private static final String LEVEL = "ERROR";

	private EngineLog() {}

	/** Asks for errors only, unless somebody has chosen a level for DJL: what it warns of, such as no GPU, is no fault. */
	static void quiet() {
		quiet(LoggerFactory.getLogger(DJL));
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
