// SPDX-License-Identifier: BSD-2-Clause
package sc.fiji.cairn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.cairn.CairnException;
import sc.fiji.cairn.Progress;
import sc.fiji.cairn.TestPlugins;
import sc.fiji.cairn.volume.Axis;
import sc.fiji.cairn.volume.Geometry;
import sc.fiji.cairn.volume.Header;
import sc.fiji.cairn.volume.Volume;
import sc.fiji.cairn.volume.VolumeIO;

/** Tests {@link Overview} on made-up organs. */
class OverviewTest {

	private static final int[] SIZE = { 48, 40, 12 };

	@TempDir
	Path folder;

	private final VolumeIO volumes = TestPlugins.io();

	@BeforeEach
	void makeCases() throws Exception {
		for (final String name : List.of("images", "labels", "good", "poor"))
			Files.createDirectory(folder.resolve(name));
		for (int c = 0; c < 5; c++) {
			save("images", c, 0, true);
			save("labels", c, 0, false);
			save("good", c, 1, false);
			save("poor", c, 4, false);
		}
	}

	/** Writes an organ of two nested classes, moved by some pixels, or its image. */
	private void save(final String where, final int number, final int shift, final boolean image) {
		final Random random = new Random(number);
		final float[] values = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		for (int i = 0; i < values.length; i++) {
			final double x = i % SIZE[0] - 20 - number - shift;
			final double y = i / SIZE[0] % SIZE[1] - 20;
			final double z = i / SIZE[0] / SIZE[1] - 4;
			final double r = Math.sqrt(x * x / 2 + y * y + 4 * z * z + 10 * Math.sin(x / 3));
			final int label = r < 6 ? 2 : r < 11 ? 1 : 0;
			values[i] = image ? (float) (60 * label + 12 * random.nextGaussian() + y) : label;
		}
		volumes.save(new Volume("case-" + number, List.of(Axis.X, Axis.Y, Axis.Z), ArrayImgs.floats(values, SIZE[0],
			SIZE[1], SIZE[2]), new Geometry(1, 1.2, 3, "mm", List.of()), Header.NONE), folder.resolve(where).resolve("case-" +
				number + ".nii.gz"));
	}

	private OverviewOptions options(final int rows, final String... predictions) {
		final List<Path> paths = new ArrayList<>();
		for (final String name : predictions)
			paths.add(folder.resolve(name));
		return new OverviewOptions(folder.resolve("images"), folder.resolve("labels"), paths, List.of(), rows);
	}

	@Test
	void showsCasesWithColouredOutlines() {
		final Overview overview = new Overview(volumes, Progress.SILENT);
		final BufferedImage three = overview.draw(options(3, "good", "poor"));
		final BufferedImage one = overview.draw(options(1, "good", "poor"));
		assertTrue(three.getHeight() > 2 * one.getHeight() - 100, three.getHeight() + " and " + one.getHeight());
		assertEquals(three.getWidth(), one.getWidth());
		assertTrue(count(one, Palette.ofClass(1)) > 300, "outline of class 1");
		assertTrue(count(one, Palette.ofClass(2)) > 200, "outline of class 2");
		assertEquals(0, count(one, Palette.ofClass(3)));
	}

	@Test
	void drawsLossesBelow() {
		final List<Curve> curves = new ArrayList<>();
		final double[] steps = new double[400];
		final double[] loss = new double[400];
		for (int i = 0; i < steps.length; i++) {
			steps[i] = i + 1;
			loss[i] = 3 * Math.exp(-i / 100.0);
		}
		curves.add(new Curve("pretrained", "pretraining", steps, loss));
		final BufferedImage without = new OverviewFigure(List.of(), List.of(), List.of(), label -> "x").paint();
		final BufferedImage with = new OverviewFigure(List.of(), List.of(), curves, label -> "x").paint();
		assertTrue(with.getHeight() > without.getHeight() + 200);
		assertTrue(count(with, Palette.ofCurve(0)) > 500);
	}

	@Test
	void namesTheFoldersThatDoNotFit() throws Exception {
		Files.createDirectory(folder.resolve("other"));
		Files.copy(folder.resolve("good/case-1.nii.gz"), folder.resolve("other/patient.nii.gz"));
		final CairnException exc = assertThrows(CairnException.class, () -> new Overview(volumes, Progress.SILENT).draw(
			options(2, "other")));
		assertTrue(exc.getMessage().contains(folder.resolve("other").toString()), exc.getMessage());
	}

	private static int count(final BufferedImage image, final Color colour) {
		int count = 0;
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++)
				if ((image.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) count++;
		}
		return count;
	}
}
