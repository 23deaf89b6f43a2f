// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which files may be replaced. */
class ReplacingTest {

	private static final Replacing ASK = new Replacing(false);
	private static final Replacing ALLOWED = new Replacing(true);

	@TempDir
	Path folder;

	@Test
	void theUserDecidesAboutWhatExists() throws IOException {
		final Path table = folder.resolve("a.csv");
		assertDoesNotThrow(() -> ASK.requireText(table));
		Files.writeString(table, "case,dice");
		final UndecidedException e = assertThrows(UndecidedException.class, () -> ASK.requireText(table));
		assertEquals("The file " + table + " exists; give overwrite=true to replace it.", e.getMessage());
		assertDoesNotThrow(() -> ALLOWED.requireText(table));
		assertEquals("2 of the files to be written exist, such as " + table + "; give overwrite=true to replace them.",
			assertThrows(UndecidedException.class, () -> ASK.requireAll(List.of(table, table))).getMessage());
	}

	@Test
	void whatCannotBeCairnsIsNeverReplaced() throws IOException {
		final Path image = Files.write(folder.resolve("labels.nii"), new byte[] { 92, 1, 0, 0 });
		for (final Replacing replacing : List.of(ASK, ALLOWED)) {
			final CairnException e = assertThrows(CairnException.class, () -> replacing.requireText(image));
			assertFalse(e instanceof UndecidedException);
			assertEquals("The file " + image + " exists and is no text, so it is not replaced; choose another file.", e
				.getMessage());
		}
		assertTrue(Replacing.isTaken(image));
	}
}
