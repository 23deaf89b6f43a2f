// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what tells files of Cairn from those of others. */
class LedgerTest {

	@TempDir
	Path folder;

	private Path file(final String name) {
		return folder.resolve(name);
	}

	private void write(final String name, final String text) {
		final Ledger ledger = Ledger.of(folder);
		ledger.begin(new JsonPrimitive("a test"));
		ledger.write(List.of(file(name)), () -> WholeFile.write(file(name), out -> out.write(text.getBytes())));
	}

	private String refused(final String name) {
		return assertThrows(CairnException.class, () -> Ledger.of(folder).requireOwn(file(name))).getMessage();
	}

	@Test
	void onlyFilesAsWrittenAreItsOwn() throws IOException {
		write("a.txt", "one");
		write("below/b.txt", "two");
		Files.writeString(file("other.txt"), "three");
		assertDoesNotThrow(() -> Ledger.of(folder).requireOwn(file("a.txt")));
		assertDoesNotThrow(() -> Ledger.of(folder).requireOwn(file("below/../below/b.txt")));
		assertDoesNotThrow(() -> Ledger.of(folder).requireOwn(file("new.txt")));
		assertTrue(refused("other.txt").contains("is not one that Cairn has written"));
		Files.writeString(file("a.txt"), "uno");
		assertTrue(refused("a.txt").contains("has been changed since Cairn wrote it"));
		assertTrue(Ledger.of(folder).knows(file("a.txt")));
		assertFalse(Ledger.of(folder).knows(file("other.txt")));
		assertTrue(Files.readString(file(Ledger.NAME)).contains("below/b.txt"));
	}

	@Test
	void aLinkOfSomebodyElseIsNotReplaced() throws IOException {
		try {
			Files.createSymbolicLink(file("link.txt"), file("nowhere.txt"));
		}
		catch (final IOException | UnsupportedOperationException e) {
			// Not every system lets everyone make links.
			return;
		}
		assertTrue(refused("link.txt").contains("is not one that Cairn has written"));
	}

	@Test
	void whatACrashLeavesIsStillKnown() throws IOException {
		final Ledger ledger = Ledger.of(folder);
		ledger.begin(new JsonPrimitive("a test"));
		assertThrows(IllegalStateException.class, () -> ledger.write(List.of(file("a.txt"), file("b.txt")), () -> {
			WholeFile.write(file("a.txt"), out -> out.write(1));
			assertDoesNotThrow(() -> Ledger.of(folder).requireOwn(file("a.txt")), "as after a crash here");
			throw new IllegalStateException();
		}));
		assertDoesNotThrow(() -> Ledger.of(folder).requireOwn(file("a.txt")));
		Files.writeString(file("b.txt"), "of somebody else, later");
		assertTrue(refused("b.txt").contains("is not one that Cairn has written"));
	}

	@Test
	void aDamagedListProtectsAll() throws IOException {
		for (final String text : List.of("{", "{}", "{\"format\": 9, \"runs\": [], \"files\": {}}")) {
			Files.writeString(file(Ledger.NAME), text);
			assertTrue(assertThrows(CairnException.class, () -> Ledger.of(folder)).getMessage().contains("is damaged or of a newer"));
			assertEquals(text, Files.readString(file(Ledger.NAME)));
		}
	}
}
