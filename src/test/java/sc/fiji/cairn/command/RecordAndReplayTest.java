package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.command.macro.WindowedImageJ;
import sc.fiji.cairn.command.macro.Xvfb;

/**
 * Tests that what is done in the real ImageJ window is recorded as macro lines that do the same again without a display.
 * Leaves pictures of all dialogs in {@code target/screenshots}.
 */
class RecordAndReplayTest {

	private static final Path TEST_IMAGES = Path.of("test-images").toAbsolutePath();
	private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();

	private static final String TINY = " width=4 levels=2 precision=float32 device=cpu";

	private static final List<String> LINES = Stream.of( //
		"Cairn Phantom|", //
		"Cairn Check Data...|images=[IN/images] labels=[IN/labels] output=out/cases.csv", //
		"Cairn Pretrain...|images=[IN/unlabelled] include=unlabelled-0* method=positional iterations=2 batch=4 seed=3 " +
			"model=[out/my models/pre.cairn]" + TINY, //
		"Cairn Fine-tune...|images=[IN/images] labels=[IN/labels] cases=train-1;train-2 validation=0.5 " +
			"pretrained=[out/my models/pre.cairn] iterations=2 batch=4 flipx=true model=out/seg.cairn" + TINY, //
		"Cairn Segment...|input=[IN/images/test-1.nii.gz] model=out/seg.cairn output=out/one.tif volumes=true largest=true " +
			"device=cpu", //
		"Cairn Segment Folder...|images=[IN/images] include=test-* model=out/seg.cairn output=out/predicted format=tif " +
			"device=cpu", //
		"Cairn Evaluate...|predictions=out/predicted labels=[IN/labels] output=out/e.csv", //
		"Cairn Overview...|images=[IN/images] labels=[IN/labels] predictions=out/predicted models=out/seg.cairn rows=2 " +
			"output=out/o.png", //
		"Cairn Compare Label Efficiency...|images=[IN/images] labels=[IN/labels] methods=scratch;global counts=1 draws=1 " +
			"test=0.25 iterations=2 batch=4 iterationspretraining=2 batchpretraining=4 output=[out/my study]" + TINY, //
		"Cairn Install Engine...|action=list").map(line -> line.replace("IN", TEST_IMAGES.toString())).toList();

	@TempDir
	Path folder;

	@Test
	void whatTheWindowDoesAMacroDoesAgain() throws Exception {
		assumeTrue(Xvfb.isInstalled(), "There is no Xvfb.");
		Files.write(folder.resolve("lines.txt"), LINES);
		final MacroRun shown;
		try (Xvfb display = Xvfb.start()) {
			shown = MacroRun.onDisplay(folder, display.display(), WindowedImageJ.class, List.of("lines.txt", PICTURES
				.toString()));
		}
		System.out.println(shown.out());
		assertEquals(0, shown.status(), shown.err() + shown.out());
		assertTrue(shown.out().contains("refused: \n"), shown.out());
		assertTrue(shown.out().contains("checked: 8 cases, 8 with labels; nothing is wrong with them."), shown.out());
		pictures();
		final List<String> recorded = Files.readAllLines(folder.resolve("recorded.ijm")).stream().filter(line -> line
			.startsWith("run(\"Cairn")).toList();
		assertEquals(LINES.stream().map(line -> line.substring(0, line.indexOf('|'))).toList(), recorded.stream().map(
			line -> line.split("\"")[1]).toList());
		for (int i = 1; i < LINES.size(); i++)
			recorded(LINES.get(i), recorded.get(i));
		final MacroRun replayed = MacroRun.of(folder, String.join("\n", recorded).replace("out/", "again/"), "");
		assertEquals("", replayed.err());
		assertEquals(0, replayed.status());
		same();
	}

	/** All that was entered, but for what is as usual and not basic. */
	private static void recorded(final String line, final String macro) {
		final var wanted = MacroOptions.split(line.substring(line.indexOf('|') + 1));
		final var given = MacroOptions.split(macro.split("\"")[3]);
		wanted.forEach((key, value) -> assertEquals(value, given.get(key), macro));
		assertTrue(given.size() <= wanted.size() + 8, macro);
	}

	private static void pictures() throws IOException {
		try (InputStream in = RecordAndReplayTest.class.getResourceAsStream("/plugins.config")) {
			final String[] labels = new String(in.readAllBytes()).split("\"");
			for (final String label : Arrays.stream(labels).filter(part -> part.endsWith("...")).toList())
				assertTrue(Files.size(PICTURES.resolve(label.replace("...", "").toLowerCase().replace(' ', '-') + ".png")) > 5000,
					label);
		}
	}

	/** The same files, but for time stamps. */
	private void same() throws IOException {
		for (final String file : List.of("cases.csv", "one.tif", "predicted/test-1.tif", "predicted/test-6.tif", "e.csv",
			"o.png"))
			assertEquals(-1, Files.mismatch(folder.resolve("out").resolve(file), folder.resolve("again").resolve(file)), file);
		for (final String file : List.of("my models/pre.cairn", "seg.cairn"))
			assertTrue(Arrays.equals(weights(folder.resolve("out").resolve(file)), weights(folder.resolve("again").resolve(
				file))), file);
		assertEquals(scores("out"), scores("again"));
		assertFalse(scores("out").isEmpty());
	}

	private List<String> scores(final String run) throws IOException {
		return Files.readAllLines(folder.resolve(run).resolve("my study/results.csv"));
	}

	private static byte[] weights(final Path model) throws IOException {
		try (ZipFile zip = new ZipFile(model.toFile()); InputStream in = zip.getInputStream(zip.getEntry(
			"weights.safetensors")))
		{
			return in.readAllBytes();
		}
	}
}
