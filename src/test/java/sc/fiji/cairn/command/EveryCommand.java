// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import ij.gui.Roi;
import ij.io.RoiEncoder;

import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Voxels;

/** A run of every command on tiny data, one after the other, for tests of ways to call them. */
final class EveryCommand {

	private static final Path TEST_IMAGES = Path.of("test-images").toAbsolutePath();

	private static final Path WEIGHTS = Path.of("src/test/resources/sc/fiji/cairn/export").toAbsolutePath();

	private static final String TINY = " width=4 levels=2 precision=float32 device=cpu";

	/** Menu label, and macro options; what is written goes below the folder {@code out}. */
	static final List<String> LINES = Stream.of( //
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
		"Cairn Suggest Labels...|images=[IN/unlabelled] labels=[IN/labels] include=unlabelled-0* budget=2 model=out/seg.cairn strategy=both " +
			"device=cpu output=[out/to label]", //
		"Cairn Evaluate...|predictions=out/predicted labels=[IN/labels] output=out/e.csv", //
		"Cairn Overview...|images=[IN/images] labels=[IN/labels] predictions=out/predicted models=out/seg.cairn rows=2 " +
			"output=out/o.png", //
		"Cairn Compare Label Efficiency...|images=[IN/images] labels=[IN/labels] methods=scratch;global counts=1 draws=1 " +
			"test=0.25 iterations=2 batch=4 iterationspretraining=2 batchpretraining=4 output=[out/my study]" + TINY, //
		"Cairn Phantom Data Set...|folder=out/phantoms", //
		"Cairn Labels from ROIs...|input=[IN/images/test-1.nii.gz] rois=one.roi output=out/painted.tif", //
		"Cairn Add Training Case...|input=[IN/images/test-1.nii.gz] labels=out/painted.tif folder=out/training name=extra", //
		"Cairn Train on This Image...|input=[IN/images/test-1.nii.gz] annotations=[IN/labels/test-1.nii.gz] folder=out/rounds " +
			"iterations=2 batch=4" + TINY, //
		"Cairn Model Info...|model=out/seg.cairn output=out/model.txt", //
		"Cairn Cite...|model=out/seg.cairn output=out/cite.bib", //
		"Cairn Export Model...|model=out/seg.cairn output=out/seg.zip name=Chambers authors=[Ada Lovelace] " +
			"example=[IN/images/test-1.nii.gz]", //
		"Cairn Import Model...|weights=[WEIGHTS/basicunet.safetensors] model=out/imported.cairn", //
		"Cairn Install Engine...|action=list").map(line -> line.replace("IN/", slashes(
			TEST_IMAGES)).replace("WEIGHTS/", slashes(WEIGHTS)))
		.toList();

	private static String slashes(final Path folder) {
		return folder.toString().replace('\\', '/') + "/";
	}

	private EveryCommand() {
		// Only static methods.
	}

	/** Puts into a folder what the lines need, and the lines as {@code lines.txt}. */
	static void prepare(final Path folder) throws IOException {
		Files.write(folder.resolve("lines.txt"), LINES);
		final Roi square = new Roi(10, 10, 12, 12);
		square.setPosition(5);
		RoiEncoder.save(square, folder.resolve("one.roi").toString());
	}

	/** Asserts that two runs have left the same files, but for time stamps. */
	static void assertSame(final Path one, final Path other) throws IOException {
		for (final String file : List.of("cases.csv", "e.csv", "o.png", "cite.bib",
			"phantoms/labels/test-1.nii.gz"))
			assertEquals(-1, Files.mismatch(one.resolve(file), other.resolve(file)), file);
		for (final String file : List.of("one.tif", "predicted/test-1.tif", "predicted/test-6.tif", "painted.tif",
			"training/labels/extra.nii.gz", "rounds/labels-1/test-1.nii.gz"))
			assertArrayEquals(voxels(one.resolve(file)), voxels(other.resolve(file)), file);
		for (final String file : List.of("my models/pre.cairn", "seg.cairn", "rounds/model-1.cairn"))
			assertTrue(Arrays.equals(weights(one.resolve(file)), weights(other.resolve(file))), file);
		assertEquals(scores(one), scores(other));
		assertFalse(scores(one).isEmpty());
	}

	/** ImageJ's preferences decide the order of bytes in the file. */
	private static float[] voxels(final Path labels) {
		return Voxels.floats(TestPlugins.io().open(labels).grid(0, 0));
	}

	/** All columns but the last one, which is the time that it took. */
	private static List<String> scores(final Path run) throws IOException {
		return Files.readAllLines(run.resolve("my study/results.csv")).stream().map(line -> line.substring(0, line.lastIndexOf(
			','))).toList();
	}

	private static byte[] weights(final Path model) throws IOException {
		try (ZipFile zip = new ZipFile(model.toFile()); InputStream in = zip.getInputStream(zip.getEntry(
			"weights.safetensors")))
		{
			return in.readAllBytes();
		}
	}
}
