// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests {@link EngineLog} with a logger that has levels, as Logback's has. */
class EngineLogTest {

	/** Stands in for Logback's class of levels. */
	public record Level(String name) {

		public static final Level ERROR = new Level("error");
	}

	/** Stands in for Logback's logger. */
	public static final class Logger {

		private Level level;

		Logger(final Level level) {
			this.level = level;
		}

		public Level getLevel() {
			return level;
		}

		public void setLevel(final Level level) {
			this.level = level;
		}
	}

	@Test
	void aLoggerWithoutALevelGivesErrorsOnly() {
		final Logger logger = new Logger(null);
		EngineLog.quiet(logger);
		assertEquals("error", logger.getLevel().name());
	}

	@Test
	void whatTheUserHasChosenStays() {
		final Logger logger = new Logger(new Level("trace"));
		EngineLog.quiet(logger);
		assertEquals("trace", logger.getLevel().name());
	}

	@Test
	void aLoggerWithoutLevelsIsLeftAlone() {
		final StringBuilder logger = new StringBuilder("as it is");
		EngineLog.quiet(logger);
		assertEquals("as it is", logger.toString());
	}
}
