// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that two works do not write the same. */
class WorkLockTest {

	@TempDir
	Path folder;

	/** Locks the file that is named until somebody ends this process; prints a line when it has. */
	public static final class Other {

		private Other() {}

		public static void main(final String[] args) throws InterruptedException {
			try (WorkLock lock = WorkLock.of(Path.of(args[0]), "The model")) {
				System.out.println("locked");
				Thread.sleep(600_000);
			}
		}
	}

	private static String refused(final Path model) {
		final String message = assertThrows(CairnException.class, () -> WorkLock.of(model, "The model")).getMessage();
		assertEquals(message, assertThrows(CairnException.class, () -> WorkLock.requireFree(model, "The model")).getMessage());
		return message;
	}

	@Test
	void thisProgramLocksOnce() throws IOException {
		final Path model = folder.resolve("m.cairn");
		try (WorkLock lock = WorkLock.of(model, "The model")) {
			final String message = refused(folder.resolve("../" + folder.getFileName() + "/m.cairn"));
			assertTrue(message.matches("The model .*m.cairn is being written already \\(by this program, since .*\\); wait until " +
				"that has ended, cancel it, or choose another name."), message);
			assertDoesNotThrow(() -> WorkLock.requireFree(folder.resolve("n.cairn"), "The model"));
			// What the first refusal did must not have given the lock up.
			refused(model);
		}
		assertFalse(Files.exists(folder.resolve("m.cairn.lock")));
		WorkLock.of(model, "The model").close();
	}

	@Test
	void anotherProcessLocksUntilItEndsHoweverItDoes() throws Exception {
		final Path model = folder.resolve("m.cairn");
		final Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
			.getProperty("java.class.path"), Other.class.getName(), model.toString()).redirectErrorStream(true).start();
		try {
			assertEquals("locked", new BufferedReader(new InputStreamReader(other.getInputStream())).readLine());
			final String message = refused(model);
			assertTrue(message.contains("by process " + other.pid() + ", since "), message);
		}
		finally {
			other.destroyForcibly().waitFor();
		}
		assertTrue(Files.exists(folder.resolve("m.cairn.lock")), "a crash cannot clean up");
		assertDoesNotThrow(() -> WorkLock.requireFree(model, "The model"));
		WorkLock.of(model, "The model").close();
		assertFalse(Files.exists(folder.resolve("m.cairn.lock")));
	}
}
