// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;

import sc.fiji.cairn.command.CommandList;
import sc.fiji.cairn.command.KeyTable;
import sc.fiji.cairn.command.Parameters;

/** Tests that the documentation of keys is what the commands say. */
class KeyTablesTest {

	private static final String REMEDY = KeyTables.PAGE + " is stale: write its tables anew with mvn -q -B test-compile exec:exec@keys";

	@Test
	void thePageIsWhatTheCommandsSay() throws IOException {
		final String page = Files.readString(KeyTables.PAGE);
		assertEquals(KeyTables.refresh(page), page, REMEDY);
	}

	@Test
	void everyCommandHasItsTable() throws IOException {
		final String page = Files.readString(KeyTables.PAGE);
		assertEquals(CommandList.withKeys().stream().map(Parameters::label).sorted().toList(), KeyTables.commands(page).stream()
			.sorted().toList());
	}

	@Test
	void everyKeyIsDescribed() {
		CommandList.withKeys().forEach(command -> KeyTable.of(command).forEach(row -> assertTrue(row.description().endsWith("."),
			Parameters.label(command) + " " + row.key() + ": " + row.description())));
	}

	@Test
	void aTableIsMadeFromTheCommand() {
		final String page = "before\n<!-- keys of Cairn Evaluate... -->\nold\n<!-- end of keys -->\nafter\n";
		final String fresh = KeyTables.refresh(page);
		assertTrue(fresh.startsWith("before\n<!-- keys of Cairn Evaluate... -->\n| key | default | takes | meaning |\n"), fresh);
		assertTrue(fresh.contains("| `ignore` |  |  | Value of voxels that nobody has annotated"), fresh);
		assertTrue(fresh.contains("| `foreground` | `false` | true, false | Whether "), fresh);
		assertTrue(fresh.endsWith(" |\n<!-- end of keys -->\nafter\n"), fresh);
		assertTrue(KeyTables.refresh("<!-- keys of Cairn Overview... -->\n<!-- end of keys -->").contains("| `rows` | `4` | 1 to 20 | How "));
		assertTrue(KeyTables.refresh("<!-- keys of Cairn Fine-tune... -->\n<!-- end of keys -->").contains(
			"| `iterations` | `0`: 1000 | from 0 steps | "));
		assertThrows(IllegalArgumentException.class, () -> KeyTables.refresh("<!-- keys of Cairn Guess... -->\n<!-- end of keys -->"));
	}
}
