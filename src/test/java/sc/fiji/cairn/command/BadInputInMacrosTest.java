// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import sc.fiji.cairn.command.macro.MacroRun;
import sc.fiji.cairn.model.TinyModels;
import sc.fiji.cairn.sampling.Preprocessing;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.TestVolumes;
import sc.fiji.cairn.volume.Volume;

/**
 * Tests that bad input ends a macro, in real ImageJ, with one sentence that names the file or parameter and the remedy,
 * and that nothing is written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputInMacrosTest {

	private static final String SMALL = " width=4 levels=2 iterations=5 batch=4 precision=float32 model=OUT/m.cairn";
	private static final int WIDTH = 12;
	private static final int DEPTH = 6;

	/**
	 * A macro that cannot work.
	 *
	 * @param line the macro; OUT stands for the folder where nothing may be written
	 * @param parts what the message has to contain
	 */
	private record Bad(String name, String line, String... parts) {

		@Override
		public String toString() {
			return name;
		}
	}

	static final List<Bad> BAD = List.of( //
		new Bad("missing folder", pretrain("images=nowhere"), "nowhere does not exist", "check the path"), //
		new Bad("empty folder", pretrain("images=empty"), "empty holds no image"), //
		new Bad("image without label", finetune("images=images labels=labels/few"), "images/b.nii.gz", "no label image"), //
		new Bad("label of another size", finetune("images=images labels=labels/small"), "labels/small/a.nii.gz",
			"12 x 12 x 6", "same size"), //
		new Bad("labels on some slices", finetune("images=images labels=labels/drawn"), "labels/drawn/a.nii.gz only slice 3 of 6 " +
			"carries labels", "unlabelledslices=ignore", "unlabelledslices=background"), //
		new Bad("a label to ignore that is no number", finetune("images=images labels=labels/all ignore=none"),
			"parameter ignore must be a whole number", "'none'"), //
		new Bad("fewer slices than partitions", pretrain("images=images partitions=7"), "a", "6 slices", "partitions"), //
		new Bad("2D image", pretrain("images=flat"), "flat/a.nii.gz", "single slice"), //
		new Bad("constant image", pretrain("images=constant"), "constant/a.nii.gz", "is constant"), //
		new Bad("NaN voxels", pretrain("images=nan"), "nan/a.nii.gz", "NaN"), //
		new Bad("complex voxels", pretrain("images=complex"), "complex/a.nii", "complex"), //
		new Bad("truncated gzip", pretrain("images=cut"), "cut/a.nii.gz", "copy"), //
		new Bad("unknown key", pretrain("imags=images"), "\"imags\"", "nearest is \"images\""), //
		new Bad("wrong choice", pretrain("images=images strategy=GD"), "\"strategy\"", "random, gd-minus, gd"), //
		new Bad("unknown method", pretrain("images=images method=gobal"), "'gobal'", "failing, global"), //
		new Bad("output below a file", "run('Cairn Pretrain...', 'images=images model=taken/m.cairn');", "taken/m.cairn",
			"folder"), //
		new Bad("table below a file", "run('Cairn Evaluate...', 'predictions=labels/all labels=labels/all " +
			"output=taken/e.csv');", "taken/e.csv", "folder"), //
		new Bad("figure below a file", "run('Cairn Overview...', 'images=images labels=labels/all output=taken/o.png');",
			"taken/o.png", "folder"), //
		new Bad("labels below a file", "run('Cairn Segment Folder...', 'images=images model=good.cairn output=taken');",
			"taken", "folder"), //
		new Bad("labels in an unknown format", segment("input=images/a.nii.gz output=OUT/a.png"), "OUT/a.png", ".nii.gz"), //
		new Bad("labels over the image", segment("input=images/a.nii.gz output=images/../images/a.nii.gz"),
			"images/../images/a.nii.gz", "the image itself"), //
		new Bad("labels over half of the image", segment("input=pair/a.hdr output=pair/a.img"), "pair/a.img",
			"the image itself"), //
		new Bad("labels over an open image", "open('open/a.tif');\n" + segment("output=open/a.tif"), "open/a.tif",
			"the image itself"), //
		new Bad("probabilities over the image", segment("input=probabilities/a.nii.gz output=a.nii.gz probabilities=true"),
			"probabilities/a.nii.gz", "the image itself"), //
		new Bad("a model that cannot segment", "run('Cairn Segment...', 'input=images/a.nii.gz model=pretrained.cairn " +
			"output=OUT/a.tif');", "pretrained.cairn", "Cairn Fine-tune"), //
		new Bad("an impossible path", "run('Cairn Segment...', 'input=[a' + fromCharCode(0) + 'b] model=good.cairn');",
			"\"a?b\" cannot be the name of a file"), //
		new Bad("no image", "run('Cairn Segment...', 'input=nothing model=good.cairn');", "nothing", "\"input\""));

	/** A third party's method whose loss ends: found by its annotation, it works until then. */
	private static final Bad FAILING = new Bad("a method of a third party", pretrain("images=images method=failing"));

	private final Map<String, String> messages = new HashMap<>();
	private Path folder;
	private String out;

	private static String pretrain(final String options) {
		return "run('Cairn Pretrain...', '" + options + SMALL + "');";
	}

	private static String finetune(final String options) {
		return "run('Cairn Fine-tune...', '" + options + SMALL + "');";
	}

	private static String segment(final String options) {
		return "run('Cairn Segment...', '" + options + " model=good.cairn');";
	}

	private static String out(final Bad bad) {
		return "out/" + bad.name().replace(' ', '-');
	}

	private static Volume waves(final int depth) {
		return TestVolumes.floats("a", TestVolumes.spacing(1, 1, 2, "mm"), WIDTH, WIDTH, depth, (x, y, z) -> Math.sin(x + y *
			z));
	}

	@BeforeAll
	void runAll(@TempDir final Path shared) throws Exception {
		folder = shared;
		makeImages();
		makeOddImages();
		TinyModels.segmenting(TinyModels.TINY, new Preprocessing(16, 0), 3, 0, 1).write(folder.resolve("good.cairn"));
		TinyModels.pretrained(TinyModels.TINY, new Preprocessing(16, 0), 3).write(folder.resolve("pretrained.cairn"));
		final List<Path> macros = new ArrayList<>();
		for (final Bad bad : Stream.concat(BAD.stream(), Stream.of(FAILING)).toList()) {
			final Path macro = Path.of(bad.name().replace(' ', '-') + ".ijm");
			Files.writeString(folder.resolve(macro), bad.line().replace("OUT", out(bad)) + "\nprint('after " + bad.name() +
				"');\n");
			macros.add(macro);
		}
		final MacroRun run = MacroRun.batch(folder, macros);
		assertEquals(0, run.status(), run.err());
		out = run.out();
		for (final Path macro : macros) {
			final Path message = folder.resolve(macro + ".err");
			messages.put(macro.toString(), Files.exists(message) ? Files.readString(message) : "");
		}
	}

	private void makeImages() throws IOException {
		for (final String name : List.of("images/a.nii.gz", "images/b.nii.gz", "probabilities/a.nii.gz", "pair/a.hdr",
			"open/a.tif", "cut/a.nii.gz"))
			TestVolumes.write(folder.resolve(name), waves(DEPTH));
		final Geometry geometry = waves(DEPTH).geometry();
		final Volume labels = TestVolumes.bytes("a", geometry, WIDTH, WIDTH, DEPTH, (x, y, z) -> x / 6);
		for (final String name : List.of("all/a.nii.gz", "all/b.nii.gz", "few/a.nii.gz", "small/b.nii.gz"))
			TestVolumes.write(folder.resolve("labels").resolve(name), labels);
		TestVolumes.write(folder.resolve("labels/small/a.nii.gz"), TestVolumes.bytes("a", geometry, WIDTH, WIDTH, 5, (x, y,
			z) -> 1));
		for (final String name : List.of("a.nii.gz", "b.nii.gz"))
			TestVolumes.write(folder.resolve("labels/drawn").resolve(name), TestVolumes.bytes("a", geometry, WIDTH, WIDTH, DEPTH, (x, y,
				z) -> name.startsWith("b") || z == 2 ? x / 6 : 0));
		Files.createDirectory(folder.resolve("empty"));
		Files.writeString(folder.resolve("taken"), "a file");
	}

	private void makeOddImages() throws IOException {
		final Path cut = folder.resolve("cut/a.nii.gz");
		final byte[] packed = Files.readAllBytes(cut);
		Files.write(cut, Arrays.copyOf(packed, packed.length / 2));
		TestVolumes.write(folder.resolve("flat/a.nii.gz"), waves(1));
		final Geometry geometry = waves(DEPTH).geometry();
		TestVolumes.write(folder.resolve("constant/a.nii.gz"), TestVolumes.floats("a", geometry, WIDTH, WIDTH, DEPTH, (x, y,
			z) -> 7));
		TestVolumes.write(folder.resolve("nan/a.nii.gz"), TestVolumes.floats("a", geometry, WIDTH, WIDTH, DEPTH, (x, y,
			z) -> x == 3 ? Double.NaN : x));
		final Path complex = TestVolumes.write(folder.resolve("complex/a.nii"), waves(2 * DEPTH));
		final ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(complex)).order(ByteOrder.LITTLE_ENDIAN);
		// Half as many voxels, each a pair of 32-bit floats.
		header.putShort(46, (short) DEPTH).putShort(70, (short) 32).putShort(72, (short) 64);
		Files.write(complex, header.array());
	}

	@ParameterizedTest
	@FieldSource("BAD")
	void theMacroStopsWithOneSentence(final Bad bad) throws IOException {
		final String macro = bad.name().replace(' ', '-') + ".ijm";
		final String message = messages.get(macro).replace('\\', '/');
		assertTrue(message.startsWith(macro + ", line "), message);
		for (final String part : bad.parts())
			assertTrue(message.contains(part.replace("OUT", out(bad))), part + " is not in: " + message);
		assertEquals(1, message.lines().count(), message);
		assertFalse(message.contains("unexpectedly") || message.contains("Exception"), message);
		assertFalse(out.contains("after " + bad.name()), "the macro went on");
		assertEquals(List.of(), files(folder.resolve(out(bad))));
	}

	@ParameterizedTest
	@FieldSource("IMAGES")
	void imagesStayAsTheyAre(final String image) throws IOException {
		final Path again = TestVolumes.write(folder.resolve("again").resolve(image), waves(DEPTH));
		assertEquals(-1, Files.mismatch(again, folder.resolve(image)));
		assertFalse(Files.exists(folder.resolve("a.nii.gz")), "labels without their probabilities");
	}

	static final List<String> IMAGES = List.of("images/a.nii.gz", "probabilities/a.nii.gz", "pair/a.hdr", "pair/a.img",
		"open/a.tif");

	@Test
	void aMethodOfAThirdPartyIsAccepted() throws IOException {
		final String message = messages.get("a-method-of-a-third-party.ijm");
		assertTrue(message.contains("The last good weights are kept"), message);
		assertTrue(files(folder.resolve(out(FAILING))).contains("m.cairn"));
	}

	private static List<String> files(final Path parent) throws IOException {
		if (!Files.exists(parent)) return List.of();
		try (Stream<Path> files = Files.walk(parent)) {
			return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
