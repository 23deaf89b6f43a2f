// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.torch.HostArray;

/** Files of torch.save are read, and nothing in them is run. */
class TorchFileTest {

	@TempDir
	private Path folder;

	/** Copies a file that PyTorch has written, by {@code fixtures.py}. */
	static Path fixture(final String name, final Path folder) throws IOException {
		final Path file = folder.resolve(name);
		try (InputStream in = TorchFileTest.class.getResourceAsStream(name)) {
			Files.copy(in, file);
		}
		return file;
	}

	private Path pickled(final String pickle) throws IOException {
		final Path file = folder.resolve("made.pth");
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry("archive/data.pkl"));
			zip.write(pickle.getBytes(StandardCharsets.ISO_8859_1));
		}
		return file;
	}

	private static String refused(final Path file) {
		return assertThrows(CairnException.class, () -> TorchFile.read(file)).getMessage();
	}

	@Test
	void allTypesOfArraysAreRead() throws IOException {
		final Map<String, HostArray> arrays = TorchFile.read(fixture("types.pth", folder));
		assertEquals(List.of("float", "double", "half", "brain", "turned", "part", "count"), List.copyOf(arrays.keySet()));
		final float[] values = { 1, -2.5f, 3e-5f, 65504, 0, -0.125f };
		assertEquals(new HostArray(new long[] { 2, 3 }, values), arrays.get("float"));
		assertEquals(arrays.get("float"), arrays.get("double"));
		assertArrayEquals(values, arrays.get("half").values(), 3e-8f);
		assertArrayEquals(new float[] { 1, -2.5f, 3.0e-5f, 65536, 0, -0.125f }, arrays.get("brain").values(), 1e-7f);
		assertEquals(new HostArray(new long[] { 3, 2 }, new float[] { 1, 65504, -2.5f, 0, 3e-5f, -0.125f }), arrays.get("turned"));
		assertEquals(new HostArray(new long[] { 2, 2 }, new float[] { -2.5f, 3e-5f, 0, -0.125f }), arrays.get("part"));
		assertEquals(new HostArray(new long[0], new float[] { 7 }), arrays.get("count"));
	}

	@Test
	void namesOfDictionariesAreJoined() throws IOException {
		final Map<String, HostArray> arrays = TorchFile.read(fixture("unet.pth", folder));
		assertArrayEquals(new long[] { 2, 1, 3, 3 }, arrays.get("state_dict.module.inc.double_conv.0.weight").shape());
	}

	@Test
	void nothingIsRun() throws IOException {
		final Path file = pickled("\u0080\u0002cposix\nsystem\n(X\u0006\u0000\u0000\u0000touch tR.");
		assertEquals("The file " + file + " would run posix.system, so it is not opened; in Python save the weights alone: " +
			"torch.save(model.state_dict(), 'weights.pth').", refused(file));
		final String whole = refused(pickled("\u0080\u0002c__main__\nUNet\n)\u0081}b."));
		assertTrue(whole.contains("holds other things than arrays (pickle instruction 0x81)"), whole);
	}

	@Test
	void aModuleOfTorchScriptIsNotAStateDict() {
		final Path file = folder.resolve("model.pt");
		new ModelExport(List.of(Exports.model(Design.COMMON.architecture(2, 1, 2, 2), 1)),
			ExportFormat.TORCHSCRIPT, ExportOptions.PLAIN).write(file);
		assertTrue(refused(file).contains("save the weights alone"));
	}

	@Test
	void brokenFilesAreNamed() throws IOException {
		final Path text = Files.writeString(folder.resolve("text.pth"), "weights");
		assertTrue(refused(text).contains(text + " cannot be read as one of torch.save"));
		for (final String pickle : List.of("", "\u0080\u0002", "\u0080\u0002X\u00ff\u00ff\u00ff\u007fabc", "\u0080\u0002u.",
			"\u0080\u0002)R.", "\u0080\u0002h\u0001s."))
			assertTrue(refused(pickled(pickle)).contains("is broken or cut short"), pickle);
		final byte[] whole = Files.readAllBytes(fixture("types.pth", folder));
		for (int i = 0; i < 8; i++)
			refused(Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, whole.length * i / 8)));
	}

	@Test
	void noChangedByteOfThePickleDoesHarm() throws IOException {
		final byte[] whole = Files.readAllBytes(fixture("types.pth", folder));
		int read = 0;
		for (int i = 0; i < whole.length; i += 11) {
			final byte[] changed = whole.clone();
			changed[i] ^= 0x24;
			try {
				TorchFile.read(Files.write(folder.resolve("changed.pth"), changed));
				read++;
			}
			catch (final CairnException e) {
				assertTrue(e.getMessage().contains("changed.pth"), e.getMessage());
			}
		}
		assertTrue(read > 0, "most bytes are padding");
	}
}
