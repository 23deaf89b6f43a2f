// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Sha256;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.cases.phantom.Contrast;
import sc.fiji.cairn.cases.phantom.Phantom;
import sc.fiji.cairn.model.ModelFile;
import sc.fiji.cairn.network.Design;
import sc.fiji.cairn.report.Citations;
import sc.fiji.cairn.torch.HostArray;
import sc.fiji.cairn.volume.Volume;

/** Packages of bioimage.io hold what their description promises. */
class BioimagePackageTest {

	private static final About ABOUT = new About("Tiny model", List.of("Ada Lovelace"), "CC-BY-4.0");
	private static final Volume PHANTOM = Phantom.create("phantom", 1, Contrast.A).image();

	@TempDir
	private Path folder;

	private Map<String, byte[]> write(final ModelFile model, final ExportOptions options) throws IOException {
		final Path file = folder.resolve("package.zip");
		new ModelExport(List.of(model), ExportFormat.BIOIMAGEIO, options).writePackage(file, ABOUT, Citations.of(model.plan(),
			TestPlugins.methods()), PHANTOM);
		assertTrue(ExportFormat.BIOIMAGEIO.isExport(file));
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile()); Stream<? extends ZipEntry> all = zip.stream()) {
			for (final ZipEntry entry : (Iterable<ZipEntry>) all.map(ZipEntry.class::cast)::iterator)
				entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
		}
		return entries;
	}

	/** Reads what {@link Npy} writes. */
	private static HostArray array(final byte[] file) {
		final ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		final int length = in.getShort(8);
		assertEquals(0, (10 + length) % 64, "aligned");
		final Matcher shape = Pattern.compile("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([\\d,]+)\\), \\} *\n").matcher(
			new String(file, 10, length, StandardCharsets.US_ASCII));
		assertTrue(shape.matches());
		final long[] sizes = Stream.of(shape.group(1).split(",")).mapToLong(Long::parseLong).toArray();
		final float[] values = new float[(file.length - 10 - length) / 4];
		in.position(10 + length).asFloatBuffer().get(values);
		return new HostArray(sizes, values);
	}

	@ParameterizedTest
	@CsvSource({ "2, false, '[1, 1, 3, 24, 24]'", "2, true, '[1, 1, 24, 24]'", "3, false, '[1, 1, 8, 16, 16]'" })
	void theNetworkTurnsTheTestInputIntoTheTestOutput(final int dimensions, final boolean slices, final String shape)
		throws IOException
	{
		final ModelFile model = Exports.model(Design.COMMON.architecture(dimensions, 1, 4, 3), 3);
		final Map<String, byte[]> files = write(model, new ExportOptions(false, false, slices));
		final HostArray input = array(files.get(RdfTree.INPUT));
		assertEquals(shape, Arrays.toString(input.shape()));
		final float[] sorted = input.values().clone();
		Arrays.sort(sorted);
		final double low = percentile(sorted, 0.01);
		final double high = percentile(sorted, 0.99);
		final float[] seen = new float[sorted.length];
		for (int i = 0; i < seen.length; i++)
			seen[i] = (float) Math.min(1.5, Math.max(0, (input.values()[i] - low) / (high - low + 1e-6)));
		final Path weights = Files.write(folder.resolve("weights.pt"), files.get(RdfTree.WEIGHTS));
		assertEquals(array(files.get(RdfTree.OUTPUT)), Exports.run(weights, new HostArray(input.shape(), seen)));
	}

	private static double percentile(final float[] sorted, final double share) {
		final double rank = share * (sorted.length - 1);
		final int below = (int) rank;
		return sorted[below] + ((double) sorted[below + 1] - sorted[below]) * (rank - below);
	}

	@Test
	void filesArePresentAndSummedUp() throws IOException {
		final Map<String, byte[]> files = write(Exports.model(Design.COMMON.architecture(2, 1, 4, 3), 3), ExportOptions.PLAIN);
		final String description = new String(files.get(RdfTree.FILE), StandardCharsets.UTF_8);
		final Matcher sources = Pattern.compile("source: \"(.+)\"\n *sha256: \"(.+)\"").matcher(description);
		int count = 0;
		for (; sources.find(); count++)
			assertEquals(Sha256.of(files.get(sources.group(1))), sources.group(2), sources.group(1));
		assertEquals(3, count);
		final BufferedImage cover = ImageIO.read(new ByteArrayInputStream(files.get(RdfTree.COVER)));
		assertEquals(2 * cover.getHeight(), cover.getWidth());
		assertTrue(files.get(RdfTree.COVER).length < 500_000);
		final String readme = new String(files.get(RdfTree.README), StandardCharsets.UTF_8);
		for (final String part : List.of("# Tiny model", "Ada Lovelace", "| 2 | 4 | class 4 |", "## Validation", "resampled to pixels of 0.5 mm",
			"ronneberger", "test: 2 steps on 2 volumes"))
			assertTrue(readme.toLowerCase().contains(part.toLowerCase()), part + " is missing in " + readme);
		assertFalse(readme.contains("[a, b]"), "cases are not named");
	}

	@Test
	void aNetworkThatNormalisesIsGivenRawIntensities() throws IOException {
		final Map<String, byte[]> files = write(Exports.model(Design.COMMON.architecture(2, 1, 4, 3), 3), new ExportOptions(false, true,
			false));
		final Path weights = Files.write(folder.resolve("weights.pt"), files.get(RdfTree.WEIGHTS));
		assertEquals(array(files.get(RdfTree.OUTPUT)), Exports.run(weights, array(files.get(RdfTree.INPUT))));
	}

	@Test
	void anExampleThatDoesNotSuitIsRefused() {
		final ModelFile model = Exports.model(Design.COMMON.architecture(2, 2, 4, 3), 3);
		final CairnException refused = assertThrows(CairnException.class, () -> write(model, ExportOptions.PLAIN));
		assertEquals("The example phantom has 1 channels and 1 time points, but the model takes 2 and 1; choose another image.", refused
			.getMessage());
		assertFalse(Files.exists(folder.resolve("package.zip")));
	}

	@ParameterizedTest
	@CsvSource({ "name, tiny, Ada, MIT", "name, a/model, Ada, MIT", "name, Modèle, Ada, MIT", "authors, Tiny model, '', MIT",
		"authors, Tiny model, a/b, MIT", "licence, Tiny model, Ada, mine" })
	void whatAConsumerWouldRefuseIsNamed(final String parameter, final String name, final String author, final String licence) {
		final List<String> authors = author.isEmpty() ? List.of() : List.of(author);
		final CairnException refused = assertThrows(CairnException.class, () -> new About(name, authors, licence));
		assertEquals(parameter, refused.parameter().orElseThrow(), refused.getMessage());
	}

	@Test
	void yamlIsWrittenInBlocks() {
		final Map<String, Object> inner = new LinkedHashMap<>();
		inner.put("eps", 1e-6);
		inner.put("axes", List.of("y", "x"));
		final Map<String, Object> tree = new LinkedHashMap<>();
		tree.put("name", "a \"b\": c # d");
		tree.put("list", List.of(inner, List.of(1.0, 2)));
		tree.put("none", List.of());
		assertEquals("""
			name: "a \\"b\\": c # d"
			list:
			  -
			    eps: 0.0000010
			    axes: ["y","x"]
			  - [1.0,2]
			none: []
			""", Yaml.of(tree));
	}
}
