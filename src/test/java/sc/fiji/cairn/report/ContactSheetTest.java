// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.suggest.Suggestion;
import sc.fiji.cairn.volume.Selection;
import sc.fiji.cairn.volume.TestVolumes;

/** Tests the sheet of what to label next. */
class ContactSheetTest {

	private static final int WHITE = 0xFFFFFFFF;

	@TempDir
	private Path folder;

	private Suggestion suggest(final int rank, final int height) throws IOException {
		final Path file = TestVolumes.write(folder.resolve(rank + ".nii.gz"), TestVolumes.floats("a", TestVolumes.spacing(1, 1, 1, "mm"), 16,
			height, 3, (x, y, z) -> 15 - x));
		return new Suggestion(rank, "case " + rank, file, OptionalInt.of(2), 3, Double.NaN);
	}

	@Test
	void slicesOfAnyHeightStandOnOneLine() throws IOException {
		final BufferedImage sheet = new ContactSheet(TestPlugins.io(), Selection.ALL, Progress.SILENT).draw(List.of(suggest(1, 16), suggest(2,
			32)));
		final int[] lowest = new int[2];
		final int[] highest = new int[2];
		for (int i = 0; i < 2; i++) {
			// NB: the words below begin a good way further down.
			int y = 60;
			while (sheet.getRGB(24 + 192 * i + 178, y) == WHITE)
				y++;
			highest[i] = y;
			while (sheet.getRGB(24 + 192 * i + 178, y) != WHITE)
				y++;
			lowest[i] = y;
		}
		assertEquals(lowest[0], lowest[1]);
		assertEquals(180, lowest[0] - highest[0]);
		assertNotEquals(highest[0], highest[1]);
	}
}
