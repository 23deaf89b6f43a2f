// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import com.google.gson.JsonPrimitive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.fuzz.Fuzz;

/** A spoiled list of files is refused in a sentence. */
class LedgerFuzzTest {

	@TempDir
	Path folder;

	@Test
	void ledgers() throws IOException {
		final Path label = folder.resolve("a.nii.gz");
		final Ledger ledger = Ledger.of(folder);
		ledger.begin(new JsonPrimitive("run"));
		ledger.write(List.of(label), () -> WholeFile.write(label, out -> out.write(1)));
		final byte[] sound = Files.readAllBytes(folder.resolve(Ledger.NAME));
		Fuzz.of("list of files", ".json", file -> {
			Files.copy(file, folder.resolve(Ledger.NAME), StandardCopyOption.REPLACE_EXISTING);
			Ledger.of(folder).requireOwn(label);
		}).seed(sound).run(folder);
	}
}
